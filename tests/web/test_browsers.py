"""Whatever is answered, browsers are told to be careful with it."""

from __future__ import annotations

import pytest
from starlette.responses import HTMLResponse, JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from gumsole.web.browsers import DATA_POLICY, PAGE_POLICY, Browsers


async def routes(scope: Scope, receive: Receive, send: Send) -> None:
    kind = HTMLResponse if scope["path"] == "/page" else JSONResponse
    await kind("content")(scope, receive, send)


@pytest.mark.parametrize(("path", "policy"), [("/page", PAGE_POLICY), ("/data", DATA_POLICY)])
def test_pages_run_their_own_modules_and_data_nothing(path: str, policy: str) -> None:
    headers = TestClient(Browsers(routes)).get(path).headers
    assert headers["content-security-policy"] == policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")


def test_no_policy_lets_scripts_in_that_stand_in_a_page() -> None:
    assert "unsafe" not in PAGE_POLICY + DATA_POLICY
    assert all("default-src 'none'" in policy for policy in (PAGE_POLICY, DATA_POLICY))


def test_the_camera_is_for_the_page_itself_and_everything_else_for_nobody() -> None:
    told = TestClient(Browsers(routes)).get("/page").headers["permissions-policy"].split(", ")
    assert told[0] == "camera=(self)"
    assert len(told) > 8
    assert all(feature.endswith("=()") for feature in told[1:])
