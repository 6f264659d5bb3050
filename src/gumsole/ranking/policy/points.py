"""Points, the unit of a score: hundredths of cosine similarity.

Points lie on a grid of 1/1024. Sums of them are exact in floating point, in whatever order they are taken, so
that the reasons of a hit add up to its score to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

GRID = 1024.0
PER_COSINE = 100.0


def on_grid(points: NDArray[np.floating[Any]] | float) -> NDArray[np.float64]:
    """The nearest points of the grid; at most half a thousandth away."""
    return np.round(np.asarray(points, dtype=np.float64) * GRID) / GRID


def likeness(similarity: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Points for being alike.

    Parameters
    ----------
    similarity : ndarray of shape (n,)
        Cosine, in [-1, 1].

    Returns
    -------
    ndarray of shape (n,), float64
        In [-100, 100].
    """
    return on_grid(np.asarray(similarity, dtype=np.float64) * PER_COSINE)
