"""Runs of slots and their vectors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from gumsole.index.columns import Slots
from gumsole.records import Matrix, Vector

FAISS: Any = faiss  # what SWIG generates has no types


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A run of slots that begins at `start`; its arrays never move."""

    start: int
    shape: Matrix
    color: Matrix

    @classmethod
    def empty(cls, start: int, rows: int, dimension: int, color_dimension: int) -> Part:
        """A part in memory for so many slots."""
        return cls(
            start, np.zeros((rows, dimension), np.float32), np.zeros((rows, color_dimension), np.float32)
        )

    def put(self, slot: int, shape: Vector, color: Vector) -> None:
        """Write the vectors of one slot."""
        self.shape[slot - self.start] = shape
        self.color[slot - self.start] = color

    @property
    def stop(self) -> int:
        """The slot after the last."""
        return self.start + len(self.shape)


def inner_products(vectors: Matrix, rows: Slots, query: Vector) -> Vector:
    """Dot products of some rows with a query; each row alone, so that equal rows give equal results."""
    out = np.empty(len(rows), np.float32)
    pointers = [FAISS.swig_ptr(array) for array in (out, query, vectors, rows)]
    FAISS.fvec_inner_products_by_idx(*pointers, len(query), 1, len(rows))
    return out


def part_of(parts: Sequence[Part], slot: int) -> Part:
    """The part that a slot lies in."""
    return parts[bisect_right(parts, slot, key=lambda part: part.start) - 1]


def split(parts: Sequence[Part], slots: Slots) -> Iterator[tuple[Part, slice]]:
    """Which of the ascending slots lie in which part."""
    cuts = np.searchsorted(slots, [part.start for part in parts] + [parts[-1].stop if parts else 0])
    for part, first, last in zip(parts, cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        if first < last:
            yield part, slice(first, last)


def exact_cosines(parts: Sequence[Part], slots: Slots, shape: Vector, color: Vector) -> tuple[Vector, Vector]:
    """Cosines of both channels for ascending slots."""
    shapes, colors = np.empty(len(slots), np.float32), np.empty(len(slots), np.float32)
    for part, run in split(parts, slots):
        rows = slots[run] - part.start
        shapes[run] = inner_products(part.shape, rows, shape)
        colors[run] = inner_products(part.color, rows, color)
    return np.clip(shapes, -1, 1, out=shapes), np.clip(colors, -1, 1, out=colors)
