"""A render becomes a phone photo or a screenshot, and the box of its subject moves with it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tools.photography import screens
from tools.photography.look import box_in_picture, taken
from tools.photography.queries.record import Look

SQUARE, UPRIGHT = (540, 540), (480, 640)
SUBJECT = (0.25, 0.4, 0.5, 0.3)
GREEN = (0, 200, 0)
SCREENSHOTS: tuple[Look, ...] = ("post", "shop page")
PHONES: tuple[Look, ...] = ("phone", "old phone")


def gray(size: tuple[int, int], level: int = 120) -> Image.Image:
    return Image.new("RGB", size, (level, level, level))


def pixels(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(picture, dtype=np.float64)


@pytest.mark.parametrize("look", SCREENSHOTS)
def test_a_screenshot_is_as_large_as_the_screen_and_shows_the_whole_photo(look: Look) -> None:
    page = taken(gray(SQUARE), look, warmth=0.4, seed=1)
    assert page.size == screens.SIZE
    shown = (pixels(page) == 120).all(axis=2)
    rows = np.flatnonzero(shown.mean(axis=1) > 0.99)
    assert len(rows) == SQUARE[1]
    assert rows[-1] - rows[0] == SQUARE[1] - 1


@pytest.mark.parametrize("look", SCREENSHOTS)
def test_a_box_in_a_screenshot_lies_around_the_subject(look: Look) -> None:
    render = gray(SQUARE)
    x, y, w, h = (round(edge * SQUARE[0]) for edge in SUBJECT)
    render.paste(GREEN, (x, y, x + w, y + h))
    page = taken(render, look, warmth=0.0, seed=1)
    down, across = np.nonzero((pixels(page) == GREEN).all(axis=2))
    width, height = page.size
    measured = (
        across.min() / width,
        down.min() / height,
        (np.ptp(across) + 1) / width,
        (np.ptp(down) + 1) / height,
    )
    assert box_in_picture(SUBJECT, look, SQUARE) == pytest.approx(measured, abs=1e-6)


def test_the_two_kinds_of_screenshots_differ() -> None:
    post, page = (pixels(taken(gray(SQUARE), look, warmth=0.0, seed=1)) for look in SCREENSHOTS)
    assert (post != page).any(axis=2).mean() > 0.02


@pytest.mark.parametrize("look", PHONES)
def test_a_phone_photo_keeps_its_size_and_its_box(look: Look) -> None:
    assert taken(gray(UPRIGHT), look, warmth=0.4, seed=1).size == UPRIGHT
    assert box_in_picture(SUBJECT, look, UPRIGHT) == SUBJECT


def test_an_old_phone_is_noisier_than_a_new_one() -> None:
    new, old = (pixels(taken(gray(UPRIGHT), look, warmth=0.0, seed=1)) for look in PHONES)
    middle = np.s_[280:360, 200:280]
    assert old[middle].std() > 1.5 * new[middle].std() > 3.0


def test_a_lamp_in_the_evening_makes_a_photo_red_and_takes_its_blue() -> None:
    day, evening = (pixels(taken(gray(UPRIGHT), "phone", warmth=warmth, seed=1)) for warmth in (0.0, 1.0))
    shift = (evening - day).mean(axis=(0, 1))
    assert shift[0] > 8
    assert abs(shift[1]) < 1
    assert shift[2] < -16


def test_a_photo_is_darker_in_its_corners() -> None:
    photo = pixels(taken(gray(UPRIGHT), "phone", warmth=0.0, seed=1))
    assert photo[:60, :60].mean() < photo[290:350, 210:270].mean() - 8


def test_the_same_seed_gives_the_same_photo() -> None:
    once, again, other = (taken(gray(UPRIGHT), "phone", warmth=0.3, seed=seed) for seed in (5, 5, 6))
    assert once.tobytes() == again.tobytes() != other.tobytes()
