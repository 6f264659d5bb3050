"""Words that an encoder reads: what they mean beside what full text finds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.refine import reciprocal
from gumsole.ranking.shelf import GONE


def fused(named: NDArray[np.int64], meant: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two ranked lists of rows as one: by the sum of what their places count for, the first list on a tie.

    Parameters
    ----------
    named : ndarray of shape (n,), int64
        Rows of the shelf that full text finds, the best first.
    meant : ndarray of shape (m,), int64
        Rows of the photos nearest to the words, the best first; repeated ones count once, `GONE` not at all.
    """
    rows: list[int] = []
    points: dict[int, float] = {}
    for ranked in (named, meant):
        distinct = [row for row in dict.fromkeys(ranked.tolist()) if row != GONE]
        worth = reciprocal(np.arange(1, len(distinct) + 1, dtype=np.float64))
        for row, count in zip(distinct, worth.tolist(), strict=True):
            rows += [] if row in points else [row]
            points[row] = points.get(row, 0.0) + count
    return np.array(sorted(rows, key=lambda row: -points[row]), np.int64)
