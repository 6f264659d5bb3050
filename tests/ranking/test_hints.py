"""Hints about the photo itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.ranking.hints import (
    BLURRED_SHARPNESS,
    DARK_CONTRAST,
    DARK_EXPOSURE,
    SMALL_SHARE,
    hints,
)
from gumsole.records import Background, Box, HintKind, Quality, Signals

GOOD = Quality(1024, 768, 500.0, 0.45, 0.0, 0.2, 0.3, 0.1, Background.BUSY)
MIDDLE = Box(0.25, 0.25, 0.5, 0.5)


def photo(quality: Quality = GOOD, *boxes: Box) -> Signals:
    nothing = np.zeros(1, np.float32)
    return Signals(nothing, nothing, (), boxes or (MIDDLE,), quality, 0)


def told(signals: Signals, *, cropped: bool = False) -> list[HintKind]:
    return [hint.kind for hint in hints(signals, cropped=cropped)]


def test_nothing_is_said_of_a_good_photo() -> None:
    assert hints(photo()) == ()


def test_a_photo_that_is_dark_all_over_is_said_to_be_dark_and_not_blurred_as_well() -> None:
    dark = replace(GOOD, exposure=DARK_EXPOSURE / 2, contrast=DARK_CONTRAST / 2, sharpness=1.0)
    assert told(photo(dark)) == [HintKind.TOO_DARK]


def test_a_black_thing_in_a_light_room_is_not_a_dark_photo() -> None:
    assert told(photo(replace(GOOD, exposure=DARK_EXPOSURE / 2))) == []


def test_a_blurred_photo_is_said_to_be_blurred() -> None:
    assert told(photo(replace(GOOD, sharpness=BLURRED_SHARPNESS / 2))) == [HintKind.BLURRED]


def test_of_several_things_each_can_be_chosen() -> None:
    left, right = Box(0.0, 0.2, 0.4, 0.6), Box(0.6, 0.2, 0.4, 0.6)
    (hint,) = hints(photo(GOOD, left, right))
    assert (hint.kind, hint.crops) == (HintKind.SEVERAL_OBJECTS, (left, right))


def test_a_small_thing_is_offered_as_a_crop_with_some_room_around_it() -> None:
    (hint,) = hints(photo(GOOD, Box(0.4, 0.4, 0.2, 0.2)))
    (crop,) = hint.crops
    assert hint.kind is HintKind.SMALL_SUBJECT
    assert [crop.x, crop.y, crop.w, crop.h] == pytest.approx([0.37, 0.37, 0.26, 0.26])  # 15 % of 0.2 a side


def test_a_shopper_who_has_chosen_a_part_is_not_sent_to_another() -> None:
    small, other = Box(0.4, 0.4, 0.1, 0.1), Box(0.0, 0.0, 0.1, 0.1)
    assert told(photo(GOOD, small, other), cropped=True) == []
    assert told(photo(GOOD, small), cropped=True) == []


def test_hints_speak_the_shoppers_language() -> None:
    blurred = photo(replace(GOOD, sharpness=1.0))
    assert hints(blurred)[0].text.startswith("The photo is blurred")
    assert hints(blurred, language="de")[0].text.startswith("Das Foto ist unscharf")


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.floats(0.01, 1))
def test_every_crop_lies_within_the_frame_around_what_it_is_for(
    x: float, y: float, w: float, h: float
) -> None:
    box = Box(x * (1 - w), y * (1 - h), w, h)
    for hint in hints(photo(GOOD, box)):
        (crop,) = hint.crops
        assert box.share < SMALL_SHARE
        assert min(crop.x, crop.y) >= 0
        assert max(crop.x + crop.w, crop.y + crop.h) <= 1 + 1e-9
        assert crop.x <= box.x
        assert crop.y <= box.y
        assert crop.x + crop.w >= box.x + box.w - 1e-9
        assert crop.y + crop.h >= box.y + box.h - 1e-9
