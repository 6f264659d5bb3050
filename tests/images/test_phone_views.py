"""Phone-like views of catalog photos."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from gumsole.images.decode import decode
from gumsole.images.palette import cells
from gumsole.images.phone_views import HEIGHT, WIDTH, phone_view
from gumsole.images.subject import find_subject
from gumsole.records import RGB, Background
from tests.shelf import Drawn, drawing

RED_MUG = decode(drawing(Drawn("mug", "red"))).rgb


def busy(seed: int = 0) -> RGB:
    """Colored squares all over the frame."""
    squares = np.random.default_rng(seed).integers(0, 256, (16, 12, 3), dtype=np.uint8)
    return np.repeat(np.repeat(squares, 16, axis=0), 16, axis=1)


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.int16)


def red_share(data: bytes) -> float:
    seen = pixels(data)
    return float(((seen[..., 0] > seen[..., 1] + 40) & (seen[..., 0] > seen[..., 2] + 25)).mean())


def test_equal_generators_give_equal_bytes_and_others_do_not() -> None:
    first, second, other = (phone_view(RED_MUG, busy(), np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == second
    assert first != other


@pytest.mark.parametrize("seed", range(3))
def test_the_product_is_there_before_something_else(seed: int) -> None:
    view = phone_view(RED_MUG, None, np.random.default_rng(seed))
    assert pixels(view).shape == (HEIGHT, WIDTH, 3)
    assert red_share(view) > 0.02  # the mug at its smallest covers a twentieth of the canvas
    assert find_subject(cells(decode(view).rgb), None).background is not Background.WHITE


def test_surroundings_are_borrowed_or_plain() -> None:
    plain, borrowed = (
        [phone_view(RED_MUG, backdrop, np.random.default_rng(seed)) for seed in range(5)]
        for backdrop in (None, busy())
    )
    assert plain != borrowed
    assert any(one == other for one, other in zip(plain, borrowed, strict=True))  # some lie on texture anyway


def test_a_photo_with_surroundings_of_its_own_keeps_them() -> None:
    photo = busy(3)
    assert find_subject(cells(photo), None).background is Background.BUSY
    view = pixels(phone_view(photo, np.zeros_like(photo), np.random.default_rng(0)))
    assert view.std() > 20  # nothing of the black backdrop covers it


def test_a_hole_in_the_mask_of_a_light_product_is_closed() -> None:
    ring = np.full((128, 128, 3), 255, np.uint8)
    ring[24:104, 24:104] = (190, 30, 40)
    ring[40:88, 40:88] = 255  # as white as the background, inside the product
    bright = [
        (pixels(phone_view(ring, np.zeros((64, 64, 3), np.uint8), np.random.default_rng(seed))).sum(axis=2))
        for seed in range(4)
    ]
    middle = [
        one[HEIGHT // 2 - 12 : HEIGHT // 2 + 12, WIDTH // 2 - 12 : WIDTH // 2 + 12].max() for one in bright
    ]
    assert np.mean(middle) > 350
