from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.ranking.shelf import GONE, LiveShelf, Shelf
from gumsole.records import Offer
from gumsole.store import Store
from tests.ranking.shelf.making import NOW, OFFERS, stock, ware
from tests.store.making import ingest, passport


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True, clock=lambda: NOW) as opened:
        yield opened


def content(shelf: Shelf) -> list[dict[str, Any]]:
    """Every product with its values, codes as words, and the entries that lead to it."""
    entries = shelf.places.id.tolist()
    rows = shelf.rows(shelf.places.id).tolist()
    found = []
    for row in range(len(shelf)):
        values: dict[str, Any] = {}
        for table in (shelf.goods, shelf.offers):
            for item in fields(table):
                value = getattr(table, item.name)[row]
                words = getattr(shelf.tables, item.name, None)
                values[item.name] = words.names[value] if words and value >= 0 else str(value)
        values["entries"] = sorted(e for e, at in zip(entries, rows, strict=True) if at == row)
        values["variants"] = [shelf.goods.sku[at] for at in shelf.variants(row)]
        found.append(values)
    return found


def test_a_new_price_is_on_the_next_shelf_and_the_last_one_stays_as_it_was(store: Store) -> None:
    stock(store, ware("a"), ware("b"))
    live = LiveShelf(store, passport())
    before = live.now
    store.offers.set_many([Offer("b", price=7)])
    after = live.catch_up()
    assert after is live.now
    assert (before.offers.price.tolist(), after.offers.price.tolist()) == ([1000, 1000], [1000, 7])
    assert after.goods is before.goods  # nothing else was read


def test_a_shelf_that_is_up_to_date_is_given_back(store: Store) -> None:
    stock(store, ware("a"))
    live = LiveShelf(store, passport())
    assert live.catch_up() is live.catch_up() is live.now


def test_products_come_change_and_go(store: Store) -> None:
    run = stock(store, ware("a", group="g"), ware("b", color="Navy"), ware("c", group="g"))
    live = LiveShelf(store, passport())
    entry = live.now.places.id[live.now.places.product == 1]
    later = store.runs.begin("feed").id
    ingest(store, ware("d"))
    store.products.upsert([ware("b", color="Red"), ware("c"), ware("d")], source="feed", run=later)
    store.products.retire_missing(source="feed", run=later, allow=True)
    shelf = live.catch_up()
    assert run < later
    assert shelf.goods.sku.tolist() == ["b", "c", "d"]
    assert shelf.tables.color.names[shelf.goods.color[0]] == "Red"
    assert shelf.rows(entry).tolist() == [GONE]
    assert content(shelf) == content(LiveShelf(store, passport()).now)


def test_a_product_that_returns_takes_its_old_place(store: Store) -> None:
    run = stock(store, ware("a"), ware("b"))
    store.products.upsert([ware("b")], source="feed", run=(later := store.runs.begin("feed").id))
    store.products.retire_missing(source="feed", run=later, allow=True)
    live = LiveShelf(store, passport())
    assert live.now.goods.sku.tolist() == ["b"]
    store.products.upsert([ware("a")], source="feed", run=run)
    assert live.catch_up().goods.sku.tolist() == ["a", "b"]


def test_a_shelf_too_far_behind_is_read_anew(store: Store) -> None:
    stock(store, ware("a"))
    live = LiveShelf(store, passport())
    store.offers.set_many([Offer("a", price=1)])
    store.offers.set_many([Offer("a", price=2)])
    store.changes.prune(keep=0)
    assert live.catch_up().offers.price.tolist() == [2]
    assert live.now.seq == store.changes.latest_seq()


def test_offers_of_products_that_are_not_live_are_passed_over(store: Store) -> None:
    stock(store, ware("a"), ware("b"))
    later = store.runs.begin("feed").id
    store.products.upsert([ware("b")], source="feed", run=later)
    store.products.retire_missing(source="feed", run=later, allow=True)
    live = LiveShelf(store, passport())
    store.offers.set_many([Offer("a", price=1), Offer("b", price=2)])
    assert live.catch_up().offers.price.tolist() == [2]


def copied(template: Path, folder: str) -> Path:
    return Path(shutil.copytree(template, folder, dirs_exist_ok=True))


SKUS = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.one_of(
    st.tuples(st.just("offer"), SKUS, OFFERS),
    st.tuples(st.just("title"), SKUS, st.sampled_from(["x", "y"])),
    st.tuples(st.just("group"), SKUS, st.sampled_from(["g", "h"])),
    st.tuples(st.just("photos"), SKUS, st.sampled_from([("/1",), ("/2", "/1"), ("/1", "/2")])),
    st.tuples(st.just("snapshot"), st.sets(SKUS), st.none()),
    st.tuples(st.just("catch up"), st.none(), st.none()),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is copied rather than made anew for every history."""
    folder = tmp_path_factory.mktemp("template")
    with Store.open(folder, create=True) as store:
        stock(store, ware("a"), ware("b", group="g"))
    return folder


@given(history=st.lists(STEPS, max_size=8))
@settings(max_examples=20)
def test_after_any_history_a_followed_shelf_is_that_of_a_fresh_look(
    template: Path, history: Sequence[tuple[str, Any, Any]]
) -> None:
    with TemporaryDirectory() as folder, Store.open(copied(template, folder)) as store:
        live = LiveShelf(store, passport())
        for kind, sku, value in history:
            match kind:
                case "offer":
                    store.offers.set_many([Offer(sku, value.availability, value.price)])
                case "snapshot":
                    run = ingest(store, *(ware(name) for name in sorted(sku)))
                    store.products.retire_missing(source="feed", run=run, allow=True)
                case "catch up":
                    live.catch_up()
                case _:
                    ingest(store, ware(sku, **{kind: value}))
        assert content(live.catch_up()) == content(LiveShelf(store, passport()).now)
        assert np.all(np.diff(live.now.goods.id) > 0)
