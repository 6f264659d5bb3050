"""Both stories on a real node: answers as of the embedded engine, and favorites while it is away."""

from __future__ import annotations

import re
import shutil
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.assembly.engines import engine_of
from gumsole.assembly.opensearch import connected
from gumsole.bench.material import Vectors, photos
from gumsole.bench.opensearch import SHARES, cluster_figures
from gumsole.bench.sizes import Sizes
from gumsole.catalog.feed import FeedOptions
from gumsole.cli import main
from gumsole.errors import BadSettings, EngineAway
from gumsole.images.analysis import Analyzer
from gumsole.images.lite0 import Lite0
from gumsole.records import Answer, Availability, Filter, Offer, Role, StepKind
from gumsole.search import SearchRequest
from gumsole.settings import Settings
from gumsole.store import Store
from tests.opensearch.front import Front, Mood
from tests.opensearch.node import Node
from tests.serving import ORIGIN, photo, running, stock
from tests.shelf import assortment, lay_out


def settings_for(url: str, **more: object) -> Settings:
    given = {"opensearch_url": url, "opensearch_replicas": 0, "opensearch_timeout_s": 20.0, **more}
    return Settings(engine="opensearch", **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of drawn products; only to be copied."""
    return stock(tmp_path_factory.mktemp("embedded"))


@pytest.fixture
def folder(embedded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(embedded, tmp_path / "store"))


@pytest.fixture
def settings(front: Front) -> Settings:
    return settings_for(front.url)


def skus(answer: Answer) -> list[str]:
    return [hit.product.sku for hit in answer.hits]


REQUESTS = [
    SearchRequest(),
    SearchRequest(filter=Filter(categories=(("Lighting",),))),
    SearchRequest(filter=Filter(colors=("navy",), max_price=5000)),
    SearchRequest(color_weight=0.9),
    SearchRequest(words="in red"),
]


def test_answers_are_those_of_the_embedded_engine(folder: Path, settings: Settings) -> None:
    answers = []
    for how in (Settings(), settings):
        with assembly.shop(folder, how) as shop:
            answers.append([shop.searcher.search(photo(), request) for request in REQUESTS])
    for ours, theirs in zip(*answers, strict=True):
        assert skus(ours) == skus(theirs)
        assert ours.step == theirs.step
        assert [hit.candidate.similarity for hit in ours.hits] == pytest.approx(
            [hit.candidate.similarity for hit in theirs.hits], abs=1e-6
        )


def test_an_ingest_leaves_an_index_that_searches_find(
    tmp_path: Path, settings: Settings, front: Front
) -> None:
    feed = lay_out(tmp_path / "feed", assortment())
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    assembly.ingest_feed(tmp_path / "store", settings, order, progress=lambda _: None)
    front.asked.clear()
    with assembly.shop(tmp_path / "store", settings) as shop:
        assert skus(shop.searcher.search(photo("mug", "red")))[0] == "mug-red"
    assert not [asked for asked in front.asked if asked.startswith("PUT")]


def test_while_the_node_is_away_shoppers_get_favorites_that_say_so(
    folder: Path, settings: Settings, front: Front
) -> None:
    with assembly.shop(folder, settings) as shop:
        front.away = True
        request = SearchRequest(filter=Filter(max_price=100_000), limit=100)
        away = shop.searcher.search(photo(), request)
        assert away.step.kind in (StepKind.CATEGORY_FAVORITES, StepKind.STORE_FAVORITES)
        assert away.step.label.startswith("We cannot look for it right now")
        assert all(hit.sellable for hit in away.hits)
        assert away.hits
        german = shop.searcher.search(photo(), SearchRequest(language="de"))
        assert german.step.label.startswith("Die Suche nach Ähnlichem geht gerade nicht")
        assert shop.searcher.search(None, SearchRequest(words="lamp")).hits  # needs no node
        front.away = False
        assert skus(shop.searcher.search(photo()))[0] == "mug-navy"


def test_a_shop_opens_while_the_node_is_away(folder: Path, settings: Settings, front: Front) -> None:
    front.moods.extend([Mood.DOWN] * 50)
    fast = settings_for(front.url)
    with assembly.shop(folder, fast) as shop:
        assert shop.searcher.search(photo()).step.label.startswith("We cannot look for it right now")


def test_the_command_line_exchanges_indices(folder: Path, front: Front) -> None:
    environ = {"GUMSOLE_OPENSEARCH_URL": front.url, "GUMSOLE_OPENSEARCH_REPLICAS": "0"}

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--store", str(folder)], env=environ)
        return f"{done.exit_code}: {done.output}"

    assert run("reindex", "--engine", "opensearch").startswith("0: gumsole-")
    assert "000002: 16 photos, the store has 16" in run("reindex", "--engine", "opensearch")
    assert "in use again: gumsole-" in run("reindex", "--engine", "opensearch", "--roll-back")
    assert "builds its index by itself" in run("reindex")
    environ["GUMSOLE_ENGINE"] = "opensearch"
    assert "000001: 16 photos" in run("doctor")


def test_a_server_answers_from_the_node_and_follows_the_store(folder: Path, front: Front) -> None:
    environ = {"GUMSOLE_OPENSEARCH_URL": front.url, "GUMSOLE_OPENSEARCH_REPLICAS": "0"}
    with (
        running(folder, "--engine", "opensearch", environ=environ) as server,
        server.client(Role.SEARCH, Origin=ORIGIN) as client,
    ):

        def search(query: str = "") -> dict[str, Any]:
            sent = client.post(f"/v1/search{query}", content=photo(), headers={"Content-Type": "image/jpeg"})
            assert sent.status_code == 200, sent.text
            answer: dict[str, Any] = sent.json()
            return answer

        assert search()["hits"][0]["product"]["sku"] == "mug-navy"
        assert any("_search" in asked for asked in front.asked)
        with Store.open(folder) as store:
            store.offers.set_many([Offer("mug-navy", Availability.IN_STOCK, 1)])
        assert [hit["product"]["sku"] for hit in search("?max_price=0.01")["hits"]] == ["mug-navy"]
        front.away = True
        assert search()["step"]["kind"].endswith("favorites")


@pytest.fixture
def mortal() -> Iterator[Node]:
    """A node of the test's own."""
    with Node() as node:
        yield node


@pytest.mark.slow
def test_a_node_killed_in_the_middle_of_ingest_and_search_loses_nothing(tmp_path: Path, mortal: Node) -> None:
    folder, feed = tmp_path / "store", lay_out(tmp_path / "feed", assortment())
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    with Front(mortal.url) as front:
        settings = settings_for(front.url)
        front.after = killing(mortal, "_bulk")
        with pytest.raises(EngineAway):
            assembly.ingest_feed(folder, settings, order, progress=lambda _: None)
        assert not mortal.running
        front.after = lambda path: None
        mortal.start()
        with assembly.shop(folder, settings) as shop:
            found = shop.searcher.search(photo(), SearchRequest(limit=100))
            assert (skus(found)[0], len(found.hits)) == ("mug-navy", 16)
            front.after = killing(mortal, "_count")
            during = shop.searcher.search(photo())
            assert not mortal.running
            assert during.hits
            assert during.step.label.startswith("We cannot look for it right now")


def killing(node: Node, path: str) -> Callable[[str], None]:
    """Ends a node after a request of some kind, before the next."""
    return lambda asked: node.kill() if path in asked else None


def test_what_makes_no_sense_is_refused_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for wrong, message in (
        ({"opensearch_url": "localhost:9200"}, "http"),
        ({"opensearch_url": "http://user:secret@host:9200"}, "without user and password"),
        ({"opensearch_index": "Gumsole"}, "lower-case"),
        ({"opensearch_aws_region": "eu-central-1"}, "no AWS credentials"),
    ):
        settings = Settings(engine="opensearch", **wrong)  # type: ignore[arg-type]
        with pytest.raises(BadSettings, match=message), engine_of(settings, environ={}):
            pass
    with (
        pytest.raises(BadSettings, match="belong together"),
        engine_of(Settings(engine="opensearch"), environ={"GUMSOLE_OPENSEARCH_USER": "me"}),
    ):
        pass


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Answers one request; its address, and who asked."""
    seen: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"])
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
        thread.join()


def test_user_and_password_of_the_environment_are_sent() -> None:
    environ = {"GUMSOLE_OPENSEARCH_USER": "me", "GUMSOLE_OPENSEARCH_PASSWORD": "secret"}
    with listening() as (url, seen), connected(settings_for(url), environ) as connection:
        connection.ask("GET", "/")
    assert seen == [f"Basic {b64encode(b'me:secret').decode()}"]


def test_requests_to_amazon_are_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")  # where botocore looks
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with listening() as (url, seen):
        region = settings_for(url, opensearch_aws_region="eu-central-1")
        with connected(region, {}) as connection:
            connection.ask("GET", "/")
    assert re.match(r"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/eu-central-1/es/aws4_request", seen[0])


def test_speed_is_measured_on_the_node(front: Front) -> None:
    encoder = Lite0.load()
    vectors = Vectors.of_photos(Analyzer(encoder), list(photos(20)))
    sizes = Sizes(queries=2)
    figures = list(cluster_figures(settings_for(front.url), vectors, sizes, rows=1000))
    named = {figure.name: figure for figure in figures}
    assert [named[f"opensearch: recall@50, {share:.1%}"].value for share in SHARES] == [1.0] * 4
    assert all(named[f"opensearch: our own work, {share:.1%}"].target == "<= 3" for share in SHARES)
    assert named["opensearch: filling / bare bulk loop"].value > 0
    assert front_is_empty(front)


def front_is_empty(front: Front) -> bool:
    there: dict[str, object] = httpx.get(f"{front.node_url}/gumsole-*/_alias", trust_env=False).json()
    return there == {}
