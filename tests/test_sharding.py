"""A feed divided among machines: all parts together are the whole, and none touches another's."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.catalog.part import part_of
from gumsole.errors import BadQuery, RetireBrake
from gumsole.images.lite0 import Lite0
from gumsole.records import CatalogItem, Rejected, Shard, undivided
from gumsole.store import Store
from tests.shelf import COLORS, SHAPES, Drawn, assortment, drawing, lay_out
from tests.test_ingest import INGEST, Bench

DEMO = Path(__file__).parent.parent / "src/gumsole/demo/store"


@pytest.fixture(scope="module")
def encoder() -> Lite0:
    return Lite0.load()


@pytest.fixture
def bench(tmp_path: Path, encoder: Lite0) -> Bench:
    return Bench(tmp_path / "store", encoder)


def grouped(folder: Path, products: list[Drawn]) -> Path:
    """A feed whose variants share a group by shape, so that a group has four."""
    lay_out(folder, products)
    rows = "".join(f"{one.sku},{one.shape},{one.price},{one.sku}.jpg\n" for one in products)
    feed = folder / "grouped.csv"
    feed.write_text(f"id,item_group_id,price,image_link\n{rows}")
    return feed


def contents(folder: Path) -> dict[str, tuple[object, ...]]:
    """Live products with offer and photos, and which of them have signals."""
    skus = [f"{shape}-{color}" for shape in SHAPES for color in COLORS]
    with Store.open(folder) as store:
        return {
            sku: (one.product, one.offer)
            for sku, one in store.products.get_many(skus).items()
            if not one.retired
        }


@given(st.text(), st.integers(1, 50))
def test_a_group_is_in_one_part(group: str, count: int) -> None:
    assert sum(Shard(index, count).holds(group) for index in range(count)) == 1


def test_the_part_of_a_group_is_the_same_for_ever() -> None:
    # Machines of another version must agree: SHA-256, first 8 bytes, big-endian, modulo.
    digest = int.from_bytes(hashlib.sha256("sofa-12 ü".encode()).digest()[:8], "big")
    assert [Shard(index, 7).holds("sofa-12 ü") for index in range(7)] == [
        index == digest % 7 for index in range(7)
    ]
    assert [Shard(index, 4).holds("mug") for index in range(4)] == [False, False, True, False]


def test_parts_are_of_like_size() -> None:
    sizes = Counter(next(i for i in range(16) if Shard(i, 16).holds(f"g{n}")) for n in range(16_000))
    assert len(sizes) == 16
    assert max(sizes.values()) < 1.15 * min(sizes.values())


@pytest.mark.parametrize(
    "text", ["", "3", "/4", "4/4", "-1/4", "1/0", "a/b", "1/2/3", "0/10001", "1.0/4", "²/4"]
)
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="shard"):
        Shard.parse(text)


def test_a_part_has_a_source_of_its_own_that_belongs_to_the_feed() -> None:
    assert Shard.parse(" 3/16 ") == Shard(3, 16)
    assert undivided(Shard(3, 16).named("feed")) == "feed"
    assert undivided("feed [shard]") == "feed [shard]"


def test_all_parts_together_are_the_feed_row_by_row() -> None:
    options = FeedOptions(currency="EUR")
    for path in (DEMO, DEMO / "catalog.xml", DEMO / "shopify.csv"):
        whole = list(open_feed(path, options))
        parts = [list(part_of(open_feed(path, options), Shard(index, 5))) for index in range(5)]
        assert len(whole) > 300
        assert sorted(map(repr, whole)) == sorted(repr(row) for part in parts for row in part)
        groups = [{row.product.group for row in part if isinstance(row, CatalogItem)} for part in parts]
        assert sum(map(len, groups)) == len(set.union(*groups))


def test_what_is_rejected_is_reported_by_one_part(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    rows = "".join(f"{'' if n % 3 else n},{'x' if n % 2 else '1.00 EUR'},g{n}\n" for n in range(60))
    feed.write_text(f"id,price,item_group_id\n{rows}")
    whole = [row for row in open_feed(feed, FeedOptions()) if isinstance(row, Rejected)]
    parts = [part_of(open_feed(feed, FeedOptions()), Shard(index, 3)) for index in range(3)]
    assert len(whole) > 40
    assert sorted(map(repr, whole)) == sorted(
        repr(row) for part in parts for row in part if isinstance(row, Rejected)
    )


def test_parts_into_one_store_are_the_whole_ingest(bench: Bench, tmp_path: Path, encoder: Lite0) -> None:
    feed = grouped(tmp_path, assortment())
    whole = Bench(tmp_path / "whole", encoder)
    whole.ingest(feed)
    summaries = [bench.ingest(feed, shard=Shard(index, 3)) for index in (2, 0, 1)]
    assert sum(summary.products for summary in summaries) == 16
    assert sum(summary.analyzed for summary in summaries) == 16
    assert contents(bench.folder) == contents(whole.folder)
    assert bench.live() == whole.live()


def test_parts_into_stores_of_their_own_are_the_whole_ingest(tmp_path: Path, encoder: Lite0) -> None:
    feed = grouped(tmp_path, assortment())
    whole = Bench(tmp_path / "whole", encoder)
    whole.ingest(feed)
    parts = [Bench(tmp_path / f"part{index}", encoder) for index in range(3)]
    for index, part in enumerate(parts):
        part.ingest(feed, shard=Shard(index, 3))
    assert sum(len(part.live()) for part in parts) == 16
    assert {sku: one for part in parts for sku, one in contents(part.folder).items()} == contents(
        whole.folder
    )


def test_a_part_that_is_run_again_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    feed = grouped(tmp_path, assortment())
    for index in range(3):
        bench.ingest(feed, shard=Shard(index, 3))
    before = contents(bench.folder)
    with Store.open(bench.folder) as store:
        log = store.changes.latest_seq()
    again = [bench.ingest(feed, shard=Shard(index, 3)) for index in (1, 2, 1, 0)]
    assert [(one.analyzed, one.retired) for one in again] == [(0, 0)] * 4
    assert contents(bench.folder) == before
    with Store.open(bench.folder) as store:
        assert store.changes.latest_seq() == log


def test_a_part_retires_its_own_products_alone(bench: Bench, tmp_path: Path) -> None:
    feed = grouped(tmp_path, assortment())
    for index in range(3):
        bench.ingest(feed, shard=Shard(index, 3))
    gone = [one for one in assortment() if one.sku != "mug-red"]
    feed = grouped(tmp_path, gone)
    home = next(index for index in range(3) if Shard(index, 3).holds("mug"))
    others = [index for index in range(3) if index != home]
    assert [bench.ingest(feed, shard=Shard(index, 3)).retired for index in others] == [0, 0]
    assert "mug-red" in bench.live()
    assert bench.ingest(feed, shard=Shard(home, 3), allow_retire=True).retired == 1
    assert bench.live() == {one.sku for one in gone}


def test_a_part_that_shrinks_too_much_stops_alone(bench: Bench, tmp_path: Path) -> None:
    feed = grouped(tmp_path, assortment())
    for index in range(2):
        bench.ingest(feed, shard=Shard(index, 2))
    home = next(index for index in range(2) if Shard(index, 2).holds("mug"))
    feed = grouped(tmp_path, [one for one in assortment() if one.shape != "mug"])
    bench.ingest(feed, shard=Shard(1 - home, 2))
    with pytest.raises(RetireBrake, match="shard"):
        bench.ingest(feed, shard=Shard(home, 2))
    assert len(bench.live()) == 16


def test_a_feed_that_is_divided_anew_retires_what_it_no_longer_names(bench: Bench, tmp_path: Path) -> None:
    bench.ingest(grouped(tmp_path, assortment()))
    less = assortment()[:-1]
    feed = grouped(tmp_path, less)
    retired = [bench.ingest(feed, shard=Shard(index, 2), retire_limit=0.5).retired for index in range(2)]
    assert sum(retired) == 1
    assert bench.live() == {one.sku for one in less}
    least = less[1:]
    feed = grouped(tmp_path, least)
    retired = [bench.ingest(feed, shard=Shard(index, 3), retire_limit=0.5).retired for index in range(3)]
    assert sum(retired) == 1
    feed = grouped(tmp_path, least[1:])
    assert bench.ingest(feed).retired == 1
    assert bench.live() == {one.sku for one in least[1:]}


def test_dividing_anew_does_not_pull_the_brake(bench: Bench, tmp_path: Path) -> None:
    feed = grouped(tmp_path, assortment())
    bench.ingest(feed)
    assert [bench.ingest(feed, shard=Shard(index, 3)).retired for index in range(3)] == [0, 0, 0]
    assert bench.ingest(grouped(tmp_path, assortment()[:-1])).retired == 1


def test_another_feed_is_nothing_to_a_part(bench: Bench, tmp_path: Path) -> None:
    bench.ingest(lay_out(tmp_path / "theirs", assortment()[8:]), "theirs")
    bench.ingest(grouped(tmp_path / "mine", assortment()[:8]), "mine", shard=Shard(0, 1))
    assert len(bench.live()) == 16


def test_a_product_that_changes_its_group_is_live_once_all_parts_ran(bench: Bench, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:1])
    feed = tmp_path / "one.csv"
    groups = [next(f"g{n}" for n in range(99) if Shard(index, 2).holds(f"g{n}")) for index in range(2)]
    for group in (*groups, *groups):
        feed.write_text(f"id,item_group_id,image_link\nmug-red,{group},mug-red.jpg\n")
        for index in range(2):
            bench.ingest(feed, shard=Shard(index, 2), allow_retire=True)
        assert bench.live() == {"mug-red"}


@pytest.mark.slow
def test_parts_that_are_killed_and_run_again_are_complete(tmp_path: Path) -> None:
    feed = grouped(tmp_path, assortment())
    for copy in range(40):
        (tmp_path / f"x{copy}.jpg").write_bytes(drawing(assortment()[copy % 16], size=200 + copy))
    with feed.open("a") as file:
        file.writelines(f"x{copy},g{copy},1.00 EUR,x{copy}.jpg\n" for copy in range(40))

    def words(index: int) -> list[str]:
        part = ["--shard", f"{index}/2", "--source", "s", "--store", str(tmp_path / "store")]
        return [sys.executable, "-c", INGEST, "ingest", str(feed), *part]

    kills = 0
    for index, after_s in ((0, 1.2), (1, 1.6), (0, 2.0), (1, 2.4)):
        process = subprocess.Popen(words(index), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        threading.Event().wait(after_s)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 1
    for index in (1, 0):
        begun = time.monotonic()
        subprocess.run(words(index), check=True, capture_output=True)
        assert time.monotonic() - begun < 60
    with Store.open(tmp_path / "store") as store:
        assert store.products.count() == 56
        assert {run.source for run in store.runs.latest() if run.finished_at} == {
            Shard(index, 2).named("s") for index in range(2)
        }
