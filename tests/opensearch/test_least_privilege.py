"""The roles of `deploy/aws` are wide enough for what we ask of a real node, and servers only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.catalog.feed import FeedOptions
from gumsole.records import Filter
from gumsole.search import SearchRequest
from gumsole.settings import Settings
from tests.deploy.template import load, may, roles
from tests.opensearch.front import Front
from tests.serving import photo
from tests.shelf import assortment, lay_out

ROLES = roles(load())


def refused(role: str, asked: Iterable[str]) -> list[str]:
    """Requests that a role of the stack may not make."""
    several = [line.split(" ", 1) for line in asked]
    return [
        f"{method} {path}"
        for method, path in several
        if not may(ROLES[role], f"es:ESHttp{method.capitalize()}", f"Domain{urlsplit(path).path}")
    ]


@pytest.fixture
def settings(front: Front) -> Settings:
    return Settings(
        engine="opensearch", opensearch_url=front.url, opensearch_replicas=0, opensearch_timeout_s=20.0
    )


@pytest.fixture
def ingested(front: Front, settings: Settings, tmp_path: Path) -> Path:
    """A store that an ingest has filled, and its index; the front knows what was asked."""
    folder = tmp_path / "store"
    order = IngestOrder(str(lay_out(tmp_path / "feed", assortment())), FeedOptions(), "feed")
    assembly.ingest_feed(folder, settings, order, progress=lambda _: None)
    return folder


def test_an_indexer_may_what_an_ingest_asks(ingested: Path, front: Front) -> None:
    assert any("_bulk" in line for line in front.asked)
    assert refused("Indexer", front.asked) == []
    assert refused("Searcher", front.asked) != []


def test_an_indexer_may_what_a_new_index_asks(ingested: Path, front: Front, settings: Settings) -> None:
    front.asked.clear()
    assembly.reindex(ingested, settings)
    assert any("_aliases" in line for line in front.asked)
    assert refused("Indexer", front.asked) == []


def test_a_server_with_a_copy_of_the_store_reads_the_index_and_writes_nothing(
    ingested: Path, front: Front, settings: Settings, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(ingested, tmp_path / "server"))
    front.asked.clear()
    with assembly.shop(copy, settings) as shop:
        for request in (SearchRequest(), SearchRequest(filter=Filter(colors=("navy",)))):
            assert shop.searcher.search(photo(), request).hits
    assert any("_search" in line for line in front.asked)
    assert refused("Searcher", front.asked) == []
