from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.ranking.shelf import AVAILABILITIES, GONE, NONE, UNKNOWN, LiveShelf, Sellable, Shelf
from gumsole.records import Availability, Offer
from gumsole.store import Store
from tests.ranking.shelf.making import NOW, OFFERS, stock, ware
from tests.store.making import Clock, passport, places_of

OFFERED = 6
DAY_S = 86_400


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True, clock=lambda: NOW) as opened:
        yield opened


def shelf_of(store: Store) -> Shelf:
    return LiveShelf(store, passport()).now


def every(shelf: Shelf) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(len(shelf))


def test_products_stand_in_the_order_in_which_they_came_with_codes_for_their_words(store: Store) -> None:
    stock(
        store,
        ware("a", brand="Acme", category="Seating > Sofas", color="Navy", material="Wool", size="M"),
        ware("b", brand="Zoë", category="Seating > Sofas", color="Navy", title="A chair"),
        ware("c", group="a"),
    )
    shelf = shelf_of(store)
    goods, tables = shelf.goods, shelf.tables
    assert (goods.sku.tolist(), goods.title[1], len(shelf)) == (["a", "b", "c"], "A chair", 3)
    assert [tables.brand.names[code] for code in goods.brand[:2]] == ["Acme", "Zoë"]
    assert tables.category.names == [("Seating", "Sofas")]
    assert (goods.color.tolist(), goods.material.tolist(), goods.size.tolist()) == (
        [0, 0, NONE],
        [0, NONE, NONE],
        [0, NONE, NONE],
    )
    assert (tables.color.code("Navy"), tables.color.code("Red")) == (0, NONE)
    assert [tables.group.names[code] for code in goods.group] == ["a", "b", "a"]
    assert [AVAILABILITIES[code] for code in shelf.offers.availability] == [Availability.IN_STOCK] * 3


def test_entries_skus_and_products_lead_to_their_rows_and_unknown_ones_nowhere(store: Store) -> None:
    stock(store, ware("a", photos=("/1", "/2")), ware("b", photos=("/2",)))
    shelf, places = shelf_of(store), places_of(store)
    ids = np.array([*sorted(places.values()), 99, 0], np.int64)
    assert shelf.rows(ids).tolist()[-2:] == [GONE, GONE]
    assert sorted(shelf.rows(np.array([1, 2, 3])).tolist()) == [0, 0, 1]
    assert shelf.rows_of_skus(["b", "x", "a"]).tolist() == [1, GONE, 0]
    assert shelf.rows_of_products(np.array([2, 7])).tolist() == [1, GONE]


def test_a_store_without_products_has_an_empty_shelf(store: Store) -> None:
    store.passports.put(passport())
    shelf = shelf_of(store)
    assert len(shelf) == 0
    assert shelf.rows(np.array([1, 2])).tolist() == [GONE, GONE]
    assert shelf.sellable(every(shelf), now_s=NOW, ships_to="DE").tolist() == []


def test_variants_are_the_products_of_one_group(store: Store) -> None:
    stock(store, ware("a", group="g"), ware("b", group="h"), ware("c", group="g"))
    shelf = shelf_of(store)
    assert [shelf.variants(row).tolist() for row in range(3)] == [[0, 2], [1], [0, 2]]


def test_what_was_not_said_is_unknown(store: Store) -> None:
    stock(store, ware("a", offer=Offer("a")), ware("b", offer=Offer("b", last_sold_at=NOW - 2 * 86_400)))
    shelf = shelf_of(store)
    assert shelf.price_at(every(shelf), NOW).tolist() == [UNKNOWN, UNKNOWN]
    days = shelf.days_since_sold(every(shelf), NOW)
    assert (math.isnan(days[0]), days[1]) == (True, 2.0)


def test_the_age_of_a_product_counts_from_the_run_that_brought_it_without_a_break(tmp_path: Path) -> None:
    clock = Clock(NOW)
    with Store.open(tmp_path / "shop", create=True, clock=clock) as store:
        stock(store, ware("a"), ware("b"))
        clock.now += 3 * DAY_S
        stock(store, ware("a"), ware("b"), ware("c"))
        only_a = store.runs.begin("feed").id
        store.products.upsert([ware("a")], source="feed", run=only_a)
        store.products.retire_missing(source="feed", run=only_a, allow=True)
        clock.now += DAY_S
        live = LiveShelf(store, passport())
        stock(store, ware("a"), ware("b"))
        shelf = live.catch_up()
        assert shelf.goods.sku.tolist() == ["a", "b"]
        assert shelf.age_days(every(shelf), clock.now).tolist() == [4.0, 0.0]  # b went and came back


def may_be_sold(offer: Offer, country: str, terms: Sellable) -> bool:
    """The rule in words, on one offer."""
    return (
        offer.in_stock
        and (offer.available_from is None or offer.available_from <= NOW)
        and (not terms.needs_price or offer.price_at(NOW) is not None)
        and (not country or not offer.ships_to or country in offer.ships_to)
    )


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, LiveShelf]]:
    with Store.open(tmp_path_factory.mktemp("shop"), create=True) as store:
        stock(store, *(ware(f"s{n}") for n in range(OFFERED)))
        yield store, LiveShelf(store, passport())


@given(
    offers=st.lists(OFFERS, min_size=OFFERED, max_size=OFFERED),
    country=st.sampled_from(["", "DE", "FR"]),
    needs_price=st.booleans(),
)
@settings(max_examples=30)
def test_prices_and_what_can_be_sold_agree_with_the_offer_itself(
    offered: tuple[Store, LiveShelf], offers: list[Offer], country: str, needs_price: bool
) -> None:
    store, live = offered
    store.offers.set_many([replace(offer, sku=f"s{n}") for n, offer in enumerate(offers)])
    shelf = live.catch_up()
    rows, terms = every(shelf), Sellable(needs_price=needs_price)
    asked = [UNKNOWN if (price := offer.price_at(NOW)) is None else price for offer in offers]
    assert shelf.price_at(rows, NOW).tolist() == asked
    assert shelf.in_stock(rows).tolist() == [offer.in_stock for offer in offers]
    found = shelf.sellable(rows, now_s=NOW, ships_to=country, terms=terms)
    assert found.tolist() == [may_be_sold(offer, country, terms) for offer in offers]


def test_a_photo_known_to_be_bad_keeps_a_product_from_being_sold_an_unknown_one_does_not(
    store: Store,
) -> None:
    stock(store, ware("a"), ware("b"))
    store.photos.fail("/photos/b.jpg", "gone", permanent=True)
    shelf = shelf_of(store)
    assert math.isnan(shelf.goods.photo_quality[1])
    known = float(shelf.goods.photo_quality[0])
    for least, sold in ((known - 0.01, [True, True]), (known + 0.01, [False, True])):
        terms = Sellable(least_photo_quality=least)
        assert shelf.sellable(every(shelf), now_s=NOW, terms=terms).tolist() == sold
