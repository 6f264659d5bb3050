"""The photo inside a screenshot: status bars, letterboxes and frames cut away.

A photo is told from a product on a plain background by its straight edge: where the photo begins, it begins
across the whole width, and from there on it reaches both sides of the frame. A product does neither, so the
margin of a packshot stays, in the catalog as in an upload.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.images.palette import table
from gumsole.records import WHOLE, Box

# ΔE*ab within which JPEG keeps a flat color, from one color cell to another.
FLAT = 9
# A bar's lines keep its color in at least this share of their pixels: text and icons take the rest.
BAR_SHARE = 0.7
# The photo begins at once: the second line past a bar keeps its color in at most this share.
STEP_SHARE = 0.25
# Thinner bars change nothing worth cutting.
MIN_BAR = 0.03
# Of the ends of the lines beside a bar, at most this share may still have its color.
BLEED_SHARE = 0.2
# All four sides of a frame are of one color but for this share; inside, the first lines are not.
FRAME_SHARE = 0.97
FRAME_INSIDE = 0.35
# A frame lighter than this (L*, sRGB 225) is a packshot's margin.
LIGHT = 89.0
# What is left must be at least this share of each side, and this many lines.
MIN_LEFT = 0.3
MIN_LINES = 16


def trim(cells: NDArray[np.uint16]) -> Box:
    """Where the photo is; the whole frame where nothing surrounds it.

    Parameters
    ----------
    cells : ndarray of shape (h, w), uint16
        Color cells of the frame's pixels, from `palette.cells`.
    """
    height, width = cells.shape
    top, bottom = _bars(cells)
    left, right = _bars(cells[top : height - bottom].T)
    if not (top or bottom or left or right):
        top, bottom, left, right = _frame(cells)
    down, across = height - top - bottom, width - left - right
    too_little = down < max(MIN_LEFT * height, MIN_LINES) or across < max(MIN_LEFT * width, MIN_LINES)
    if too_little or (down, across) == (height, width):
        return WHOLE
    return Box(left / width, top / height, across / width, down / height)


def _bars(lines: NDArray[np.uint16]) -> tuple[int, int]:
    """How many lines at the start and at the end are bars."""
    first = _bar(lines)
    return first, _bar(lines[::-1][: len(lines) - first])


def _bar(lines: NDArray[np.uint16]) -> int:
    near = _near(lines[0])
    if np.count_nonzero(near.take(lines[0])) < BAR_SHARE * lines.shape[1]:
        return 0
    alike = near.take(lines)
    share = np.count_nonzero(alike, axis=1) / lines.shape[1]
    plain = share >= BAR_SHARE
    end, rest = int(plain.argmin()), int(plain[::-1].argmin())
    beyond = alike[end + 1 : len(lines) - rest]  # a bar of the same color may stand at the other end
    if end < MIN_BAR * len(lines) or len(beyond) < MIN_LINES or share[end + 1] > STEP_SHARE:
        return 0
    if beyond[:, [0, 1, -2, -1]].mean() > BLEED_SHARE:
        return 0
    # One line more, since the edge may run through it.
    return end + 1


def _near(line: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Which cells look like the commonest one of a line."""
    return np.asarray(table().apart[int(np.bincount(line).argmax())] < FLAT)


def _frame(cells: NDArray[np.uint16]) -> tuple[int, int, int, int]:
    """Top, bottom, left and right thickness of a frame of one color; zeros where there is none."""
    none = (0, 0, 0, 0)
    near = _near(cells[0])
    if table().lab[cells[0, 0], 0] >= LIGHT or near.take(cells[0]).mean() < FRAME_SHARE:
        return none
    alike = near.take(cells)
    height, width = cells.shape
    rows, columns = (np.flatnonzero(alike.mean(axis=axis) < FRAME_SHARE) for axis in (1, 0))
    if min(len(rows), len(columns)) < MIN_LINES:
        return none
    top, bottom = int(rows[0]), height - int(rows[-1]) - 1
    left, right = int(columns[0]), width - int(columns[-1]) - 1
    inside = alike[top : height - bottom, left : width - right]
    sides = (inside[1], inside[-2], inside[:, 1], inside[:, -2])
    if min(top, left, bottom, right) == 0 or max(float(side.mean()) for side in sides) > FRAME_INSIDE:
        return none
    return top + 1, bottom + 1, left + 1, right + 1
