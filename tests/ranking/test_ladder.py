"""The ladder: what it tries, what it says, and that it never ends with nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.colors import NAMED
from gumsole.ranking.favorites import favorites
from gumsole.ranking.ladder import (
    Attempt,
    Enough,
    Ladder,
    Part,
    Question,
    Wanted,
    climb,
    neighboring,
)
from gumsole.ranking.shelf.shelf import Shelf
from gumsole.records import Availability, Band, Filter, StepKind
from tests.ranking.wares import Ware, shelf_of

SOFAS, STOOLS, MUGS = ("Seating", "Sofas"), ("Seating", "Stools"), ("Tabletop", "Mugs")
LIKENESS = (
    StepKind.AS_ASKED,
    StepKind.LOOSER_FILTERS,
    StepKind.WIDER_CATEGORY,
    StepKind.COLOR_ADJACENT,
    StepKind.LOOSER_MATCH,
)


def kinds(question: Question) -> list[StepKind]:
    return [attempt.step.kind for attempt in climb(question, Ladder())]


# --- a fake search over random stores ---


@dataclass(frozen=True, slots=True)
class Found:
    """What one attempt gave: rows of the shelf and their bands, nearest first."""

    rows: list[int]
    bands: list[int]


@dataclass(frozen=True, slots=True)
class Shop:
    """A store and how near each product looks to the photo: shape and color in [0, 1]."""

    wares: list[Ware]
    shape: list[float]
    color: list[float]
    shelf: Shelf

    def sellable(self, country: str) -> list[bool]:
        return [
            ware.availability is Availability.IN_STOCK
            and (not country or not ware.ships_to or country in ware.ships_to)
            for ware in self.wares
        ]

    def look(self, attempt: Attempt) -> Found:
        """What the story does with an attempt, in the plainest way."""
        question, everything = attempt.question, range(len(self.wares))
        sellable = self.sellable(question.filter.ships_to)
        admitted = [
            self.admits(question, row) and (sellable[row] or not question.filter.in_stock)
            for row in everything
        ]
        if attempt.of_favorites:
            allowed = np.array(admitted, bool) & np.array(sellable, bool)
            rows = favorites(self.shelf, allowed).tolist()
            return Found(rows, [Band.OTHER] * len(rows))
        bands = [self._band(row, question.color_weight) for row in everything]
        rows = [row for row in everything if admitted[row] and bands[row] <= question.lowest]
        rows.sort(key=lambda row: (bands[row], row))
        return Found(rows, [bands[row] for row in rows])

    def admits(self, question: Question, row: int) -> bool:
        ware, wish, asked = self.wares[row], question.wanted, question.filter
        price = ware.price
        return (
            (not asked.categories or any(ware.category[: len(path)] == path for path in asked.categories))
            and (not question.categories or any(ware.category[: len(p)] == p for p in question.categories))
            and (not asked.brands or ware.brand in asked.brands)
            and (asked.max_price is None or (price is not None and price <= asked.max_price))
            and (asked.min_price is None or (price is not None and price >= asked.min_price))
            and (not wish.colors or ware.color in wish.colors)
            and (not wish.materials or ware.material in wish.materials)
            and ware.color not in wish.exclusions
            and ware.material not in wish.exclusions
        )

    def _band(self, row: int, weight: float) -> Band:
        similarity = (1 - weight) * self.shape[row] + weight * self.color[row]
        return Band(sum(similarity < cut for cut in (0.95, 0.9, 0.8, 0.6)))

    def answer(self, question: Question, ladder: Ladder) -> tuple[Attempt, Found]:
        """Up to the first attempt that gives enough, or the last."""
        fits: list[bool] = []
        for attempt in climb(question, ladder, holds=lambda: any(fits)):
            found = self.look(attempt)
            sellable = self.sellable(question.filter.ships_to)
            offered = np.array([sellable[row] for row in found.rows], bool)
            if attempt.enough.met(np.array(found.bands, np.int8), offered):
                break
            fits.append(attempt.whole and bool(offered.any()))
        return attempt, found


CATEGORIES = ((), ("Seating",), SOFAS, STOOLS, MUGS, ("Seating", "Sofas", "Corner"))
COLORS, MATERIALS, BRANDS = ("navy", "blue", "beige", "black", "petrol"), ("wool", "leather"), ("Ada", "Bo")


def shop_of(count: int, seed: int) -> Shop:
    """Any store, by its seed: drawing every field one by one would take most of the time."""
    any_of = Random(seed)

    def ware() -> Ware:
        return Ware(
            group=any_of.choice("abcdefgh"),
            category=any_of.choice(CATEGORIES),
            brand=any_of.choice((*BRANDS, "")),
            color=any_of.choice((*COLORS, "")),
            material=any_of.choice((*MATERIALS, "")),
            availability=any_of.choice(list(Availability)),
            price=any_of.choice((None, any_of.randint(0, 50))),
            popularity=any_of.choice((None, any_of.random())),
            ships_to=any_of.choice(((), ("DE",), ("US", "DE"))),
        )

    wares = [ware() for _ in range(count)]
    shape, color = ([any_of.random() for _ in wares] for _ in range(2))
    return Shop(wares, shape, color, shelf_of(wares))


shops = st.builds(shop_of, count=st.integers(0, 8), seed=st.integers(0, 2**32))
paths = st.lists(st.sampled_from(CATEGORIES[1:]), max_size=2, unique=True).map(tuple)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([(), values[:1], values[1:2], values])


questions = st.builds(
    Question,
    filter=st.builds(
        Filter,
        categories=paths,
        brands=some(BRANDS),
        min_price=st.none() | st.integers(0, 50),
        max_price=st.none() | st.integers(0, 50),
        in_stock=st.booleans(),
        ships_to=st.sampled_from(["", "DE", "US", "JP"]),
    ),
    categories=paths,
    wanted=st.builds(
        Wanted,
        colors=some(COLORS),
        materials=some(MATERIALS),
        exclusions=some((*COLORS[:1], *MATERIALS[:1])),
    ),
    color_weight=st.floats(0, 1),
    lowest=st.sampled_from([Band.SIMILAR, Band.RELATED, Band.OTHER]),
)
ladders = st.builds(
    Ladder,
    enough=st.builds(Enough, hits=st.integers(1, 4), band=st.sampled_from([Band.CLOSE, Band.SIMILAR])),
    near_color=st.floats(0, 60),
)


@given(shops, questions, ladders)
def test_the_answer_is_never_empty_of_sellable_ones_while_one_can_be_sold(
    shop: Shop, question: Question, ladder: Ladder
) -> None:
    sellable = shop.sellable(question.filter.ships_to)
    _, found = shop.answer(question, ladder)
    assert any(sellable[row] for row in found.rows) == any(sellable)


@given(shops, questions, ladders)
def test_the_same_question_of_the_same_store_gives_the_same_answer(
    shop: Shop, question: Question, ladder: Ladder
) -> None:
    assert shop.answer(question, ladder) == shop.answer(question, ladder)


@given(shops, questions, ladders)
def test_each_rung_admits_whatever_the_one_below_did(shop: Shop, question: Question, ladder: Ladder) -> None:
    attempts = list(climb(question, ladder, holds=lambda: True))  # none with less than all the filters
    for half in (False, True):
        rungs = [attempt for attempt in attempts if attempt.of_favorites is half]
        for lower, higher in pairwise(rungs):
            assert lower.question.lowest <= higher.question.lowest
            assert all(
                shop.admits(higher.question, row) or not shop.admits(lower.question, row)
                for row in range(len(shop.wares))
            )


@given(shops, questions, ladders)
def test_while_something_that_can_be_bought_fits_all_filters_none_is_let_go(
    shop: Shop, question: Question, ladder: Ladder
) -> None:
    first = shop.look(next(climb(question, ladder)))
    sellable = shop.sellable(question.filter.ships_to)
    attempt, _ = shop.answer(question, ladder)
    if any(sellable[row] for row in first.rows) and not attempt.of_favorites:
        assert not {Part.PRICE, Part.BRAND, Part.MATERIAL} & lost(attempt)


def lost(attempt: Attempt) -> set[Part]:
    named = {"your price range": Part.PRICE, "the brand": Part.BRAND, "the material": Part.MATERIAL}
    named |= {"the color": Part.COLOR, "the category": Part.CATEGORY, "what you ruled out": Part.EXCLUSIONS}
    return {named[text] for text in attempt.step.dropped}


@given(shops, questions, ladders)
def test_whatever_is_not_named_as_left_out_holds_in_every_hit(
    shop: Shop, question: Question, ladder: Ladder
) -> None:
    attempt, found = shop.answer(question, ladder)
    dropped, asked, wanted = lost(attempt), question.filter, question.wanted
    held = Question(
        Filter(
            categories=() if Part.CATEGORY in dropped else asked.categories,
            brands=() if Part.BRAND in dropped else asked.brands,
            min_price=None if Part.PRICE in dropped else asked.min_price,
            max_price=None if Part.PRICE in dropped else asked.max_price,
        ),
        wanted=Wanted(
            colors=() if Part.COLOR in dropped else neighboring(wanted.colors, within=ladder.near_color),
            materials=() if Part.MATERIAL in dropped else wanted.materials,
            exclusions=() if Part.EXCLUSIONS in dropped else wanted.exclusions,
        ),
    )
    assert all(shop.admits(held, row) for row in found.rows)


@given(questions, ladders)
def test_steps_come_in_their_order_from_as_asked_to_the_favorites_of_the_store(
    question: Question, ladder: Ladder
) -> None:
    order = list(StepKind)
    places = [order.index(attempt.step.kind) for attempt in climb(question, ladder)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(order) - 1)


@given(questions, ladders)
def test_no_attempt_asks_what_another_asked_already(question: Question, ladder: Ladder) -> None:
    asked = [attempt.question for attempt in climb(question, ladder) if attempt.step.kind in LIKENESS]
    assert all(question not in asked[:at] for at, question in enumerate(asked))


@given(questions, ladders)
def test_where_it_must_ship_to_and_that_it_can_be_sold_is_never_loosened(
    question: Question, ladder: Ladder
) -> None:
    for attempt in climb(question, ladder):
        assert attempt.question.filter.ships_to == question.filter.ships_to
        assert attempt.question.filter.in_stock >= question.filter.in_stock


@given(questions, ladders)
def test_what_was_ruled_out_stays_out_until_not_even_favorites_of_the_store_are_left(
    question: Question, ladder: Ladder
) -> None:
    *before, last = climb(question, ladder)
    ruled_out = question.wanted.exclusions
    assert all(at.question.wanted.exclusions == ruled_out for at in before)
    assert ("what you ruled out" in last.step.dropped) == any(ruled_out)


# --- what a shopper sees ---


def test_filters_are_let_go_one_at_a_time_price_first_and_named_as_the_shopper_did() -> None:
    question = Question(
        Filter(brands=("Ada",), max_price=8000),
        wanted=Wanted(materials=("wool",)),
        said={Part.PRICE: "under 80 €", Part.BRAND: "Ada"},
    )
    loosened = [at.step for at in climb(question, Ladder()) if at.step.kind is StepKind.LOOSER_FILTERS]
    assert [step.dropped for step in loosened] == [
        ("under 80 €",),
        ("under 80 €", "Ada"),
        ("under 80 €", "Ada", "the material"),
    ]
    assert loosened[2].label == (
        "Nothing like it fits all you asked for. Left out: under 80 €, Ada and the material."
    )


def test_the_guard_widens_to_parents_and_goes_while_the_shoppers_own_category_holds() -> None:
    question = Question(Filter(categories=(SOFAS,)), categories=(SOFAS, STOOLS, MUGS))
    widened = [
        (at.question.categories, at.question.filter.categories, at.step.dropped)
        for at in climb(question, Ladder())
        if at.step.kind is StepKind.WIDER_CATEGORY
    ]
    assert widened == [((("Seating",), ("Tabletop",)), (SOFAS,), ()), ((), (SOFAS,), ())]


def test_the_shoppers_own_category_widens_to_its_parent_where_nothing_at_all_was_found_in_it() -> None:
    looser = [
        (at.question.filter.categories, at.step.dropped)
        for at in climb(Question(Filter(categories=(SOFAS,))), Ladder())
        if at.step.kind is StepKind.LOOSER_MATCH
    ]
    assert looser == [((SOFAS,), ()), ((("Seating",),), ("the category",))]


def test_on_a_wider_rung_all_filters_hold_again_and_are_let_go_again() -> None:
    question = Question(Filter(max_price=8000), categories=(SOFAS,))
    tried = [
        (at.step.kind, bool(at.question.categories), at.question.filter.max_price)
        for at in climb(question, Ladder())
    ]
    assert tried == [
        (StepKind.AS_ASKED, True, 8000),
        (StepKind.LOOSER_FILTERS, True, None),
        (StepKind.WIDER_CATEGORY, True, 8000),
        (StepKind.WIDER_CATEGORY, True, None),
        (StepKind.WIDER_CATEGORY, False, 8000),
        (StepKind.WIDER_CATEGORY, False, None),
        (StepKind.LOOSER_MATCH, False, 8000),
        (StepKind.LOOSER_MATCH, False, None),
        (StepKind.CATEGORY_FAVORITES, True, None),
        (StepKind.STORE_FAVORITES, False, None),
    ]


def test_favorites_of_the_store_leave_out_what_was_ruled_out_before_anything_goes() -> None:
    *_, without, anything = climb(Question(wanted=Wanted(exclusions=("leather",))), Ladder())
    assert (without.step.kind, anything.step.kind) == (StepKind.STORE_FAVORITES,) * 2
    assert (without.step.dropped, anything.step.dropped) == ((), ("what you ruled out",))


def test_a_category_at_the_top_of_the_tree_widens_to_the_whole_store() -> None:
    attempts = list(climb(Question(categories=(("Mugs",), SOFAS)), Ladder()))
    assert [at.question.categories for at in attempts[:2]] == [(("Mugs",), SOFAS), ()]


def test_a_color_asked_by_name_widens_to_its_neighbors_then_to_any_and_still_weighs() -> None:
    question = Question(wanted=Wanted(colors=("navy",)), color_weight=0.3)
    adjacent = [at for at in climb(question, Ladder()) if at.step.kind is StepKind.COLOR_ADJACENT]
    assert [at.question.wanted.colors for at in adjacent] == [neighboring(["navy"]), ()]
    assert [at.question.color_weight for at in adjacent] == [0.3, 0.3]
    assert [at.step.dropped for at in adjacent] == [(), ("the color",)]


def test_where_no_color_was_asked_shape_alone_decides_until_everything_is_let_in() -> None:
    attempts = list(climb(Question(color_weight=0.3), Ladder()))
    assert [(at.step.kind, at.question.color_weight) for at in attempts[1:3]] == [
        (StepKind.COLOR_ADJACENT, 0.0),
        (StepKind.LOOSER_MATCH, 0.3),
    ]


def test_without_a_photo_nothing_is_tried_that_a_photo_is_needed_for() -> None:
    words_alone = Question(Filter(max_price=8000), lowest=Band.OTHER)
    assert kinds(words_alone) == [StepKind.AS_ASKED, StepKind.LOOSER_FILTERS, StepKind.STORE_FAVORITES]


def test_favorites_are_of_the_category_the_shopper_chose_else_of_the_likeliest() -> None:
    def source(question: Question) -> list[tuple[tuple[str, ...], ...]]:
        return [
            at.question.categories
            for at in climb(question, Ladder())
            if at.step.kind is StepKind.CATEGORY_FAVORITES
        ]

    guessed = Question(categories=(SOFAS, STOOLS))
    assert source(guessed) == [(SOFAS,)]
    assert source(replace(guessed, filter=Filter(categories=(MUGS,)))) == [(MUGS,)]
    assert source(Question()) == []


def test_favorites_of_a_category_name_it_in_the_shoppers_language() -> None:
    german = list(climb(Question(categories=(SOFAS,)), Ladder(), language="de-AT"))
    assert german[-2].step.label == "Wir haben nichts Ähnliches gefunden. Beliebt in Sofas."


@pytest.mark.parametrize(
    ("bands", "sellable", "met"),
    [
        ([Band.SIMILAR, Band.SIMILAR], [True, True], True),
        ([Band.SAME, Band.SIMILAR], [True, False], False),
        ([Band.SAME, Band.RELATED], [True, True], False),
        ([], [], False),
    ],
)
def test_only_close_hits_that_can_be_sold_count(bands: list[Band], sellable: list[bool], met: bool) -> None:
    two = Enough(hits=2, band=Band.SIMILAR)
    assert two.met(np.array(bands, np.int8), np.array(sellable, bool)) is met


# --- colors next to each other ---


def test_neighbors_of_a_color_are_those_a_shopper_would_take_instead() -> None:
    assert neighboring(["navy"]) == ("navy", "purple", "black", "gray", "blue")
    assert neighboring(["cream"])[:2] == ("cream", "beige")


def test_neighbors_of_two_colors_come_once_and_the_asked_ones_first() -> None:
    near = neighboring(["tan", "beige"])
    assert near[:2] == ("tan", "beige")
    assert len(set(near)) == len(near)


def test_a_color_without_a_place_on_the_palette_stands_alone() -> None:
    assert neighboring(["petrol"]) == ("petrol",)


@given(st.sampled_from(sorted(NAMED)), st.floats(0, 60), st.floats(0, 60))
def test_a_wider_circle_holds_every_neighbor_of_a_narrower_one(name: str, one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    assert set(neighboring([name], within=narrow)) <= set(neighboring([name], within=wide))
