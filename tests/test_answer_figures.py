"""Answers made by hand, so that every figure of them is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.evaluate import Answered, Page, Shown, Subject, evaluate, read_labeled, score_answers
from gumsole.records import Band, BandClaim, CategoryGuess, Guess
from tests.test_evaluate import POOLED, SHOP, labeled, scripted

SOFA, STOOL = ("Seating", "Sofas"), ("Seating", "Stools")


def guess(*paths: tuple[str, ...]) -> Guess:
    return Guess(tuple(CategoryGuess(path, 0.5) for path in paths), 0.95)


NO_GUESS = Guess()


def answered(product: str, hits: list[Shown], guessed: Guess = NO_GUESS) -> Answered:
    group = product.partition("-")[0]
    return Answered(product, group, SOFA if product else (), Page(tuple(hits), guessed))


RED = Shown("oslo-red", "oslo", SOFA, Band.SAME)
BLUE = Shown("oslo-blue", "oslo", SOFA, Band.CLOSE)
OTHER = Shown("bergen-red", "bergen", SOFA, Band.SIMILAR)
SEAT = Shown("stool-oak", "stool", STOOL, Band.RELATED)
LAMP = Shown("lamp-a", "lamp", ("Lighting",), Band.OTHER)


def test_bands_are_judged_by_what_they_claim() -> None:
    answers = [
        answered("oslo-red", [RED, OTHER, SEAT, LAMP]),
        answered("oslo-red", [BLUE, SEAT]),
        answered("oslo-blue", [RED]),  # the same product is claimed, a variant is shown
        answered("stool-oak", [BLUE]),
    ]
    figures = {one.measured.band: one.measured for one in score_answers(answers, ()).bands}
    assert {band: (one.precision, one.pairs) for band, one in figures.items()} == {
        Band.SAME: (0.5, 2),
        Band.CLOSE: (0.5, 2),
        Band.SIMILAR: (1.0, 1),
        Band.RELATED: (1.0, 2),
    }


def test_a_measured_precision_agrees_with_the_stated_one_inside_either_interval() -> None:
    answers = [answered("oslo-red", [RED]), answered("oslo-blue", [RED])]  # 1 of 2: [.095, .905]
    near, far = BandClaim(Band.SAME, 0.9, 0.85, 0.95, 100), BandClaim(Band.SAME, 0.97, 0.95, 0.99, 900)
    assert score_answers(answers, [near]).bands[0].agrees
    assert not score_answers(answers, [far]).bands[0].agrees
    (unstated,) = score_answers(answers, ()).bands
    assert (unstated.stated, unstated.agrees) == (None, False)


def test_what_is_found_counts_by_product_or_by_group() -> None:
    answers = [answered("oslo-blue", [RED, BLUE]), answered("oslo-blue", [LAMP])]
    by_product, by_group = (score_answers(answers, (), by=by) for by in ("product_id", "group_id"))
    assert (by_product.r1, by_product.r5, by_group.r1) == (0.0, 0.5, 0.5)


def test_a_guess_covers_the_right_category_or_its_parent() -> None:
    answers = [
        answered("oslo-red", [], guess(("Seating",), ("Lighting",))),
        answered("oslo-red", [], guess(STOOL)),
        answered("oslo-red", []),  # no guess was made
    ]
    figures = score_answers(answers, ())
    assert (figures.coverage, figures.set_size) == (0.5, 1.5)


def test_the_unsold_is_refused_where_nothing_comes_close() -> None:
    answers = [answered("", [OTHER, SEAT]), answered("", []), answered("", [BLUE]), answered("", [RED])]
    figures = score_answers(answers, ())
    assert (figures.refused, figures.unsold, figures.answerable) == (0.5, 4, 0)
    assert (figures.r1, figures.coverage, figures.bands) == (None, None, ())


def test_evaluation_asks_for_answers_where_the_store_gives_them(tmp_path: Path) -> None:
    shop = read_labeled(labeled(tmp_path, SHOP))
    plain = scripted(tmp_path, {}, POOLED)
    assert evaluate(shop, plain).answer is None
    shown = Shown("a", "g1", ("mugs",), Band.SAME)
    claims = (BandClaim(Band.SAME, 0.5, 0.1, 0.9, 9),)
    subject = Subject(plain.ask, plain.pooled, plain.find, lambda _: Page((shown,), guess(("mugs",))), claims)
    figures = evaluate(shop, subject).answer
    assert figures is not None
    assert (figures.answerable, figures.unsold, figures.refused) == (2, 1, 0.0)
    assert (figures.r1, figures.coverage) == (0.5, 0.5)
    assert figures.bands[0].measured.precision == 0.5
    assert figures.bands[0].agrees


def test_what_is_sold_is_known_by_its_product_and_else_by_its_group(tmp_path: Path) -> None:
    rows = [
        "a.jpg,a,g1,mugs,catalog,",
        "moved.jpg,a,another name for g1,mugs,query,",
        "sibling.jpg,a2,g1,mugs,query,",
        "stranger.jpg,z,g9,mugs,query,",
    ]
    shop = read_labeled(labeled(tmp_path, rows))
    plain = scripted(tmp_path, {}, {"a.jpg": [1.0, 0.0]})
    page = Page((Shown("a", "g1", ("mugs",), Band.SAME),), NO_GUESS)
    subject = Subject(plain.ask, plain.pooled, plain.find, lambda _: page)
    by_product, by_group = (evaluate(shop, subject, by=by).answer for by in ("product_id", "group_id"))
    assert by_product is not None
    assert by_group is not None
    assert (by_product.answerable, by_product.unsold, by_product.r1, by_product.refused) == (1, 1, 1.0, 0.0)
    assert (by_group.answerable, by_group.unsold, by_group.r1) == (2, 1, 1.0)
    assert (
        by_product.bands[0].measured.precision == 0.5
    )  # of two photos of what is sold, one shows this product


def test_a_set_of_one_kind_has_nothing_that_is_sold_or_not(tmp_path: Path) -> None:
    shop = read_labeled(labeled(tmp_path, ["a.jpg,a,s,mugs,query,", "b.jpg,b,s,mugs,query,"]))
    pooled = {"a.jpg": [1.0, 0.0], "b.jpg": [0.0, 1.0]}
    plain = scripted(tmp_path, {}, pooled)
    subject = Subject(plain.ask, plain.pooled, plain.find, lambda _: pytest.fail("was asked"))
    assert evaluate(shop, subject).answer is None
