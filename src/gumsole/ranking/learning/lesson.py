"""What is learned from: embeddings, and what each of them shows."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Entry, Matrix, Vector

# What is judged by a fold was not seen by the others; five leave four fifths to learn from (Kohavi 1995
# found five to ten folds the least biased for the work they cost).
FOLDS = 5
# Catalog photos learned from at most, all categories together: 50 MB of embeddings.
MAX_PHOTOS = 50_000
# Of a category with many photos at most this many, however few categories there are.
MAX_OF_CATEGORY = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """Photos and their places in the store's tree.

    Attributes
    ----------
    embeddings : ndarray of shape (n, d), float32
        Centered and unit length.
    paths, groups : sequences of length n
        Category (empty where the store names none) and product group of each.
    """

    embeddings: Matrix
    paths: Sequence[tuple[str, ...]]
    groups: Sequence[str]

    def folds(self) -> NDArray[np.int64]:
        """The fold of each photo; photos of one group are never apart."""
        return np.array([fold_of(group) for group in self.groups], np.int64)


def fold_of(group: str) -> int:
    """A group's fold: by its name alone, so that it is the same on every run."""
    return zlib.crc32(group.encode()) % FOLDS


@dataclass(slots=True)
class Sampler:
    """Takes catalog photos for a lesson as they pass, so many of each category at most.

    Parameters
    ----------
    categories : int
        How many the store has.
    """

    categories: int
    _embeddings: list[Vector] = field(default_factory=list)
    _paths: list[tuple[str, ...]] = field(default_factory=list)
    _groups: list[str] = field(default_factory=list)
    _taken: defaultdict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def take(self, entries: Sequence[Entry]) -> None:
        """Look at the next centered entries; those without a category teach nothing here."""
        most = min(MAX_OF_CATEGORY, MAX_PHOTOS // max(1, self.categories) + 1)
        for entry in entries:
            if entry.category and self._taken[entry.category] < most:
                self._taken[entry.category] += 1
                self._embeddings.append(entry.embedding)
                self._paths.append(entry.category)
                self._groups.append(entry.group)

    def lesson(self, dimension: int) -> Lesson:
        """What was taken; it is handed over, for it may be most of the memory of an ingest."""
        taken = np.asarray(self._embeddings, np.float32).reshape(-1, dimension)
        self._embeddings.clear()
        return Lesson(taken, tuple(self._paths), tuple(self._groups))
