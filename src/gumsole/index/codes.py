"""Bytes that a vector library scans: rows are written in place, searches see them at once."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import faiss
import numpy as np

from gumsole.index.columns import Mask, Slots
from gumsole.index.quantizer import OFFSET, Bytes
from gumsole.records import Vector

FAISS: Any = faiss  # what SWIG generates has no types

# Rows that stay in the second-level cache between being copied and being scored.
PLAIN_ROWS = 2048


class Codes(Protocol):
    """Rows of bytes at fixed places."""

    @property
    def rows(self) -> Bytes:
        """The bytes, of shape (rows, dimension), to be written in place."""

    def best(self, steps: Vector, count: int, mask: Mask | None = None) -> tuple[Slots, Vector]:
        """At most `count` rows with the largest dot products, among all or the masked ones."""


class ScannedCodes:
    """Codes inside a faiss scalar quantizer, which scans them with integer instructions.

    The array is a view of the quantizer's own memory and keeps it alive.
    """

    def __init__(self, rows: int, dimension: int) -> None:
        self._index = FAISS.IndexScalarQuantizer(
            dimension, FAISS.ScalarQuantizer.QT_8bit_direct_signed, FAISS.METRIC_INNER_PRODUCT
        )
        self._index.codes.resize(rows * dimension)
        self._index.ntotal = rows
        self.rows: Bytes = FAISS.rev_swig_ptr(self._index.codes.data(), rows * dimension).reshape(
            rows, dimension
        )

    def best(self, steps: Vector, count: int, mask: Mask | None = None) -> tuple[Slots, Vector]:
        """At most `count` rows with the largest dot products, among all or the masked ones."""
        chosen = None
        if mask is not None:
            bits = np.packbits(mask, bitorder="little")
            chosen = FAISS.SearchParameters(sel=FAISS.IDSelectorBitmap(bits))
        FAISS.omp_set_num_threads(
            1
        )  # one query has no use for a team; the setting is the calling thread's own
        products, rows = self._index.search(steps[None], min(count, len(self.rows)), params=chosen)
        return rows[0][rows[0] >= 0], products[0][rows[0] >= 0]


class PlainCodes:
    """The same with numpy alone, several times slower."""

    def __init__(self, rows: int, dimension: int) -> None:
        self.rows: Bytes = np.zeros((rows, dimension), np.uint8)

    def best(self, steps: Vector, count: int, mask: Mask | None = None) -> tuple[Slots, Vector]:
        """At most `count` rows with the largest dot products, among all or the masked ones."""
        rows = np.arange(len(self.rows)) if mask is None else np.flatnonzero(mask)
        products = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), PLAIN_ROWS):
            block = slice(start, start + PLAIN_ROWS)
            products[block] = (self.rows[rows[block]].astype(np.float32) - OFFSET) @ steps
        top = np.argpartition(products, -count)[-count:] if count < len(rows) else np.arange(len(rows))
        return rows[top], products[top]


def new_codes(rows: int, dimension: int) -> Codes:
    """Codes of the fastest kind that works here."""
    return ScannedCodes(rows, dimension) if scans_in_place() else PlainCodes(rows, dimension)


@cache
def scans_in_place() -> bool:
    """True if this build of faiss sees rows written into its memory and scores them as numpy does."""
    try:
        return agrees(ScannedCodes)
    except (AttributeError, TypeError, ValueError, RuntimeError):
        return False


def agrees(kind: type[ScannedCodes] | type[PlainCodes]) -> bool:
    """True if codes of a kind score 64 random rows as integers do, masked and not."""
    rng = np.random.default_rng(0)
    rows, steps = rng.integers(1, 256, (64, 40), np.uint8), rng.integers(-127, 128, 40).astype(np.float32)
    mask = np.arange(64) % 3 == 0
    truth = (rows.astype(np.int64) - OFFSET) @ steps.astype(np.int64)
    codes = kind(64, 40)
    codes.rows[:] = rows
    return all(_same(codes, steps, truth, chosen) for chosen in (None, mask))


def _same(codes: Codes, steps: Vector, truth: Slots, mask: Mask | None) -> bool:
    rows, products = codes.best(steps, 5, mask)
    wanted = np.sort(truth if mask is None else truth[mask])[-5:]
    return bool(np.array_equal(truth[rows], products) and np.array_equal(np.sort(products), wanted))
