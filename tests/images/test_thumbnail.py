"""A small JPEG of a photo, for result pages and lists."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from gumsole.images.thumbnail import thumbnail
from tests.hostile import picture


@pytest.mark.parametrize(
    ("size", "expected"), [((640, 400), (320, 200)), ((400, 640), (200, 320)), ((100, 60), (100, 60))]
)
def test_the_long_side_is_320_pixels_or_that_of_a_smaller_photo(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    image = Image.open(io.BytesIO(thumbnail(np.asarray(picture(*size)))))
    assert image.format == "JPEG"
    assert image.size == expected


def test_it_holds_pixels_and_no_metadata() -> None:
    image = Image.open(io.BytesIO(thumbnail(np.asarray(picture(640, 400)))))
    assert not image.getexif()
    assert "icc_profile" not in image.info
    assert "comment" not in image.info


def test_it_shows_the_photo() -> None:
    source = picture(200, 120)
    shown = np.asarray(Image.open(io.BytesIO(thumbnail(np.asarray(source), long_side=100))), np.float64)
    expected = np.asarray(source.resize((100, 60), Image.Resampling.BICUBIC), np.float64)
    assert np.abs(shown - expected).mean() < 8  # levels that JPEG quality 82 moves on noise


def test_the_same_pixels_make_the_same_bytes() -> None:
    rgb = np.asarray(picture())
    assert thumbnail(rgb) == thumbnail(rgb.copy())
