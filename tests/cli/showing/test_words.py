"""What is said of an answer besides its hits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.cli.shop import _box
from gumsole.cli.showing.words import Asked, counted_hits, crop, taken_for
from gumsole.records import Answer, Box, CategoryGuess, Guess


def guessing(*names: str) -> Answer:
    return Answer(
        (), (), (), (), guess=Guess(tuple(CategoryGuess(("Home", name), 0.5) for name in names), 0.95)
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), ""),
        (("Mugs",), "Taken for Mugs"),
        (("Mugs", "Teapots"), "Taken for Mugs or Teapots"),
        (("Mugs", "Teapots", "Bowls"), "Taken for Mugs or one of 2 other categories"),
    ],
)
def test_a_guess_is_told_by_its_likeliest_category(names: tuple[str, ...], told: str) -> None:
    assert taken_for(guessing(*names), Asked("photo.jpg")) == told


def test_a_product_that_more_is_wanted_of_is_no_guess() -> None:
    assert taken_for(guessing("Mugs"), Asked(like="mug-7")) == "More like mug-7"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (Asked("sofa.jpg"), "like sofa.jpg"),
        (Asked(like="mug-7", words="cheaper"), "like mug-7, cheaper"),
        (Asked(words="in navy"), "in navy"),
    ],
)
def test_a_title_names_all_that_was_asked(asked: Asked, title: str) -> None:
    assert asked.title == title


def test_one_product_is_not_counted_as_several() -> None:
    assert counted_hits(Answer((), (), (), (), total=1)) == "0 of 1 product"
    assert counted_hits(Answer((), (), (), (), total=2)) == "0 of 2 products"


@given(st.floats(0, 0.99), st.floats(0, 0.99), st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_crop_that_is_told_can_be_typed_again(x: float, y: float, w: float, h: float) -> None:
    box = Box(x, y, min(w, 1 - x), min(h, 1 - y))
    typed = _box(crop(box))
    assert typed
    told = (typed.x, typed.y, typed.w, typed.h)
    assert told == pytest.approx((box.x, box.y, box.w, box.h), abs=0.0011)
