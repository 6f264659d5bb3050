"""A photo's perceptual fingerprint: equal, or nearly so, however often the photo was saved or resized."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from gumsole.images.fingerprint import distance, fingerprint
from tests.hostile import saved


def scene(seed: int) -> Image.Image:
    """Large soft shapes with fine noise, another one for each seed."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (9, 12), dtype=np.uint8)).resize(
        (360, 270), Image.Resampling.BICUBIC
    )
    noise = rng.normal(0, 6, (270, 360))
    return Image.fromarray((np.asarray(coarse) + noise).clip(0, 255).astype(np.uint8))


def of(image: Image.Image) -> int:
    return fingerprint(np.asarray(image.convert("L")))


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.mark.parametrize("seed", range(8))
def test_saving_resizing_and_brightening_change_few_bits(seed: int) -> None:
    image = scene(seed)
    original = of(image)
    others = {
        "JPEG 40": reopened(saved(image, "JPEG", quality=40)),
        "WebP 50": reopened(saved(image, "WEBP", quality=50)),
        "half": image.resize((180, 135), Image.Resampling.LANCZOS),
        "double": image.resize((720, 540), Image.Resampling.BICUBIC),
        "stretched": image.resize((300, 300), Image.Resampling.BICUBIC),
        "brighter": ImageEnhance.Brightness(image).enhance(1.15),
    }
    # Zauner (2010) calls DCT hashes equal up to about a tenth of their bits.
    assert {
        name: distance(original, of(other))
        for name, other in others.items()
        if distance(original, of(other)) > 6
    } == {}


def test_other_pictures_differ_in_many_bits() -> None:
    prints = [of(scene(seed)) for seed in range(20)]
    apart = [distance(a, b) for i, a in enumerate(prints) for b in prints[:i]]
    # Independent bits would give 32 of 64; these 190 pairs have 31 on average, 22 at least.
    assert min(apart) >= 14
    assert 26 <= np.mean(apart) <= 38


def test_it_fits_64_bits_and_an_even_picture_has_none_set() -> None:
    assert 0 <= of(scene(1)) < 2**64
    assert of(Image.new("L", (100, 80), 200)) == 0
    assert of(Image.new("L", (16, 16), 3)) == 0


def test_distance_counts_bits() -> None:
    assert distance(0b1011, 0b0010) == 2
    assert distance(0, 2**64 - 1) == 64
