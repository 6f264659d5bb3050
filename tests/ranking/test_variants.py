from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gumsole.ranking.candidates import Moment
from gumsole.ranking.shelf import LiveShelf
from gumsole.ranking.variants import choices
from gumsole.records import Availability, Offer
from gumsole.store import Store
from tests.ranking.shelf.making import NOW, stock, ware
from tests.store.making import passport


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True, clock=lambda: NOW) as opened:
        stock(
            opened,
            ware("a", group="g"),
            ware("b", group="g", offer=Offer("b", Availability.OUT_OF_STOCK, 500)),
            ware("c", group="g"),
            ware("lone"),
            ware("d", group="g", offer=Offer("d", Availability.IN_STOCK, 700, ships_to=("US",))),
        )
        yield opened


def listed(store: Store, live: LiveShelf, *rows: int, most: int = 9, country: str = "") -> list[list[str]]:
    shown = choices(store, live.now, np.array(rows, np.int64), Moment(NOW, country), most=most)
    return [[choice.product.sku + ("" if choice.sellable else "!") for choice in one] for one in shown]


def test_the_other_variants_are_listed_those_that_can_be_sold_first(store: Store) -> None:
    live = LiveShelf(store, passport())
    assert listed(store, live, 0, 3, 1) == [["c", "d", "b!"], [], ["a", "c", "d"]]
    assert listed(store, live, 0, country="DE") == [["c", "b!", "d!"]]
    assert listed(store, live, 0, most=1) == [["c"]]
    assert listed(store, live) == []


def test_a_choice_carries_its_offer_as_it_is_now(store: Store) -> None:
    live = LiveShelf(store, passport())
    store.offers.set_many([Offer("c", Availability.IN_STOCK, 321)])
    (found,) = choices(store, live.now, np.array([0]), Moment(NOW), most=1)
    assert (found[0].product.title, found[0].offer.price) == ("Product c", 321)


def test_a_variant_that_left_the_store_is_not_listed(store: Store) -> None:
    live = LiveShelf(store, passport())
    later = store.runs.begin("feed").id
    store.products.upsert([ware("a", group="g"), ware("c", group="g")], source="feed", run=later)
    store.products.retire_missing(source="feed", run=later, allow=True)
    assert listed(store, live, 0) == [["c"]]
