"""Candidates: the slots with the best approximate scores, and a floor below which all others lie."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gumsole.index.codes import PLAIN_ROWS, Codes, new_codes
from gumsole.index.columns import Mask, Slots
from gumsole.index.parts import Part
from gumsole.index.quantizer import QueryCode
from gumsole.records import Vector

# Matching rows are copied together and scored rather than picked out of a full scan below this share
# (400,000 random rows of 320 bytes, AVX2: 7.8 against 9.5 ms at 20 %, 17.8 against 11.9 at 50 %).
SPARSE_SHARE = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Some of the matching slots, and what is known of the others.

    Attributes
    ----------
    slots : ndarray of shape (n,), int64
        Ascending.
    floor : float
        No other matching slot has a similarity above it; minus infinity where there is no other.
    """

    slots: Slots
    floor: float


class _Scratch(threading.local):
    """Room to copy rows together, one a thread."""

    codes: Codes | None = None


_SCRATCH = _Scratch()


def scan(parts: Sequence[Part], mask: Mask, query: QueryCode, count: int) -> Candidates:
    """The `count` best of each part's matching slots by their codes."""
    found = [_of_part(part, mask[part.start : part.stop], query, count) for part in parts]
    slots = [candidates.slots for candidates in found]
    floor = max((candidates.floor for candidates in found), default=-np.inf)
    return Candidates(np.concatenate([np.zeros(0, np.int64), *slots]), floor)


def _of_part(part: Part, mask: Mask, query: QueryCode, count: int) -> Candidates:
    matching = int(np.count_nonzero(mask))
    if matching <= count:
        return Candidates(np.flatnonzero(mask) + part.start, -np.inf)
    if matching < SPARSE_SHARE * len(mask):
        rows, products = _gathered(part.codes, np.flatnonzero(mask), query.steps, count)
    else:
        rows, products = part.codes.best(query.steps, count, None if matching == len(mask) else mask)
    floor = float(products.min()) * query.unit + query.bound((part.residues[0], part.residues[1]))
    return Candidates(np.sort(rows) + part.start, floor)


def _gathered(codes: Codes, rows: Slots, steps: Vector, count: int) -> tuple[Slots, Vector]:
    """The `count` best of some rows, copied together block by block."""
    found_rows, found_products = [], []
    for start in range(0, len(rows), PLAIN_ROWS):
        block = rows[start : start + PLAIN_ROWS]
        scratch = _scratch(codes.rows.shape[1])
        np.take(codes.rows, block, axis=0, out=scratch.rows[: len(block)], mode="clip")
        mask = None if len(block) == PLAIN_ROWS else np.arange(PLAIN_ROWS) < len(block)
        places, products = scratch.best(steps, count, mask)
        found_rows.append(block[places])
        found_products.append(products)
    products = np.concatenate(found_products)
    top = np.argpartition(products, -count)[-count:]
    return np.concatenate(found_rows)[top], products[top]


def _scratch(dimension: int) -> Codes:
    if _SCRATCH.codes is None or _SCRATCH.codes.rows.shape[1] != dimension:
        _SCRATCH.codes = new_codes(PLAIN_ROWS, dimension)
    return _SCRATCH.codes
