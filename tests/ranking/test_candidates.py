from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.ranking.candidates import Candidates, Moment, candidates
from gumsole.ranking.shelf import Sellable
from gumsole.records import Availability, Band, Neighbors
from tests.ranking.wares import Ware, shelf_of

NOON = 1_000_000.0
GONE = Availability.OUT_OF_STOCK


def near(*photos: tuple[int, float, float]) -> Neighbors:
    """Photos as (entry, similarity, color), nearest first; entry n is the photo of row n - 1."""
    ids = np.array([photo[0] for photo in photos], np.int64)
    similarity, color = (np.array([photo[at] for photo in photos], np.float32) for at in (1, 2))
    return Neighbors(ids, ids, similarity, similarity * np.float32(0.5), color)


def test_a_group_is_shown_once_by_the_variant_most_like_the_photo() -> None:
    shelf = shelf_of([Ware("g"), Ware("g"), Ware("h")])
    found = candidates(near((1, 0.9, 0.2), (3, 0.8, 0.5), (2, 0.7, 0.6)), shelf, Moment(NOON))
    assert found.rows.tolist() == [0, 2]
    assert found.entries.tolist() == [1, 3]
    np.testing.assert_allclose(found.similarity, [0.9, 0.8])
    np.testing.assert_allclose(found.shape, [0.45, 0.4])
    np.testing.assert_allclose(found.color, [0.2, 0.5])
    assert (found.band.tolist(), found.sellable.tolist()) == ([Band.OTHER] * 2, [True, True])
    assert len(found) == 2


def test_a_variant_that_can_be_sold_comes_before_one_more_alike() -> None:
    shelf = shelf_of([Ware("g", availability=GONE), Ware("g"), Ware("h", availability=GONE)])
    found = candidates(near((1, 0.9, 0.9), (2, 0.8, 0.1), (3, 0.7, 0.7)), shelf, Moment(NOON))
    assert (found.rows.tolist(), found.sellable.tolist()) == ([1, 2], [True, False])


def test_of_variants_equally_alike_the_one_nearer_in_color_is_shown() -> None:
    shelf = shelf_of([Ware("g"), Ware("g")])
    found = candidates(near((1, 0.9, 0.3), (2, 0.9, 0.5)), shelf, Moment(NOON))
    assert found.rows.tolist() == [1]


def test_a_rival_is_the_nearest_of_another_group_whether_it_is_let_in_or_not() -> None:
    shelf = shelf_of([Ware("g"), Ware("g"), Ware("h"), Ware("i")])
    photos = near((1, 0.9, 0.2), (3, 0.8, 0.5), (2, 0.7, 0.6))  # shape is half of similarity
    assert candidates(photos, shelf, Moment(NOON)).rival.tolist() == pytest.approx([0.4, 0.45])
    without_g = candidates(photos, shelf, Moment(NOON), admits=lambda rows, _color: rows > 1)
    assert without_g.rival.tolist() == pytest.approx([0.45])
    beyond = near((4, 1.0, 0.0), (3, 0.8, 0.5))
    assert candidates(photos, shelf, Moment(NOON), beyond=beyond).rival.tolist() == pytest.approx([0.5, 0.5])
    alone = candidates(near((1, 0.9, 0.2), (2, 0.7, 0.6)), shelf, Moment(NOON))
    assert alone.rival.tolist() == [-1]


def test_the_moment_decides_what_can_be_sold() -> None:
    shelf = shelf_of([Ware("g", ships_to=("DE",)), Ware("g", price=None)])
    photos = near((1, 0.9, 0.9), (2, 0.8, 0.1))
    shown = [
        candidates(photos, shelf, moment).rows.tolist()
        for moment in (
            Moment(NOON),
            Moment(NOON, "US", Sellable(needs_price=False)),
            Moment(NOON, "DE"),
        )
    ]
    assert shown == [[0], [1], [0]]


def test_photos_of_products_that_left_are_passed_over() -> None:
    shelf = shelf_of([Ware("g")])
    assert candidates(near((7, 0.9, 0.9), (1, 0.5, 0.5)), shelf, Moment(NOON)).entries.tolist() == [1]
    assert len(candidates(near((7, 0.9, 0.9)), shelf, Moment(NOON))) == 0
    assert len(candidates(near(), shelf, Moment(NOON))) == 0


def test_some_candidates_can_be_taken_in_another_order() -> None:
    shelf = shelf_of([Ware("g"), Ware("h"), Ware("i")])
    found = candidates(near((1, 0.9, 0.9), (2, 0.5, 0.5), (3, 0.4, 0.4)), shelf, Moment(NOON))
    taken: Candidates = found.taken(np.array([2, 0]))
    assert (taken.rows.tolist(), taken.entries.tolist()) == ([2, 0], [3, 1])


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_is_near_each_group_comes_once_and_sellable_if_any_of_it_is(data: st.DataObject) -> None:
    stock = st.sampled_from([Availability.IN_STOCK, GONE])
    wares = data.draw(
        st.lists(
            st.builds(lambda g, a: Ware(g, availability=a), st.sampled_from("gh"), stock),
            min_size=1,
            max_size=6,
        )
    )
    entries = data.draw(st.permutations(range(1, len(wares) + 1)))
    colors = data.draw(st.lists(st.sampled_from([0.1, 0.5]), min_size=len(wares), max_size=len(wares)))
    shelf = shelf_of(wares)
    photos = near(*((e, 1 - at / 10, c) for at, (e, c) in enumerate(zip(entries, colors, strict=True))))
    found = candidates(photos, shelf, Moment(NOON))
    assert sorted(wares[row].group for row in found.rows) == sorted({ware.group for ware in wares})
    assert np.all(np.diff(found.similarity) < 0)
    for row, sellable in zip(found.rows, found.sellable, strict=True):
        group = [ware for ware in wares if ware.group == wares[row].group]
        assert sellable == any(ware.availability is not GONE for ware in group)
        rivals = [
            1 - at / 10
            for at, entry in enumerate(entries)
            if wares[entry - 1].group == wares[row].group
            and (wares[entry - 1].availability is not GONE) == sellable
        ]
        assert np.isclose(found.similarity[found.rows == row], max(rivals)).all()
