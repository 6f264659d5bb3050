"""The photo inside a screenshot: status bars, letterboxes and frames cut away."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.images.palette import cells
from gumsole.images.trim import trim
from gumsole.records import RGB, WHOLE, Box
from tests.hostile import picture

LINE = 0.04  # of 100 lines: the line on the edge and one more go with the bar


def photo(width: int = 100, height: int = 100) -> RGB:
    return np.asarray(picture(width, height)).copy()


def trimmed(rgb: RGB) -> Box:
    return trim(cells(rgb))


def test_a_photo_without_surroundings_stays_whole() -> None:
    assert trimmed(photo()) == WHOLE


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_bars_above_and_below_are_cut(shade: int) -> None:
    rgb = photo()
    rgb[:15], rgb[80:] = shade, shade
    box = trimmed(rgb)
    assert (box.x, box.w) == (0, 1)
    assert box.y == pytest.approx(0.15, abs=LINE)
    assert box.y + box.h == pytest.approx(0.80, abs=LINE)
    assert box.y >= 0.15
    assert box.y + box.h <= 0.80


def test_bars_left_and_right_of_different_colors_are_cut() -> None:
    rgb = photo()
    rgb[:, :20], rgb[:, 90:] = (0, 0, 0), (240, 240, 255)
    box = trimmed(rgb)
    assert (box.y, box.h) == (0, 1)
    assert box.x == pytest.approx(0.2, abs=LINE)
    assert box.x + box.w == pytest.approx(0.9, abs=LINE)


def test_a_status_bar_with_clock_and_icons_is_cut() -> None:
    rgb = photo()
    rgb[:16] = 255
    rgb[5:10, 4:14] = rgb[5:10, 84:96] = 20
    assert trimmed(rgb).y == pytest.approx(0.16, abs=LINE)


def test_a_frame_around_a_photo_is_cut() -> None:
    rgb = np.full((100, 100, 3), (40, 60, 90), np.uint8)
    rgb[12:88, 10:90] = photo(80, 76)
    box = trimmed(rgb)
    np.testing.assert_allclose((box.x, box.y, box.w, box.h), (0.10, 0.12, 0.80, 0.76), atol=LINE)
    assert box.x >= 0.10
    assert box.y >= 0.12


@pytest.mark.parametrize("shade", [255, 235, 60])
@pytest.mark.parametrize("touches", [False, True])
def test_the_margin_of_a_packshot_stays(shade: int, touches: bool) -> None:
    rgb = np.full((100, 100, 3), shade, np.uint8)
    down, across = np.mgrid[-1:1:100j, -1:1:100j]
    # An oval product; where it touches the sides, it does so in a few lines only.
    product = (across / (1.0 if touches else 0.6)) ** 2 + (down / 0.7) ** 2 < 1
    rgb[product] = photo()[product]
    assert trimmed(rgb) == WHOLE


def test_a_box_on_white_keeps_its_margin() -> None:
    rgb = np.full((100, 100, 3), 255, np.uint8)
    rgb[20:80, 20:80] = photo(60, 60)
    assert trimmed(rgb) == WHOLE


def test_a_wall_that_fades_into_the_photo_is_no_bar() -> None:
    rgb = photo()
    rgb[:30] = 200
    for row in range(30):
        rgb[30 + row, : 100 - 3 * row] = 200
    assert trimmed(rgb) == WHOLE


def test_nothing_is_cut_where_too_little_would_be_left() -> None:
    rgb = np.zeros((100, 100, 3), np.uint8)
    rgb[40:62] = photo(100, 22)
    assert trimmed(rgb) == WHOLE


@pytest.mark.parametrize("shade", [0, 255])
def test_an_even_picture_stays_whole(shade: int) -> None:
    assert trimmed(np.full((100, 100, 3), shade, np.uint8)) == WHOLE


def test_a_frame_around_next_to_nothing_stays() -> None:
    rgb = np.full((100, 100, 3), (40, 60, 90), np.uint8)
    rgb[48:52, 48:52] = 255
    assert trimmed(rgb) == WHOLE


def test_a_round_product_on_a_dark_ground_is_no_framed_photo() -> None:
    rgb = np.full((100, 100, 3), 20, np.uint8)
    down, across = np.mgrid[-1:1:100j, -1:1:100j]
    rgb[down**2 + across**2 < 0.5] = (220, 180, 40)
    assert trimmed(rgb) == WHOLE
