"""Story one on a real store, real photos and the encoder that ships."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gumsole import assembly
from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.catalog.fetch import PhotoFetcher
from gumsole.errors import RetireBrake
from gumsole.images.analysis import Analysis, Analyzer
from gumsole.images.lite0 import Lite0
from gumsole.ingest import IngestOptions, IngestSummary, Progress, Workshop, ingest
from gumsole.records import Availability, Rejected
from gumsole.store import Store
from tests.shelf import Drawn, assortment, drawing, lay_out, repriced, write_feed


@pytest.fixture(scope="module")
def encoder() -> Lite0:
    return Lite0.load()


class Bench:
    """A store and everything an ingest needs, counting what was analyzed."""

    def __init__(self, folder: Path, encoder: Lite0) -> None:
        self.folder = folder
        self.analyzed: Counter[int] = Counter()
        self.rejected: list[Rejected] = []
        self.progress: list[Progress] = []
        self._analyzer = Analyzer(encoder)
        self.key = assembly.key_for(encoder)

    def ingest(self, feed: Path, source: str = "feed", **options: Any) -> IngestSummary:
        with Store.open(self.folder, create=True) as store, PhotoFetcher() as fetcher:
            workshop = Workshop(
                store=store,
                key=self.key,
                fetch=fetcher.fetch,
                analyze=self._analyze,
                keep=lambda *_: None,
                report=self.rejected.append,
                progress=self.progress.append,
            )
            return ingest(
                open_feed(feed, FeedOptions()), IngestOptions(source, workers=2, **options), workshop
            )

    def live(self) -> set[str]:
        with Store.open(self.folder) as store:
            return {entry.offer.sku for chunk in store.entries.all(key=self.key) for entry in chunk}

    def _analyze(self, data: bytes) -> Analysis:
        self.analyzed[hash(data)] += 1
        return self._analyzer.analyze(data)


@pytest.fixture
def bench(tmp_path: Path, encoder: Lite0) -> Bench:
    return Bench(tmp_path / "store", encoder)


def test_a_feed_becomes_products_offers_and_signals(bench: Bench, tmp_path: Path) -> None:
    summary = bench.ingest(lay_out(tmp_path, assortment()))
    assert (summary.products, summary.photos, summary.analyzed, summary.failed) == (16, 16, 16, 0)
    assert summary.photos_per_s > 0
    assert bench.live() == {product.sku for product in assortment()}
    assert bench.progress[-1] == Progress("photos", 16, 16)


def test_a_second_run_computes_nothing(bench: Bench, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, assortment())
    bench.ingest(feed)
    again = bench.ingest(feed)
    assert (again.analyzed, again.photos_per_s) == (0, 0.0)
    assert set(bench.analyzed.values()) == {1}


def test_one_photo_on_many_products_is_computed_once(bench: Bench, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:1])
    for copy in range(8):
        (tmp_path / f"copy{copy}.jpg").write_bytes((tmp_path / "mug-red.jpg").read_bytes())
    rows = "".join(f"p{copy},copy{copy}.jpg\n" for copy in range(8))
    (tmp_path / "copies.csv").write_text(f"id,image_link\n{rows}")
    summary = bench.ingest(tmp_path / "copies.csv")
    assert (summary.photos, summary.analyzed, sum(bench.analyzed.values())) == (8, 1, 1)
    assert len(bench.live()) == 8


def test_a_bad_photo_fails_alone_and_so_does_its_copy(bench: Bench, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, assortment()[:4])
    for name in ("mug-red.jpg", "mug-navy.jpg"):
        (tmp_path / name).write_bytes(b"no photo at all")
    (tmp_path / "mug-green.jpg").unlink()
    summary = bench.ingest(feed)
    assert (summary.products, summary.analyzed, summary.failed) == (4, 1, 3)
    with Store.open(bench.folder) as store:
        assert len(store.photos.failures()) == 3
        assert store.products.count() == 4
    assert bench.live() == {"mug-beige"}


def test_a_mended_photo_is_taken_by_the_next_run(bench: Bench, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, assortment()[:1])
    (tmp_path / "mug-red.jpg").write_bytes(b"no photo at all")
    assert bench.ingest(feed).failed == 1
    (tmp_path / "mug-red.jpg").write_bytes(drawing(assortment()[0]))
    assert bench.ingest(feed).failed == 0
    assert bench.live() == {"mug-red"}


def test_prices_change_without_a_look_at_the_photos(bench: Bench, tmp_path: Path) -> None:
    products = assortment()
    feed = lay_out(tmp_path, products)
    bench.ingest(feed)
    write_feed(feed, repriced(products, "7.50 EUR"))
    assert bench.ingest(feed).analyzed == 0
    with Store.open(bench.folder) as store:
        assert store.products.get("mug-red").offer.price == 750


def test_what_a_snapshot_no_longer_names_leaves_search_within_its_source_only(
    bench: Bench, tmp_path: Path
) -> None:
    products = assortment()
    mine, theirs = lay_out(tmp_path / "mine", products[:10]), lay_out(tmp_path / "theirs", products[10:])
    bench.ingest(mine, "mine")
    bench.ingest(theirs, "theirs")
    write_feed(mine, products[:9])
    assert bench.ingest(mine, "mine").retired == 1
    assert bench.live() == {product.sku for product in (*products[:9], *products[10:])}


def test_a_partial_feed_retires_nothing(bench: Bench, tmp_path: Path) -> None:
    products = assortment()
    feed = lay_out(tmp_path, products)
    bench.ingest(feed)
    write_feed(feed, products[:1])
    assert bench.ingest(feed, partial=True).retired == 0
    assert len(bench.live()) == 16


def test_a_snapshot_that_retires_too_much_stops_and_retires_nothing(bench: Bench, tmp_path: Path) -> None:
    products = assortment()
    feed = lay_out(tmp_path, products)
    bench.ingest(feed)
    write_feed(feed, products[:12])
    with pytest.raises(RetireBrake, match="4 of 16"):
        bench.ingest(feed)
    assert len(bench.live()) == 16
    assert bench.ingest(feed, allow_retire=True).retired == 4


def test_rows_that_cannot_be_read_are_reported_and_counted(bench: Bench, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, [*assortment()[:2], Drawn("mug", "green", price="a lot")])
    summary = bench.ingest(feed)
    assert (summary.products, summary.rejected) == (2, 1)
    assert [(rejected.row, rejected.field) for rejected in bench.rejected] == [(3, "price")]
    with Store.open(bench.folder) as store:
        (run,) = store.runs.latest()
        assert [rejected.row for rejected in store.runs.rejected(run.id)] == [3]


def test_defaults_taken_are_told(bench: Bench, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:1])
    (tmp_path / "plain.csv").write_text("id,image_link\n1,mug-red.jpg\n")
    summary = bench.ingest(tmp_path / "plain.csv")
    assert "availability" in {default.field for default in summary.defaults}
    with Store.open(bench.folder) as store:
        assert store.products.get("1").offer.availability is Availability.IN_STOCK


INGEST = "from gumsole.cli import main; main()"


def contents(store: Path) -> list[tuple[object, ...]]:
    """All that a store holds, without the times at which it came in."""
    rows: list[tuple[object, ...]] = []
    with Store.open(store) as opened:
        issued = opened.passports.active()
        assert issued is not None
        rows.append((issued.passport.calibrated_on, issued.passport.upload_mean.tobytes()))
        key = assembly.key_for(Lite0.load())
        for chunk in opened.entries.all(key=key):
            places = opened.entries.places([entry.id for entry in chunk])
            rows += [
                (e.group, e.category, e.offer, places[e.id].photo, e.embedding.tobytes(), e.color.tobytes())
                for e in chunk
            ]
        counts = opened.photos.counts(key=key)
        rows.append((opened.products.count(), counts.done, counts.failed, counts.pending))
    return sorted(rows, key=repr)


@pytest.mark.slow
def test_ingest_killed_at_any_moment_and_run_again_ends_in_the_same_store(tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment())
    for copy in range(60):
        (tmp_path / "feed" / f"x{copy}.jpg").write_bytes(drawing(assortment()[copy % 16], size=200 + copy))
    rows = "".join(f"x{copy},Decor,g{copy % 16},1.00 EUR,x{copy}.jpg\n" for copy in range(60))
    feed.write_text(f"id,product_type,item_group_id,price,image_link\n{rows}")
    words = [sys.executable, "-c", INGEST, "ingest", str(feed), "--source", "s", "--store"]
    begun = time.monotonic()
    subprocess.run([*words, str(tmp_path / "whole")], check=True, capture_output=True)
    whole_s = time.monotonic() - begun
    chance, kills = random.Random(7), 0
    for _ in range(6):
        process = subprocess.Popen(
            [*words, str(tmp_path / "killed")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        threading.Event().wait(whole_s * chance.uniform(0.2, 0.9))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 1
    subprocess.run([*words, str(tmp_path / "killed")], check=True, capture_output=True)
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
