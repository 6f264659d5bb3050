"""The colors of a product: a channel to compare by, and a few named swatches to show.

Pixels are first counted in small cells of CIELAB, found by one table lookup. Everything later works on those
counts: the channel spreads them over a coarse grid, softly, so that a little more or less light moves weight
between neighbors instead of jumping; the swatches gather them around peaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gumsole.colors import nearest_names, srgb_to_lab
from gumsole.records import RGB, Matrix, Swatch, Vector

# ΔE*ab along each axis: fine enough for names and swatches, coarse enough for about two thousand cells.
CELL_STEP = 8.0
# Grid of the channel: L, a, b. With color at .2, R@1 on eval/grocery and eval/shops is .420 and .584 at steps
# of about 40, and .416 and .608 at 24, which takes three times as many bins.
GRID_STEP = (36.0, 40.0, 40.0)
# Bins that fewer than this many of the 32,768 sampled sRGB colors fall into are left out.
MIN_BIN_WEIGHT = 24.0
# Square roots of shares: the dot product is then the Bhattacharyya coefficient, and large plain areas do not
# drown small ones (R@1 .54 against .38 with plain shares, color alone, eval/shops).
POWER = 0.5

MAX_SWATCHES = 6
MIN_SWATCH_SHARE = 0.04
# Colors closer than this (ΔE*ab) are one swatch: shades of a cloth in folds and light.
SWATCH_RADIUS = 18

_LEVELS = 32  # of 5 bits a channel
BLOCK_ROWS = 128


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """From 15-bit color to cells, and from cells to bins, Lab and names.

    Attributes
    ----------
    cell_of : ndarray of shape (32768,), uint16
        Cell of the color with 5 bits a channel, red highest.
    lab : ndarray of shape (cells, 3), float32
    soft : ndarray of shape (cells, bins), float32
        Rows sum to 1.
    apart : ndarray of shape (cells, cells), uint8
        ΔE*ab between cells, rounded down, at most 255.
    names : tuple of str
        Nearest basic color name of each cell.
    """

    cell_of: NDArray[np.uint16]
    lab: Matrix
    soft: Matrix
    apart: NDArray[np.uint8]
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def table() -> Table:
    """The lookup tables; computed once, in about a tenth of a second."""
    level = (np.arange(_LEVELS) * 8 + 4).astype(np.uint8)
    rgb = np.stack(np.meshgrid(level, level, level, indexing="ij"), axis=-1).reshape(-1, 3)
    lab = srgb_to_lab(rgb)
    _, cell_of = np.unique(_keys(np.floor(lab / CELL_STEP).astype(np.int64)), return_inverse=True)
    members = np.bincount(cell_of)
    mean = np.stack([np.bincount(cell_of, lab[:, axis]) / members for axis in range(3)], axis=1)
    return Table(
        cell_of.astype(np.uint16),
        mean.astype(np.float32),
        _soft_bins(lab, cell_of, len(members)),
        np.concatenate([_apart(block, mean) for block in _blocks(mean)]),
        tuple(name for block in _blocks(mean) for name in nearest_names(block)),
    )


def _keys(grid: NDArray[np.int64]) -> NDArray[np.int64]:
    """One integer for each grid point (n, 3)."""
    low = grid + 64
    return (low[:, 0] << 16) + (low[:, 1] << 8) + low[:, 2]


def _soft_bins(lab: Matrix, cell_of: NDArray[np.int64], cells: int) -> Matrix:
    """Trilinear shares of the grid points around each color, averaged over the colors of a cell."""
    place = lab / np.array(GRID_STEP)
    base = np.floor(place)
    part = place - base
    corners = np.array(list(np.ndindex(2, 2, 2)))
    weight = np.stack([np.where(corner, part, 1 - part).prod(axis=1) for corner in corners])  # (8, colors)
    keys = np.stack([_keys(base.astype(np.int64) + corner) for corner in corners])
    found, bins = np.unique(keys, return_inverse=True)
    flat = (cell_of[None, :] * len(found) + bins.reshape(keys.shape)).ravel()
    soft = np.bincount(flat, weight.ravel(), minlength=cells * len(found)).reshape(cells, -1)
    soft = soft[:, soft.sum(axis=0) >= MIN_BIN_WEIGHT]
    return np.asarray(soft / soft.sum(axis=1, keepdims=True), np.float32)


def _blocks(lab: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Few rows at a time: all pairs at once would take a hundred megabytes."""
    return list(np.array_split(lab, len(lab) // BLOCK_ROWS + 1))


def _apart(lab: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.uint8]:
    """ΔE*ab of all pairs, at most 255."""
    apart = np.sqrt(((lab[:, None, :] - others[None, :, :]) ** 2).sum(axis=-1))
    return np.asarray(np.minimum(apart, 255), np.uint8)


def cells(rgb: RGB) -> NDArray[np.uint16]:
    """The cell of each pixel, (h, w)."""
    high = (rgb >> 3).astype(np.uint16)
    code = (high[..., 0] << 10) | (high[..., 1] << 5) | high[..., 2]
    return table().cell_of.take(code)


def color_channel(counts: NDArray[np.float64]) -> Vector:
    """Soft CIELAB histogram of a subject.

    Parameters
    ----------
    counts : ndarray of shape (cells,)
        Weight of the subject's pixels in each cell, at least 0.

    Returns
    -------
    ndarray of shape (bins,), float32
        Unit length, nowhere negative; all zero for an empty subject.
    """
    spread = counts.astype(np.float32) @ table().soft
    total = spread.sum()
    return np.asarray((spread / total) ** POWER if total > 0 else spread, np.float32)


def dyed(shades: Sequence[str]) -> Vector:
    """Color channel of a thing of these colors in equal shares; sRGB, six hex digits each."""
    pixels = np.array([list(bytes.fromhex(shade)) for shade in shades], np.uint8).reshape(1, -1, 3)
    counts = np.bincount(cells(pixels).ravel(), minlength=len(table().soft))
    return color_channel(counts.astype(np.float64))


def swatches(counts: NDArray[np.float64]) -> tuple[Swatch, ...]:
    """The main colors of a subject, largest share first; `counts` as in `color_channel`."""
    lut = table()
    left = (counts / max(counts.sum(), 1e-12)).astype(np.float32)
    found: list[Swatch] = []
    while len(found) < MAX_SWATCHES:
        peak = int(left.argmax())
        around = left * (lut.apart[peak] < SWATCH_RADIUS)
        share = float(around.sum())
        if share < MIN_SWATCH_SHARE:
            break
        light, a, b = (around @ lut.lab / share).tolist()
        found.append(Swatch((light, a, b), min(share, 1.0), lut.names[peak]))
        left -= around
    return tuple(sorted(found, key=lambda swatch: -swatch.share))
