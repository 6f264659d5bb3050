"""What the store sells best."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gumsole.ranking.favorites import favorites, is_under
from tests.ranking.wares import Ware, shelf_of

SOFAS, STOOLS, MUGS = ("Seating", "Sofas"), ("Seating", "Stools"), ("Tabletop", "Mugs")
wares = st.builds(
    Ware,
    group=st.sampled_from("abcde"),
    category=st.sampled_from([(), SOFAS, STOOLS, MUGS]),
    popularity=st.none() | st.integers(0, 5).map(float),
)
stocks = st.lists(st.tuples(wares, st.booleans()), max_size=12)


def groups_of(stock: list[Ware], sellable: list[bool]) -> list[str]:
    rows = favorites(shelf_of(stock), np.array(sellable, bool))
    return [stock[row].group for row in rows]


def test_the_most_popular_come_first_and_of_equals_the_newest() -> None:
    stock = [Ware("a", popularity=1.0), Ware("b", popularity=7.0), Ware("c", popularity=7.0)]
    assert groups_of(stock, [True, True, True]) == ["c", "b", "a"]


def test_where_popularity_is_not_known_the_newest_come_first_after_all_whose_it_is() -> None:
    stock = [Ware("a"), Ware("b"), Ware("c", popularity=0.0)]
    assert groups_of(stock, [True, True, True]) == ["c", "b", "a"]


def test_a_group_comes_once_by_its_best_seller() -> None:
    stock = [Ware("a", popularity=9.0), Ware("b", popularity=5.0), Ware("a", popularity=1.0)]
    assert groups_of(stock, [True, True, True]) == ["a", "b"]
    assert groups_of(stock, [False, True, True]) == ["b", "a"]


def test_what_lies_under_a_category_is_all_that_begins_with_it() -> None:
    shelf, every = shelf_of([Ware("a", SOFAS), Ware("b", STOOLS), Ware("c", MUGS), Ware("d")]), np.arange(4)
    assert is_under(shelf, every, [("Seating",)]).tolist() == [True, True, False, False]
    assert is_under(shelf, every, [SOFAS, MUGS]).tolist() == [True, False, True, False]
    assert not is_under(shelf, every, [("Seat",)]).any()


def test_everything_is_under_the_empty_path_even_what_has_no_category() -> None:
    assert is_under(shelf_of([Ware("a"), Ware("b", SOFAS)]), np.arange(2), [()]).tolist() == [True, True]


@given(stocks)
def test_favorites_are_sellable_distinct_groups_as_many_as_there_are(stock: list[tuple[Ware, bool]]) -> None:
    stocked, sellable = [ware for ware, _ in stock], np.array([sells for _, sells in stock], bool)
    rows = favorites(shelf_of(stocked), sellable)
    assert sellable[rows].all()
    shown = [stocked[row].group for row in rows]
    assert len(shown) == len(set(shown))
    assert len(shown) == len({ware.group for ware, sells in stock if sells})


@given(stocks)
def test_nothing_less_popular_stands_above_something_more_popular(stock: list[tuple[Ware, bool]]) -> None:
    stocked = [ware for ware, _ in stock]
    rows = favorites(shelf_of(stocked), np.array([sells for _, sells in stock], bool))
    worth = [-1.0 if stocked[row].popularity is None else stocked[row].popularity for row in rows]
    assert worth == sorted(worth, reverse=True)
