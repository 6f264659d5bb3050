"""Where the product is in a photo, and which of its pixels belong to it.

Two witnesses are heard: the encoder's saliency, which knows things but sees only a few squares a side, and
the colors of the frame's border, which know the background to the pixel. Plain backgrounds are settled by
color alone; in front of busy ones a color counts the more for the subject, the rarer it is along the border.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.images.palette import table
from gumsole.records import WHOLE, Background, Box, Matrix

# Share of the frame's height and width that counts as its border.
BORDER = 1 / 16
# A border is plain where this share of it lies within ΔE*ab 12 of its commonest color; pixels of a packshot
# farther away than that are product (chosen by eye; the channel is not sensitive to either).
PLAIN_SHARE = 0.6
PLAIN_RADIUS = 12
# L* of a background that passes as white (sRGB 245); Google and Amazon ask for pure white.
WHITE_L = 96.0
WHITE_CHROMA = 4.0
# Less than this share of the frame is a mark on a product that fills it (cloth, a tight crop), not a product;
# on white it may be a ring.
MIN_PRODUCT = {Background.WHITE: 0.002, Background.PLAIN: 0.05}
# Against a busy background: width of the central prior (half frames), and weight of border against center
# colors. R@1 with color at .2 on eval/grocery and eval/shops: .420 and .600 (at .5 and 0), .440 and .592
# (.35, 3), .447 and .576 (.4, 10); .377 and .488 without color. Chosen between, looking at all queries.
CENTER_SIGMA = 0.35
BORDER_WEIGHT = 5.0
# Keeps colors that neither center nor border holds at a ratio of 1.
RATIO_FLOOR = 1e-4

# Boxes are looked for on a grid of this many squares a side.
GRID = 12
# A square belongs to the subject above this share of the strongest square.
SQUARE_SHARE = 0.35
# Blobs below this share of the largest one's weight are not offered.
MIN_BLOB_SHARE = 0.1
MAX_BOXES = 3
# A plain background's product is boxed by rows and columns in which at least this share is product.
LINE_SHARE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """The product in a photo.

    Attributes
    ----------
    boxes : tuple of Box
        Best first, one to three.
    counts : ndarray of shape (cells,), float64
        Weight of the subject's pixels in each color cell of `palette.table`.
    mask : ndarray of shape (h, w), bool
    background : Background
    edge_touch : float
        Share of the frame's border that the subject covers, in [0, 1].
    """

    boxes: tuple[Box, ...]
    counts: NDArray[np.float64]
    mask: NDArray[np.bool_]
    background: Background
    edge_touch: float


def find_subject(cells: NDArray[np.uint16], saliency: Matrix | None) -> Subject:
    """Find the product.

    Parameters
    ----------
    cells : ndarray of shape (h, w), uint16
        Color cells of the photo's pixels, from `palette.cells`.
    saliency : ndarray of shape (a, b), float32, or None
        At least 0, over the same frame; None stands for even.
    """
    edge = _edge(cells)
    along = np.bincount(edge, minlength=len(table().lab))
    usual = int(along.argmax())
    foreign = table().apart[usual] >= PLAIN_RADIUS
    touched = np.count_nonzero(foreign.take(edge)) / len(edge)
    if touched <= 1 - PLAIN_SHARE:
        background = _background(table().lab[usual])
        mask = foreign.take(cells)
        if np.count_nonzero(mask) >= MIN_PRODUCT[background] * mask.size:
            counts = np.bincount(cells.ravel(), minlength=len(foreign)) * foreign.astype(np.float64)
            return Subject((_bounds(mask),), counts, mask, background, touched)
    return _before_busy(cells, along, edge, saliency)


def _edge(pixels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The pixels of the frame's border, in one row; corners count twice."""
    deep = max(1, round(min(pixels.shape) * BORDER))
    sides = (pixels[:deep], pixels[-deep:], pixels[:, :deep], pixels[:, -deep:])
    return np.concatenate([side.ravel() for side in sides])


def _background(lab: NDArray[np.float32]) -> Background:
    white = lab[0] >= WHITE_L and float(np.hypot(lab[1], lab[2])) <= WHITE_CHROMA
    return Background.WHITE if white else Background.PLAIN


def _bounds(mask: NDArray[np.bool_]) -> Box:
    """The rows and columns that hold product, specks apart."""
    height, width = mask.shape
    top, bottom = _span(np.count_nonzero(mask, axis=1) >= LINE_SHARE * width)
    left, right = _span(np.count_nonzero(mask, axis=0) >= LINE_SHARE * height)
    return Box(left / width, top / height, (right - left) / width, (bottom - top) / height)


def _span(held: NDArray[np.bool_]) -> tuple[int, int]:
    places = np.flatnonzero(held)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, len(held))


def _before_busy(
    cells: NDArray[np.uint16],
    along: NDArray[np.int64],
    edge: NDArray[np.uint16],
    saliency: Matrix | None,
) -> Subject:
    seen = _stretched(saliency, *cells.shape)
    inner = np.bincount(cells.ravel(), (seen * _center(*cells.shape)).ravel(), minlength=len(along))
    ratio = _ratio(inner, along)
    likely = ratio.astype(np.float32).take(cells) * seen
    grid = _rows(cells.shape[0], GRID) @ likely @ _rows(cells.shape[1], GRID).T
    mask = likely > SQUARE_SHARE * grid.max()
    return Subject(_blobs(grid), inner * ratio, mask, Background.BUSY, float(_edge(mask).mean()))


def _ratio(inner: NDArray[Any], along: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each color cell speaks for the subject, in (0, 1]; judged on the soft bins."""
    soft = table().soft
    center = (inner / max(inner.sum(), RATIO_FLOOR)).astype(np.float32) @ soft
    border = (along / along.sum()).astype(np.float32) @ soft
    ratio = (center + RATIO_FLOOR) / (center + BORDER_WEIGHT * border + RATIO_FLOOR)
    return np.asarray(soft @ ratio, np.float64)


def _stretched(saliency: Matrix | None, height: int, width: int) -> Matrix:
    """Saliency between 0 and 1, squared, at the size of the pixels; ones where all is alike."""
    if saliency is None or saliency.max() <= saliency.min():
        return np.ones((height, width), np.float32)
    even = (saliency - saliency.min()) / (saliency.max() - saliency.min())
    large = _lerp(height, saliency.shape[0]) @ even @ _lerp(width, saliency.shape[1]).T
    return np.asarray(large**2 + np.float32(1e-6), np.float32)


@lru_cache(maxsize=256)
def _lerp(size: int, coarse: int) -> Matrix:
    """Linear interpolation from the centers of `coarse` squares to `size` pixels."""
    place = np.clip((np.arange(size) + 0.5) * coarse / size - 0.5, 0, coarse - 1)
    return np.asarray(np.clip(1 - np.abs(place[:, None] - np.arange(coarse)), 0, 1), np.float32)


@lru_cache(maxsize=256)
def _rows(size: int, squares: int) -> Matrix:
    """Means over `squares` equal parts of `size` pixels."""
    edges = np.linspace(0, size, squares + 1)
    start, stop = edges[:-1, None], edges[1:, None]
    pixel = np.arange(size)
    cover = np.clip(np.minimum(stop, pixel + 1) - np.maximum(start, pixel), 0, 1)
    return np.asarray(cover / cover.sum(axis=1, keepdims=True), np.float32)


@lru_cache(maxsize=64)
def _center(height: int, width: int) -> Matrix:
    """A prior for the middle of the frame, where people put what they photograph."""
    down, across = (np.exp(-(np.linspace(-1, 1, n) ** 2) / (2 * CENTER_SIGMA**2)) for n in (height, width))
    return np.asarray(down[:, None] * across[None, :], np.float32)


def _blobs(grid: Matrix) -> tuple[Box, ...]:
    """Boxes of connected strong squares, heaviest first."""
    open_squares = {(int(row), int(column)) for row, column in np.argwhere(grid > SQUARE_SHARE * grid.max())}
    blobs = []
    while open_squares:
        blob = _connected(open_squares)
        blobs.append((sum(float(grid[square]) for square in blob), blob))
    blobs.sort(key=lambda weighed: -weighed[0])
    boxes = [_box(blob) for weight, blob in blobs[:MAX_BOXES] if weight >= MIN_BLOB_SHARE * blobs[0][0]]
    return tuple(boxes) or (WHOLE,)


def _connected(open_squares: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take one connected blob out of the open squares."""
    waiting = [open_squares.pop()]
    blob = []
    while waiting:
        row, column = waiting.pop()
        blob.append((row, column))
        for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if near in open_squares:
                open_squares.remove(near)
                waiting.append(near)
    return blob


def _box(blob: list[tuple[int, int]]) -> Box:
    rows, columns = [row for row, _ in blob], [column for _, column in blob]
    return Box(
        min(columns) / GRID,
        min(rows) / GRID,
        (max(columns) - min(columns) + 1) / GRID,
        (max(rows) - min(rows) + 1) / GRID,
    )
