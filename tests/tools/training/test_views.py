"""Altered views: the same for the same generator, of photos with and without surroundings."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.records import RGB
from tools.training.views import MIN_SIDE, altered, glimpse

RANDOM = np.random.default_rng(5)
BUSY: RGB = np.repeat(np.repeat(RANDOM.integers(0, 255, (8, 8, 3), dtype=np.uint8), 32, 0), 32, 1)


def plain() -> RGB:
    """A dark thing before white."""
    photo = np.full((256, 256, 3), 255, np.uint8)
    photo[80:180, 90:170] = (40, 60, 30)
    return photo


@pytest.mark.parametrize("photo", [plain(), BUSY], ids=["plain", "busy"])
def test_equal_generators_give_equal_views_and_others_give_others(photo: RGB) -> None:
    one, same, other = (altered(photo, BUSY, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert np.array_equal(one, same)
    assert one.shape != other.shape or not np.array_equal(one, other)


def test_a_thing_before_plain_ground_is_put_before_other_things() -> None:
    """Most views of it have no white border left."""
    views = [altered(plain(), BUSY, np.random.default_rng(seed)) for seed in range(40)]
    white = [np.mean(np.concatenate([view[0], view[-1]]) > 235) for view in views]
    assert np.mean(np.array(white) < 0.5) > 0.5


@pytest.mark.parametrize("size", [(20, 400), (400, 20), (33, 33)])
def test_a_glimpse_of_a_small_photo_keeps_enough_of_it(size: tuple[int, int]) -> None:
    photo = np.full((*size, 3), 120, np.uint8)
    for seed in range(20):
        height, width = glimpse(photo, np.random.default_rng(seed)).shape[:2]
        assert height >= min(size[0], MIN_SIDE)
        assert width >= min(size[1], MIN_SIDE)
