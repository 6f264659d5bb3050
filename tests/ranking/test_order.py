"""Places on a leash: what holds for every policy, and what a merchandiser sees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gumsole.ranking.order import Field, Variety, arrange
from gumsole.records import Band

Rows = NDArray[np.int64]


@st.composite
def fields(draw: st.DrawFn) -> Field:
    n = draw(st.integers(0, 40))

    def column(values: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(values, min_size=n, max_size=n))

    return Field(
        band=np.sort(np.array(column(st.integers(0, 4)), dtype=np.int8)),
        score=np.array(column(st.floats(-200, 200)), dtype=np.float64),
        pinned=np.array(column(st.booleans()), dtype=bool),
        sellable=np.array(column(st.booleans()), dtype=bool),
        brand=np.array(column(st.integers(-1, 3)), dtype=np.int64),
    )


leashes = st.integers(0, 12)
varieties = st.none() | st.builds(Variety, most=st.integers(1, 3), places=st.integers(1, 12))


def field(
    scores: list[float],
    *,
    bands: list[int] | None = None,
    sellable: list[bool] | None = None,
    pinned: list[bool] | None = None,
    brands: list[int] | None = None,
) -> Field:
    n = len(scores)
    return Field(
        band=np.array(bands or [0] * n, dtype=np.int8),
        score=np.array(scores, dtype=np.float64),
        pinned=np.array(pinned or [False] * n),
        sellable=np.array([True] * n if sellable is None else sellable),
        brand=np.array(brands or [-1] * n, dtype=np.int64),
    )


def sellable_in(order: Rows, of: Field) -> Rows:
    return order[of.sellable[order]]


@given(fields(), leashes, varieties)
def test_everybody_has_exactly_one_place(of: Field, leash: int, variety: Variety | None) -> None:
    assert sorted(arrange(of, leash=leash, variety=variety)) == list(range(len(of.band)))


@given(fields(), leashes, varieties)
def test_no_policy_moves_anybody_past_the_leash(of: Field, leash: int, variety: Variety | None) -> None:
    ranked = sellable_in(arrange(of, leash=leash, variety=variety), of)
    by_likeness = {int(row): place for place, row in enumerate(np.flatnonzero(of.sellable))}
    assert all(abs(place - by_likeness[int(row)]) <= leash for place, row in enumerate(ranked))


@given(fields(), leashes, varieties)
def test_nobody_stands_above_one_that_is_closer_by_two_bands(
    of: Field, leash: int, variety: Variety | None
) -> None:
    bands = of.band[sellable_in(arrange(of, leash=leash, variety=variety), of)].astype(int)
    closest_below = np.minimum.accumulate(bands[::-1])[::-1]
    assert (bands <= closest_below + 1).all()


@given(fields(), leashes, varieties)
def test_nothing_sold_out_stands_above_a_sellable_one_of_its_band(
    of: Field, leash: int, variety: Variety | None
) -> None:
    order = arrange(of, leash=leash, variety=variety)
    for band in Band:
        states = of.sellable[order][of.band[order] == band]
        assert (np.diff(states.astype(int)) <= 0).all()


@given(fields(), leashes, varieties)
def test_the_first_tile_can_be_bought_while_anything_similar_can(
    of: Field, leash: int, variety: Variety | None
) -> None:
    order = arrange(of, leash=leash, variety=variety)
    if (of.sellable & (of.band <= Band.SIMILAR)).any():
        assert of.sellable[order[0]]


@given(fields(), leashes)
def test_what_is_sold_out_keeps_the_order_of_its_likeness(of: Field, leash: int) -> None:
    order = arrange(of, leash=leash)
    gone = order[~of.sellable[order]]
    assert list(gone) == sorted(gone)


@given(fields())
def test_without_a_leash_to_spare_likeness_alone_decides(of: Field) -> None:
    ranked = sellable_in(arrange(of, leash=0), of)
    assert list(ranked) == list(np.flatnonzero(of.sellable))


@pytest.mark.parametrize(
    ("leash", "order"),
    [(1, [0, 1, 3, 2]), (2, [0, 3, 1, 2]), (3, [3, 0, 1, 2])],
)
def test_a_boost_lifts_as_far_as_the_leash_is_long(leash: int, order: list[int]) -> None:
    assert list(arrange(field([80, 79, 78, 100]), leash=leash)) == order


def test_a_bury_sinks_as_far_as_the_leash_is_long() -> None:
    assert list(arrange(field([0, 79, 78, 77]), leash=2)) == [1, 2, 0, 3]


def test_a_boost_lifts_into_the_next_closer_band_but_not_over_it() -> None:
    of = field([90, 80, 70, 999], bands=[0, 1, 1, 2])
    assert list(arrange(of, leash=9)) == [0, 3, 1, 2]


def test_a_pin_goes_before_any_score() -> None:
    of = field([90, 80, 70], pinned=[False, False, True])
    assert list(arrange(of, leash=9)) == [2, 0, 1]


def test_equal_scores_keep_the_order_of_their_likeness() -> None:
    assert list(arrange(field([5, 5, 5, 5]), leash=3)) == [0, 1, 2, 3]


def test_one_brand_leaves_room_for_another_among_the_first_places() -> None:
    of = field([9, 8, 7, 6, 5], brands=[1, 1, 1, 2, 1])
    assert list(arrange(of, leash=4, variety=Variety(most=2, places=3))) == [0, 1, 3, 2, 4]


def test_variety_never_outdoes_the_leash() -> None:
    of = field([9, 8, 7, 6, 5], brands=[1, 1, 1, 1, 2])
    assert list(arrange(of, leash=1, variety=Variety(most=1, places=2))) == [0, 1, 2, 3, 4]


def test_things_without_a_brand_never_crowd_each_other() -> None:
    of = field([9, 8, 7], brands=[-1, -1, 1])
    assert list(arrange(of, leash=2, variety=Variety(most=1, places=3))) == [0, 1, 2]
