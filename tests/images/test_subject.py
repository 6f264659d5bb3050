"""Where the product is in a photo, and which of its pixels belong to it."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.images.palette import cells, swatches
from gumsole.images.subject import Subject, find_subject
from gumsole.records import RGB, WHOLE, Background, Box, Matrix
from tests.hostile import picture

RED = (200, 30, 40)


def canvas(shade: int | tuple[int, int, int]) -> RGB:
    return np.full((84, 112, 3), shade, np.uint8)


def busy() -> RGB:
    """Greens and blues in disorder, no red."""
    rgb = np.asarray(picture(112, 84)).copy()
    rgb[..., 0] //= 4
    return rgb


def looked_at(*squares: tuple[int, int]) -> Matrix:
    saliency = np.full((7, 7), 0.1, np.float32)
    for row, column in squares:
        saliency[row, column] = 1.0
    return saliency


def found(rgb: RGB, saliency: Matrix | None = None) -> Subject:
    return find_subject(cells(rgb), saliency)


def overlap(left: Box, right: Box) -> float:
    """Intersection over union."""
    across = min(left.x + left.w, right.x + right.w) - max(left.x, right.x)
    down = min(left.y + left.h, right.y + right.h) - max(left.y, right.y)
    both = max(across, 0) * max(down, 0)
    return both / (left.share + right.share - both)


@pytest.mark.parametrize(
    ("shade", "background"),
    [(255, Background.WHITE), (248, Background.WHITE), (205, Background.PLAIN), (40, Background.PLAIN)],
)
def test_a_product_on_a_plain_ground_is_boxed_to_the_pixel(shade: int, background: Background) -> None:
    rgb = canvas(shade)
    rgb[21:63, 28:70] = RED
    subject = found(rgb)
    assert subject.background is background
    assert subject.boxes == (Box(0.25, 0.25, 0.375, 0.5),)
    assert subject.mask.sum() == 42 * 42
    assert subject.edge_touch == 0
    assert [swatch.name for swatch in swatches(subject.counts)] == ["red"]


def test_a_product_that_runs_out_of_the_frame_touches_its_edge() -> None:
    rgb = canvas(255)
    rgb[:, :28] = RED
    subject = found(rgb)
    # It covers the left side and a quarter of top and bottom; the border is 5 pixels deep, corners twice.
    border = 2 * 5 * 112 + 2 * 5 * 84
    assert subject.edge_touch == pytest.approx((2 * 5 * 28 + 5 * 84) / border)


def test_specks_do_not_stretch_the_box() -> None:
    rgb = canvas(255)
    rgb[21:63, 28:70] = RED
    rgb[3, 100] = 0
    assert found(rgb).boxes == (Box(0.25, 0.25, 0.375, 0.5),)


def test_a_subject_too_thin_for_any_line_gets_the_whole_frame() -> None:
    rgb = canvas(255)
    rgb[range(6, 78), range(6, 78)] = 0
    assert found(rgb).boxes == (WHOLE,)


def test_a_small_mark_on_a_cloth_that_fills_the_frame_is_not_the_product() -> None:
    rgb = canvas(RED)
    rgb[36:46, 50:62] = 255
    assert swatches(found(rgb).counts)[0].name == "red"


def test_a_ring_on_white_is_a_product_however_small() -> None:
    rgb = canvas(255)
    rgb[40:46, 50:56] = (219, 180, 12)
    assert [swatch.name for swatch in swatches(found(rgb).counts)] == ["gold"]


def test_before_a_busy_ground_saliency_and_colors_find_the_product() -> None:
    rgb = busy()
    rgb[24:60, 32:80] = RED
    subject = found(rgb, looked_at((2, 2), (2, 3), (2, 4), (3, 2), (3, 3), (3, 4), (4, 2), (4, 3), (4, 4)))
    assert subject.background is Background.BUSY
    assert overlap(subject.boxes[0], Box(32 / 112, 24 / 84, 48 / 112, 36 / 84)) > 0.6
    assert swatches(subject.counts)[0].name == "red"
    assert swatches(subject.counts)[0].share > 0.7


def test_two_things_apart_are_two_boxes_the_heavier_first() -> None:
    rgb = busy()
    rgb[24:72, 8:48] = RED
    rgb[24:60, 80:104] = (250, 0, 200)
    large = [(row, column) for row in (2, 3, 4, 5) for column in (0, 1, 2)]
    subject = found(rgb, looked_at(*large, (2, 5), (3, 5), (4, 5)))
    assert len(subject.boxes) == 2
    assert subject.boxes[0].share > subject.boxes[1].share
    assert subject.boxes[0].x < 0.3
    assert subject.boxes[1].x > 0.6


def test_never_more_than_three_boxes() -> None:
    rgb = busy()
    spots = [(1, 1), (1, 5), (5, 1), (5, 5), (3, 3)]
    for row, column in spots:
        rgb[row * 12 : row * 12 + 12, column * 16 : column * 16 + 16] = RED
    assert len(found(rgb, looked_at(*spots)).boxes) == 3


@pytest.mark.parametrize("saliency", [None, np.zeros((7, 7), np.float32), np.ones((3, 5), np.float32)])
def test_without_saliency_the_middle_and_the_colors_decide(saliency: Matrix | None) -> None:
    rgb = busy()
    rgb[24:60, 32:80] = RED
    subject = found(rgb, saliency)
    assert swatches(subject.counts)[0].name == "red"
    assert overlap(subject.boxes[0], Box(32 / 112, 24 / 84, 48 / 112, 36 / 84)) > 0.5


@pytest.mark.parametrize("shade", [255, 0, 128])
def test_an_even_picture_is_its_own_subject(shade: int) -> None:
    subject = found(canvas(shade), looked_at((3, 3)))
    assert len(subject.boxes) >= 1
    assert subject.counts.sum() > 0
