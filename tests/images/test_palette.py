"""The colors of a product: a channel to compare by, and a few named swatches to show."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.colors import nearest_names, srgb_to_lab
from gumsole.images.palette import cells, color_channel, swatches, table
from gumsole.records import Vector


def counts_of(*colors: tuple[tuple[int, int, int], int]) -> np.ndarray:
    rgb = np.array([color for color, times in colors for _ in range(times)], np.uint8)[None]
    return np.bincount(cells(rgb).ravel(), minlength=len(table().lab)).astype(np.float64)


def channel_of(*colors: tuple[tuple[int, int, int], int]) -> Vector:
    return color_channel(counts_of(*colors))


def test_every_srgb_color_falls_into_a_cell_of_nearly_its_own_lab() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (1, 5_000, 3), dtype=np.uint8)
    apart = np.linalg.norm(table().lab[cells(rgb)] - srgb_to_lab(rgb), axis=-1)
    # Half the diagonal of a cell is 7; five bits a channel add up to 8 where Lab is steepest, near black.
    assert apart.max() < 16
    assert apart.mean() < 5


def test_the_channel_is_unit_length_and_nowhere_negative() -> None:
    channel = channel_of(((200, 30, 40), 70), ((250, 250, 250), 30))
    assert channel.dtype == np.float32
    assert 48 <= len(channel) <= 96
    assert channel.min() >= 0
    assert np.linalg.norm(channel) == pytest.approx(1, abs=1e-6)


def test_an_empty_subject_has_a_channel_of_zeros_and_no_swatches() -> None:
    nothing = np.zeros(len(table().lab))
    assert not color_channel(nothing).any()
    assert swatches(nothing) == ()


def test_the_channel_depends_on_shares_not_on_how_many_pixels_were_counted() -> None:
    np.testing.assert_allclose(
        channel_of(((200, 30, 40), 7), ((0, 0, 0), 3)),
        channel_of(((200, 30, 40), 700), ((0, 0, 0), 300)),
        atol=1e-6,
    )


# A sRGB red, the same 8 % darker, a navy and a gray.
RED, SHADED, NAVY, GRAY = (200, 30, 40), (184, 28, 37), (20, 30, 70), (128, 128, 128)


def test_a_little_less_light_moves_the_channel_less_than_another_color_does() -> None:
    red = channel_of((RED, 10))
    assert red @ channel_of((SHADED, 10)) > 0.95
    assert red @ channel_of((NAVY, 10)) < 0.3
    assert red @ channel_of((GRAY, 10)) < 0.3


def test_neutrals_are_told_apart_by_light() -> None:
    white, gray, black = (channel_of(((v, v, v), 1)) for v in (250, 128, 10))
    assert max(white @ gray, gray @ black, white @ black) < 0.6


def test_swatches_come_largest_first_with_shares_and_names() -> None:
    found = swatches(counts_of((RED, 20), (NAVY, 70), (GRAY, 10)))
    assert [swatch.name for swatch in found] == ["navy", "red", "gray"]
    np.testing.assert_allclose([swatch.share for swatch in found], [0.7, 0.2, 0.1], atol=1e-6)
    for swatch, color in zip(found, (NAVY, RED, GRAY), strict=True):
        lab = srgb_to_lab(np.array(color, np.uint8))
        assert np.linalg.norm(np.array(swatch.lab) - lab) < 8  # a cell's width
        assert (swatch.name,) == nearest_names(np.array([lab]))


def test_shades_of_one_color_are_one_swatch_and_specks_are_none() -> None:
    found = swatches(counts_of((RED, 50), (SHADED, 47), (NAVY, 3)))
    assert len(found) == 1
    assert found[0].share == pytest.approx(0.97)


def test_at_most_six_swatches_are_named() -> None:
    many = [
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (255, 255, 0),
        (255, 0, 255),
        (0, 255, 255),
        (0, 0, 0),
        (255, 255, 255),
    ]
    found = swatches(counts_of(*[(color, 10) for color in many]))
    assert len(found) == 6
