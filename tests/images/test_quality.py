"""How good a photo is, measured without a model."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from gumsole.images.palette import cells
from gumsole.images.quality import measure
from gumsole.images.subject import find_subject
from gumsole.records import RGB, Background, Quality
from tests.hostile import picture


def quality_of(rgb: RGB) -> Quality:
    light = np.asarray(Image.fromarray(rgb).convert("L"))
    return measure(1200, 800, light, light, find_subject(cells(rgb), None))


def test_the_size_is_that_of_the_original() -> None:
    quality = quality_of(np.asarray(picture()))
    assert (quality.width, quality.height) == (1200, 800)


def test_sharpness_is_the_variance_of_the_laplacian() -> None:
    # Stripes of 0 and 100 two columns wide: every column has one equal and one other neighbor, so that the
    # Laplacian is +100 or -100 in equal numbers, and its variance 10,000.
    stripes = np.tile(np.array([0, 0, 100, 100], np.uint8), (60, 16))[:, :-2]
    rgb = np.repeat(stripes[..., None], 3, axis=2)
    assert quality_of(rgb).sharpness == pytest.approx(10_000)


def test_a_blurred_photo_is_less_sharp() -> None:
    sharp = picture(128, 96)
    blurred = sharp.filter(ImageFilter.GaussianBlur(2))
    assert quality_of(np.asarray(blurred)).sharpness < quality_of(np.asarray(sharp)).sharpness / 5


def test_exposure_and_contrast_are_told_of_flat_colors() -> None:
    rgb = np.full((60, 80, 3), 51, np.uint8)
    quality = quality_of(rgb)
    assert quality.exposure == pytest.approx(0.2)  # 51 / 255
    assert quality.contrast == 0
    half = rgb.copy()
    half[:, :40] = 255
    half[:, 40:] = 0
    assert quality_of(half).contrast == pytest.approx(0.5)


def test_the_white_ground_of_a_packshot_is_not_clipped_but_its_product_may_be() -> None:
    rgb = np.full((60, 80, 3), 255, np.uint8)
    rgb[15:45, 20:60] = (120, 60, 60)
    quality = quality_of(rgb)
    assert quality.background is Background.WHITE
    assert quality.clipped == 0
    assert quality.fill == pytest.approx(0.25)
    rgb[15:45, 20:40] = 0
    assert quality_of(rgb).clipped == pytest.approx(0.5)


def test_a_busy_photo_counts_clipped_pixels_everywhere() -> None:
    rgb = np.asarray(picture(112, 84)).copy()
    before = quality_of(rgb)
    assert before.background is Background.BUSY
    rgb[:, 50:60] = 255
    assert quality_of(rgb).clipped == pytest.approx(before.clipped + 10 / 112, abs=0.02)


def test_a_small_picture_can_be_measured() -> None:
    quality = quality_of(np.asarray(Image.new("RGB", (16, 16), (9, 200, 30))))
    assert quality.sharpness == 0
    assert quality.clipped == 0
