"""Photos as services outside get them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.images.jpeg import jpeg

NOISE = np.random.default_rng(1).integers(0, 256, (300, 600, 3), np.uint8)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_it_is_a_jpeg_in_rgb_without_metadata_and_never_enlarged() -> None:
    image = opened(jpeg(NOISE, long_side=2000, max_bytes=10**6))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (600, 300))
    assert not image.getexif()
    assert "icc_profile" not in image.info


def test_the_long_side_is_kept_within_its_bound() -> None:
    assert opened(jpeg(NOISE, long_side=150, max_bytes=10**6)).size == (150, 75)


def test_a_photo_too_busy_for_the_bound_is_compressed_more() -> None:
    sizes = [len(jpeg(NOISE, long_side=600, max_bytes=most)) for most in (10**6, 150_000, 100_000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[1] <= 150_000
    assert sizes[2] <= 100_000 < sizes[0]


def test_a_photo_that_no_compression_makes_fit_is_refused() -> None:
    with pytest.raises(BadPhoto, match="more than 1000 bytes") as refused:
        jpeg(NOISE, long_side=600, max_bytes=1000)
    assert refused.value.fault is PhotoFault.TOO_LARGE
