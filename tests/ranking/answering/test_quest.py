"""What holds of every answer, whatever the store, the question and the policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.ranking.ladder import ANYTHING, Enough, Part, neighboring
from gumsole.ranking.policy import likeness
from gumsole.ranking.shelf import GONE
from gumsole.records import Band, Filter, ReasonKind, StepKind
from tests.ranking.answering.stage import (
    MUGS,
    RULES,
    SOFAS,
    STOOLS,
    WORDS,
    Answered,
    Asked,
    Selling,
    Stage,
    ask,
    filters,
    obeys,
    sellings,
    stages,
)
from tests.ranking.wares import Ware, shelf_of

NOTHING_LIKE_IT = np.full(3, 1 / 3, np.float32)
SEATING = np.array([0.5, 0.4, 0.1], np.float32)
NAMES = {
    "your price range": Part.PRICE,
    "the brand": Part.BRAND,
    "the material": Part.MATERIAL,
    "the color": Part.COLOR,
    "the category": Part.CATEGORY,
    "what you ruled out": Part.EXCLUSIONS,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A question put to a store under a policy."""

    stage: Stage
    asked: Asked
    selling: Selling

    @property
    def country(self) -> str:
        return self.asked.filter.ships_to.upper()

    def answer(self) -> Answered:
        return ask(self.stage, self.asked, self.selling)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    stage, photo = draw(stages), draw(st.booleans())
    words = ", ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True)))
    like = draw(st.integers(0, max(0, len(stage.wares) - 1))) if photo and draw(st.booleans()) else GONE
    weight = draw(st.sampled_from([0.0, 0.25, 1.0]))
    return Case(stage, Asked(words, draw(filters), photo, like, weight), draw(sellings))


@given(cases())
@settings(max_examples=150)
def test_nothing_sold_out_stands_above_a_sellable_one_of_its_band_nor_first_before_something_similar(
    case: Case,
) -> None:
    answered = case.answer()
    found = answered.ranked.found
    assert found.sellable.tolist() == [
        case.stage.sellable(row, case.selling, case.country) for row in answered.rows
    ]
    assert case.selling.show_sold_out or found.sellable.all()
    for band in Band:
        states = found.sellable[found.band == band]
        assert (np.diff(states.astype(int)) <= 0).all()
    if (found.sellable & (found.band <= Band.SIMILAR)).any():
        assert found.sellable[0]


@given(cases())
@settings(max_examples=150)
def test_no_policy_moves_a_product_past_its_leash_nor_over_more_than_one_band(case: Case) -> None:
    found = case.answer().ranked.found
    found = found.taken(np.flatnonzero(found.sellable))
    alike = np.lexsort((-found.similarity, found.band))
    if len(set(found.similarity.tolist())) == len(found):  # favorites are equally alike
        places = np.argsort(alike)
        assert (np.abs(places - np.arange(len(found))) <= case.selling.leash).all()
    bands = found.band.astype(int)
    assert (bands <= np.minimum.accumulate(bands[::-1])[::-1] + 1).all()


@given(cases())
@settings(max_examples=150)
def test_reasons_add_up_to_the_score_to_the_last_bit_and_the_first_is_likeness(case: Case) -> None:
    ranked = case.answer().ranked
    for place in range(len(ranked)):
        reasons = ranked.reasons(place)
        assert sum(reason.points for reason in reasons) == ranked.score[place]
        assert sum(reason.points for reason in reversed(reasons)) == ranked.score[place]
        assert reasons[0].kind is ReasonKind.LIKENESS
        assert reasons[0].points == likeness(ranked.found.similarity)[place]


@given(cases())
@settings(max_examples=250)
def test_the_answer_has_something_to_sell_while_there_is_anything_to_sell(case: Case) -> None:
    stage, asked = case.stage, case.asked
    answered = case.answer()
    could_be = [
        row
        for row, ware in enumerate(stage.wares)
        if stage.sellable(row, case.selling, case.country)
        and not case.selling.hides(row, ware)
        and row != asked.like
        and (ware.availability.value == "in_stock" or not asked.filter.in_stock)
    ]
    shown = {stage.wares[row].group for row in answered.rows}
    assert answered.ranked.found.sellable.any() or not could_be
    assert asked.like not in answered.rows
    assert not any(case.selling.hides(row, stage.wares[row]) for row in answered.rows)
    assert len(shown) == len(answered.rows)


def test_beside_something_close_only_its_kind_is_shown_until_a_looser_match_is_asked_for() -> None:
    wares = [Ware("a", SOFAS), Ware("b", STOOLS), Ware("c", SOFAS), Ware("d")]
    stage = Stage(wares, shelf_of(wares), [0.92, 0.91, 0.7, 0.65], [0.0] * 4, ["Navy"] * 4, SEATING, 3, 20)
    selling = Selling(show_sold_out=False, in_stock=True, needs_price=False, leash=0, rules=())
    asked = Asked("", Filter(), photo=True, like=GONE, color_weight=0.0)
    assert ask(stage, asked, selling).rows == [0, 1, 2, 3]  # both the sofa and the stool are close
    stage.shape[1] = 0.7
    assert ask(stage, asked, selling).rows == [0, 2, 3]  # of what has no category nothing is known
    wider = ask(stage, asked, selling, enough=Enough(hits=4))
    assert wider.attempt.step.kind is StepKind.LOOSER_MATCH
    assert sorted(wider.rows) == [0, 1, 2, 3]


def test_a_best_seller_that_a_rule_hides_leaves_its_place_to_the_next_variant() -> None:
    wares = [Ware("d", MUGS, "Ada", popularity=0.9), Ware("d", MUGS, "Bo", popularity=0.1)]
    hidden = next(rule for rule in RULES if "Ada" in rule.text)
    stage = Stage(wares, shelf_of(wares), [0.1, 0.1], [0.1, 0.1], ["Navy"] * 2, NOTHING_LIKE_IT, 0, 20)
    selling = Selling(show_sold_out=False, in_stock=True, needs_price=False, leash=3, rules=(hidden,))
    answered = ask(stage, Asked("sofas", Filter(), photo=False, like=GONE, color_weight=0.0), selling)
    assert answered.attempt.of_favorites
    assert answered.rows == [1]


@given(cases())
@settings(max_examples=250)
def test_whatever_is_not_named_as_left_out_holds_in_every_hit(case: Case) -> None:
    answered = case.answer()
    step = answered.attempt.step
    said = {text: part for part, text in answered.question.said.items()}
    lost = {(said | NAMES)[text] for text in step.dropped}
    colors = tuple(aim.palette for aim in case.asked.wish.colors)
    if Part.COLOR in lost:
        colors = ()
    elif step.kind is StepKind.COLOR_ADJACENT or step.kind is StepKind.LOOSER_MATCH:
        colors = neighboring(colors)
    assert all(obeys(case.stage, row, case.asked, lost, colors=colors) for row in answered.rows)


@given(cases())
@settings(max_examples=150)
def test_filters_hold_once_something_that_can_be_bought_fits_them_near_the_photo(case: Case) -> None:
    answered = case.answer()
    easily = ask(case.stage, case.asked, case.selling, enough=ANYTHING)
    if easily.attempt.step.kind is StepKind.AS_ASKED and easily.ranked.found.sellable.any():
        assert answered.attempt.whole or answered.attempt.of_favorites


@given(cases())
@settings(max_examples=80)
def test_the_same_question_of_the_same_store_under_the_same_policy_gives_the_same_list(case: Case) -> None:
    one, other = case.answer(), case.answer()
    assert (one.rows, one.attempt.step) == (other.rows, other.attempt.step)
    for place in range(len(one.rows)):
        assert one.ranked.reasons(place) == other.ranked.reasons(place)
