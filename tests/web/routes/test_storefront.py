"""Modules of the component as pages of other origins load them."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gumsole.web.app import bare
from gumsole.web.assets import COMPONENT, asset, assets
from tests.web.stage import Stage, stage

ENTRY = "/storefront/component/gumsole-search.js"


@pytest.fixture(scope="module")
def staged(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = Path(shutil.copytree(shelf, tmp_path_factory.mktemp("storefront") / "store"))
    with stage(folder) as running:
        yield running


@pytest.fixture(scope="module")
def client(staged: Stage) -> TestClient:
    return staged.client


def test_a_module_comes_with_its_type_to_pages_of_any_origin_and_without_a_key(client: TestClient) -> None:
    answer = client.get(ENTRY, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_each_file_of_the_component_is_sent_with_a_type_that_browsers_take(client: TestClient) -> None:
    types = {"js": "text/javascript", "css": "text/css", "json": "application/json", "svg": "image/svg+xml"}
    for name in assets(COMPONENT):
        answer = client.get(f"/storefront/component/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == types[name.rpartition(".")[2]]


def test_what_is_sent_packed_is_the_same_file(client: TestClient) -> None:
    with client.stream("GET", ENTRY, headers={"Accept-Encoding": "br, gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        body = gzip.decompress(b"".join(packed.iter_raw()))
    plain = client.get(ENTRY, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]
    assert body == plain.content


def test_a_file_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get(ENTRY)
    again = client.get(ENTRY, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(ENTRY, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_has_what_get_has_but_the_body(client: TestClient) -> None:
    got, headed = client.get(ENTRY), client.head(ENTRY)
    assert headed.status_code == 200
    assert headed.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize(
    "path",
    ["nothing.js", "", "../shop/shop.css", "..%2f..%2f__init__.py", "%2e%2e/shop/shop.css", "/etc/passwd"],
)
def test_no_name_leads_out_of_the_folder(client: TestClient, path: str) -> None:
    assert client.get(f"/storefront/component/{path}").status_code == 404


def test_the_files_are_no_part_of_the_document_of_the_api() -> None:
    assert not [path for path in bare().openapi()["paths"] if "storefront" in path]


def test_metrics_know_the_route_and_no_file(staged: Stage) -> None:
    staged.client.get(ENTRY)
    counted = [line for line in staged.service.metrics.text().splitlines() if "/storefront/" in line]
    assert counted
    assert all('route="/storefront/component/{name:path}"' in line for line in counted)


def test_what_is_stripped_is_still_a_module() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to have the stripped modules parsed")
    for name in assets(COMPONENT):
        if name.endswith(".js"):
            command = [node, "--input-type=module", "--check"]
            done = subprocess.run(
                command, input=asset(COMPONENT, name).plain, capture_output=True, check=False
            )
            assert done.returncode == 0, (name, done.stderr)


def test_texts_stay_json() -> None:
    for name in assets(COMPONENT):
        if name.endswith(".json"):
            assert json.loads(asset(COMPONENT, name).plain)
