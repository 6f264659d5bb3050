"""From settings to a working shop: feeds and photos by URL, the index on disk, the encoder that fits."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gumsole import assembly
from gumsole.assembly import REPORTS_FOLDER, Ingested, IngestOrder, open_index
from gumsole.assembly.calibrating import studio_of
from gumsole.catalog.feed import FeedOptions
from gumsole.errors import IndexMismatch, NotFound, StoreLocked
from gumsole.images.analysis import Analyzer
from gumsole.images.lite0 import Lite0
from gumsole.index.embedded import EmbeddedIndex
from gumsole.index.snapshot import numbered
from gumsole.records import Filter, Offer, Rejected, VectorQuery
from gumsole.report import Report
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.layout import PHOTOS_FOLDER, THUMBNAILS_FOLDER
from tests.catalog.fetch_server import Host, answering, running
from tests.fakes import tiny_tower
from tests.shelf import Drawn, assortment, drawing, lay_out
from tests.store.making import ingest, item, passport, signals

DEFAULTS, FAST = Settings(), Settings(quality="fast")

# More than twenty, so that one change is less than the share that makes a snapshot stale.
ITEMS = [item(f"p{at}") for at in range(30)]


def take(folder: Path, feed: object, settings: Settings = DEFAULTS) -> Ingested:
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    return assembly.ingest_feed(folder, settings, order, progress=lambda _: None)


def test_an_ingest_beside_another_is_refused_and_leaves_the_others_report_alone(tmp_path: Path) -> None:
    feed, folder = lay_out(tmp_path, assortment()[:1]), tmp_path / "store"
    take(folder, feed)
    with (
        Store.open(folder) as store,
        store.ingesting(),
        Report.open(folder / REPORTS_FOLDER, "feed") as under_way,
    ):
        for row in range(2000):  # more than a file's buffer, so that some of it is on disk
            under_way.add(Rejected(row, "price", "none"))
        with pytest.raises(StoreLocked, match="another ingest"):
            take(folder, feed)
    listed = [line.partition(",")[0] for line in under_way.path.read_text().splitlines()]
    assert listed == ["row", *map(str, range(2000))]


# --- feeds and photos by URL ---


@pytest.fixture
def host() -> Iterator[Host]:
    """A shop on loopback: a feed of two products, photos beside it."""
    with running() as host:
        rows = ["id,price,image_link"]
        for product in assortment()[:2]:
            path = f"/{product.sku}.jpg"
            host.answers[path] = answering(200, drawing(product, size=600))
            rows.append(f"{product.sku},1.00 EUR,{host.url(path)}")
        host.answers["/feed.csv"] = answering(200, ("\n".join(rows) + "\n").encode())
        yield host


def kept(folder: Path) -> dict[str, bytes]:
    return {path.parent.name + path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_feed_and_its_photos_may_lie_on_the_web(host: Host, tmp_path: Path) -> None:
    done = take(tmp_path, host.url("/feed.csv"), Settings(allow_private=True))
    assert (done.summary.products, done.summary.analyzed, done.summary.failed) == (2, 2, 0)
    with assembly.shop(tmp_path, Settings()) as shop:
        assert shop.searcher.search(drawing(Drawn("mug", "red"))).hits[0].product.sku == "mug-red"


def test_remote_photos_are_kept_as_bytes_and_as_thumbnails(host: Host, tmp_path: Path) -> None:
    take(tmp_path, host.url("/feed.csv"), Settings(allow_private=True))
    photos = [drawing(product, size=600) for product in assortment()[:2]]
    hashes = {hashlib.sha256(photo).hexdigest(): photo for photo in photos}
    assert kept(tmp_path / PHOTOS_FOLDER) == hashes
    thumbnails = kept(tmp_path / THUMBNAILS_FOLDER)
    assert set(thumbnails) == set(hashes)
    for thumbnail in thumbnails.values():
        with Image.open(BytesIO(thumbnail)) as opened:
            assert max(opened.size) < 600


def test_photos_on_this_machine_are_not_copied(tmp_path: Path) -> None:
    take(tmp_path / "store", lay_out(tmp_path / "feed", assortment()[:2]))
    assert kept(tmp_path / "store" / PHOTOS_FOLDER) == kept(tmp_path / "store" / THUMBNAILS_FOLDER) == {}


def test_photos_at_private_addresses_fail_unless_they_are_allowed(host: Host, tmp_path: Path) -> None:
    done = take(tmp_path, host.url("/feed.csv"))
    assert (done.summary.products, done.summary.analyzed, done.summary.failed) == (2, 0, 2)
    assert host.asked == ["/feed.csv"]  # no photo was asked for
    assert done.report.read_text().count("--allow-private") == 2


# --- the index on disk ---


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        ingest(opened, *ITEMS)
        opened.passports.put(replace(passport(), catalog_mean=np.full(8, 0.1, np.float32)))
        yield opened


def index_of(store: Store) -> EmbeddedIndex:
    issued = store.passports.active()
    assert issued is not None
    return open_index(store.folder, store, issued)


def snapshots(store: Store) -> list[str]:
    return [path.name for path in numbered(store.folder / assembly.INDEX_FOLDER)]


def found(index: EmbeddedIndex, where: Filter = Filter()) -> tuple[list[int], list[float]]:
    answer = index.search(VectorQuery(signals(1).embedding, signals(1).color, 0.2, where))
    return answer.ids.tolist(), answer.similarity.tolist()


def test_an_index_is_built_once_and_opened_from_then_on(store: Store) -> None:
    built = index_of(store)
    before = snapshots(store)
    opened = index_of(store)
    assert snapshots(store) == before
    assert found(opened) == found(built)
    assert len(opened) == len(ITEMS)


def test_a_few_changes_are_caught_up_with_and_the_snapshot_stays(store: Store) -> None:
    index_of(store)
    before = snapshots(store)
    store.offers.set_many([Offer("p3", price=1)])
    index = index_of(store)
    assert snapshots(store) == before
    assert index.seq == store.changes.latest_seq()
    assert len(found(index, Filter(max_price=1))[0]) == 1


def test_a_snapshot_that_lags_far_behind_is_written_again(store: Store) -> None:
    index_of(store)
    before = snapshots(store)
    store.offers.set_many([Offer(f"p{at}", price=at) for at in range(30)])
    index = index_of(store)
    assert snapshots(store) != before
    assert len(found(index, Filter(max_price=4))[0]) == 5
    again = snapshots(store)
    assert found(index_of(store)) == found(index)
    assert snapshots(store) == again


@pytest.mark.parametrize("name", ["header.json", "codes", "shape", "terms", "shape_turn"])
def test_a_damaged_snapshot_is_built_anew_with_the_same_answers(store: Store, name: str) -> None:
    right = found(index_of(store))
    (place,) = numbered(store.folder / assembly.INDEX_FOLDER)
    (place / name).write_bytes((place / name).read_bytes()[:-1])
    assert found(index_of(store)) == right
    assert found(index_of(store)) == right


def test_an_index_that_was_deleted_is_built_anew(store: Store) -> None:
    right = found(index_of(store))
    shutil.rmtree(store.folder / assembly.INDEX_FOLDER)
    assert found(index_of(store)) == right


def test_an_index_behind_what_the_log_remembers_is_built_anew(store: Store) -> None:
    index_of(store)
    for price in (1, 2):
        store.offers.set_many([Offer("p1", price=price)])
    store.changes.prune(keep=0)
    index = index_of(store)
    assert index.seq == store.changes.latest_seq()
    assert len(found(index, Filter(max_price=2))[0]) == 1


def test_a_new_passport_gets_an_index_of_its_own(store: Store) -> None:
    first = found(index_of(store))
    store.passports.put(replace(passport(), catalog_mean=np.linspace(-0.5, 0.5, 8, dtype=np.float32)))
    assert found(index_of(store)) != first
    assert len(index_of(store)) == len(ITEMS)


# --- encoders ---


def test_a_shop_refuses_another_encoder_than_its_index_was_built_with(tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:4])
    take(tmp_path / "store", feed)
    other = Settings(encoder=str(tiny_tower(tmp_path / "tower")))
    with (
        pytest.raises(IndexMismatch, match=r"built by encoder lite0.*not tiny-1.*ingest again"),
        assembly.shop(tmp_path / "store", other),
    ):
        pass


def test_a_store_ingested_again_is_searched_with_the_new_encoder_and_no_other(tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:4])
    take(tmp_path / "store", feed)
    other = Settings(encoder=str(tiny_tower(tmp_path / "tower")))
    assert take(tmp_path / "store", feed, other).summary.analyzed == 4
    with assembly.shop(tmp_path / "store", other) as shop:
        hits = shop.searcher.search(drawing(Drawn("mug", "green"))).hits
        assert (hits[0].product.sku, len(hits)) == ("mug-green", 4)
    with pytest.raises(IndexMismatch, match="not lite0"), assembly.shop(tmp_path / "store", Settings()):
        pass


# --- quality ---


def test_a_fast_store_looks_at_an_upload_once_any_other_twice(tmp_path: Path) -> None:
    folder, upload = tmp_path / "store", drawing(Drawn("mug", "green"), background=(90, 120, 60))
    take(folder, lay_out(tmp_path / "feed", assortment()[:2]))
    with assembly.shop(folder, FAST) as fast, assembly.shop(folder, DEFAULTS) as normal:
        once, twice = (shop.analyzer.analyze(upload).signals.embedding for shop in (fast, normal))
        plain = Analyzer(fast.encoder).analyze(upload).signals.embedding
    np.testing.assert_array_equal(once, plain)
    assert once @ twice < 0.999


def test_a_store_is_calibrated_on_as_many_looks_as_uploads_get(tmp_path: Path) -> None:
    folder, upload = tmp_path / "store", drawing(Drawn("mug", "green"), background=(90, 120, 60))
    with Store.open(folder, create=True) as store:
        for settings in (FAST, DEFAULTS):
            encoder = assembly.encoder_of(settings)
            analyzer = Analyzer(encoder, views=assembly.views_of(encoder, settings))
            seen = studio_of(store, encoder, settings).analyze(upload)
            np.testing.assert_array_equal(seen.embedding, analyzer.analyze(upload).signals.embedding)


# --- the doctor, keys, workers ---


def test_the_doctor_measures_no_index_of_another_encoder(tmp_path: Path) -> None:
    take(tmp_path / "store", lay_out(tmp_path / "feed", assortment()[:2]))
    other = Settings(encoder=str(tiny_tower(tmp_path / "tower")))
    mine, theirs = (
        {finding.subject: finding for finding in assembly.examine(tmp_path / "store", settings)}
        for settings in (Settings(), other)
    )
    assert "memory" in mine
    assert "memory" not in theirs
    assert theirs["passport"].wrong


def test_signals_are_stored_under_what_they_were_made_with() -> None:
    encoder = Lite0.load()
    key = assembly.key_for(encoder)
    assert (key.encoder, key.file_hash) == (encoder.id, encoder.file_hash)


# --- the rest ---


def test_a_store_into_which_nothing_went_cannot_be_asked(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    with pytest.raises(NotFound, match="nothing to search"), assembly.shop(tmp_path, Settings()):
        pass


def test_workers_are_as_many_as_the_settings_say_or_as_there_are_cores() -> None:
    assert assembly.workers_of(Settings(workers=3)) == 3
    assert assembly.workers_of(Settings()) >= 1
