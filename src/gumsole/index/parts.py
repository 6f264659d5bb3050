"""Runs of slots: their exact vectors and their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from gumsole.index.codes import Codes, new_codes
from gumsole.index.columns import Slots
from gumsole.index.quantizer import Quantizer
from gumsole.index.tier import Tier
from gumsole.records import Matrix, Vector

FAISS: Any = faiss  # what SWIG generates has no types


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A run of slots that begins at `start`; its arrays never move.

    Attributes
    ----------
    shape, color : ndarray of shape (slots, d), float32
        Exact vectors: in memory, or mapped read-only from a snapshot.
    codes : Codes
        The same as bytes.
    residues : list of two floats
        Largest residue of each channel ever written here; they only grow.
    tier : Tier or None
        A faster scan of the same rows, where they never change.
    """

    start: int
    shape: Matrix
    color: Matrix
    codes: Codes
    residues: list[float] = field(default_factory=lambda: [0.0, 0.0])
    tier: Tier | None = None

    @classmethod
    def empty(cls, start: int, rows: int, quantizer: Quantizer) -> Part:
        """A part in memory for so many slots."""
        shape, color = (np.zeros((rows, dimension), np.float32) for dimension in quantizer.dimensions)
        return cls(start, shape, color, new_codes(rows, sum(quantizer.widths)))

    @property
    def stop(self) -> int:
        """The slot after the last."""
        return self.start + len(self.shape)

    def put(self, slots: Slots, shape: Matrix, color: Matrix, quantizer: Quantizer) -> None:
        """Write the vectors of slots that no reader sees."""
        rows = slots - self.start
        codes, residues = quantizer.encode(shape, color)
        self.residues[:] = map(max, self.residues, residues)
        self.shape[rows], self.color[rows], self.codes.rows[rows] = shape, color, codes


def split(parts: Sequence[Part], slots: Slots) -> Iterator[tuple[Part, slice]]:
    """Which of the ascending slots lie in which part."""
    cuts = np.searchsorted(slots, [part.start for part in parts]).tolist()
    for part, first, last in zip(parts, cuts, [*cuts[1:], len(slots)], strict=False):
        if first < last:
            yield part, slice(first, last)


def mapped(path: Path, dimension: int) -> Matrix:
    """A flat file of vectors, read-only; its pages are the system's to keep or to drop."""
    rows = path.stat().st_size // (4 * dimension)
    return (
        np.memmap(path, np.float32, "r", shape=(rows, dimension))
        if rows
        else np.zeros((0, dimension), np.float32)
    )


def vectors_of(parts: Sequence[Part], slots: Slots) -> tuple[Matrix, Matrix]:
    """Exact vectors of slots in any order."""
    shape = np.empty((len(slots), parts[0].shape.shape[1]), np.float32)
    color = np.empty((len(slots), parts[0].color.shape[1]), np.float32)
    for part in parts:
        here = np.flatnonzero((part.start <= slots) & (slots < part.stop))
        shape[here], color[here] = part.shape[slots[here] - part.start], part.color[slots[here] - part.start]
    return shape, color


def exact_cosines(parts: Sequence[Part], slots: Slots, shape: Vector, color: Vector) -> tuple[Vector, Vector]:
    """Cosines of both channels for ascending slots."""
    shapes, colors = np.empty(len(slots), np.float32), np.empty(len(slots), np.float32)
    for part, run in split(parts, slots):
        rows = slots[run] - part.start
        shapes[run] = products(part.shape, rows, shape)
        colors[run] = products(part.color, rows, color)
    return np.clip(shapes, -1, 1, out=shapes), np.clip(colors, -1, 1, out=colors)


def products(vectors: Matrix, rows: Slots, query: Vector) -> Vector:
    """Dot products of some rows with a query; each row alone, so that equal rows give equal results."""
    out = np.empty(len(rows), np.float32)
    pointers = [FAISS.swig_ptr(array) for array in (out, query, vectors, rows)]
    FAISS.omp_set_num_threads(1)
    FAISS.fvec_inner_products_by_idx(*pointers, len(query), 1, len(rows))
    return out
