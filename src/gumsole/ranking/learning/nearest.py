"""The catalog photos nearest to many questions at once, as the catalog passes by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Entry, Matrix

# Photos kept for each question: a page of groups, with room for groups of many photos.
DEPTH = 256


class Nearest:
    """Keeps the nearest entries of each question.

    Parameters
    ----------
    embeddings : ndarray of shape (q, d), float32
        Of the questions, centered and unit length.
    colors : ndarray of shape (q, c), float32
    color_weight : float
        Share of color in the similarity, in [0, 1].

    Attributes
    ----------
    ids : ndarray of shape (q, m), int64
        Nearest first.
    shape, color : ndarray of shape (q, m), float32
        Cosines of the two channels.
    """

    def __init__(self, embeddings: Matrix, colors: Matrix, color_weight: float) -> None:
        self._embeddings = embeddings
        self._colors = colors
        self._weight = color_weight
        self.ids: NDArray[np.int64] = np.zeros((len(embeddings), 0), np.int64)
        self.shape: Matrix = np.zeros((len(embeddings), 0), np.float32)
        self.color: Matrix = np.zeros((len(embeddings), 0), np.float32)

    def take(self, entries: Sequence[Entry]) -> None:
        """Look at the next centered entries."""
        here = np.array([entry.id for entry in entries], np.int64)
        shape = self._embeddings @ np.stack([entry.embedding for entry in entries]).T
        color = self._colors @ np.stack([entry.color for entry in entries]).T
        ids = np.concatenate([self.ids, np.broadcast_to(here, (len(self.ids), len(here)))], axis=1)
        shape = np.concatenate([self.shape, shape], axis=1)
        color = np.concatenate([self.color, color], axis=1)
        similarity = (1 - self._weight) * shape + self._weight * color
        best = _best(similarity)
        self.ids, self.shape, self.color = (
            np.take_along_axis(one, best, axis=1) for one in (ids, shape, color)
        )


def _best(similarity: Matrix) -> NDArray[np.int64]:
    """Columns of the `DEPTH` highest of each row, highest first."""
    if similarity.shape[1] <= DEPTH:
        return np.argsort(-similarity, axis=1, kind="stable")
    some = np.argpartition(-similarity, DEPTH - 1, axis=1)[:, :DEPTH]
    order = np.argsort(-np.take_along_axis(similarity, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1)
