"""A hub on loopback: files come once, over https elsewhere, and without a network it says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from gumsole.errors import BadQuery, NotFound, TryLater
from gumsole.images.hub import Hub, HubId
from tests.catalog.fetch_server import Handler, answering, running

ID = HubId.parse("owner/name")


class Shelf(dict[str, Callable[[Handler], None]]):
    """Answers of a host that says of all other paths that there is nothing."""

    def __missing__(self, path: str) -> Callable[[Handler], None]:
        return answering(404)


@pytest.mark.parametrize(
    ("text", "repository", "revision"),
    [("owner/name", "owner/name", "main"), ("a-b/c.d_e@1f2e", "a-b/c.d_e", "1f2e")],
)
def test_a_hub_id_may_name_a_revision(text: str, repository: str, revision: str) -> None:
    assert HubId.parse(text) == HubId(repository, revision)


@pytest.mark.parametrize("text", ["name", "a/b/c", "https://hub/a/b", "a/b@", "../a/b"])
def test_what_is_no_hub_id_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="neither a folder nor a hub id"):
        HubId.parse(text)


def test_towers_tokenizer_and_weights_beside_are_fetched_from_where_exports_keep_them(tmp_path: Path) -> None:
    with running() as host:
        host.answers = Shelf()
        for name in (
            "onnx/vision_model.onnx",
            "onnx/vision_model.onnx_data",
            "onnx/text_model.onnx",
            "tokenizer.json",
        ):
            host.answers[f"/owner/name/resolve/main/{name}"] = answering(200, name.encode())
        Hub(host.url("")).fetch(ID, tmp_path)
    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {
        "vision_model.onnx": "onnx/vision_model.onnx",
        "vision_model.onnx_data": "onnx/vision_model.onnx_data",
        "text_model.onnx": "onnx/text_model.onnx",
        "tokenizer.json": "tokenizer.json",
    }


def test_a_repository_without_an_onnx_tower_is_refused(tmp_path: Path) -> None:
    with running() as host:
        host.answers = Shelf()
        with pytest.raises(NotFound, match="no image tower as ONNX"):
            Hub(host.url("")).fetch(ID, tmp_path)


def test_without_a_network_it_says_what_to_do(tmp_path: Path) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    with pytest.raises(TryLater, match="fetch the files elsewhere and add their folder"):
        Hub("https://hub.example", transport=httpx.MockTransport(away)).fetch(ID, tmp_path)


def test_a_hub_that_is_not_on_this_machine_is_asked_over_https_alone() -> None:
    with pytest.raises(BadQuery, match="over https"):
        Hub("http://hub.example")


def test_what_is_endless_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gumsole.images.hub.MAX_BYTES", 10)
    large = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 11))
    with pytest.raises(BadQuery, match="larger than 10 bytes"):
        Hub("https://hub.example", transport=large).fetch(ID, tmp_path)
    assert not list(tmp_path.iterdir())
