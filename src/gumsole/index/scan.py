"""Candidates: the slots with the best approximate scores, and a floor under which all others lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gumsole.index.columns import Mask, Slots
from gumsole.index.parts import Part
from gumsole.index.quantizer import Asked
from gumsole.records import Vector

# Few matching slots of a part are compared exactly at once: so many, and one more for every so many slots
# that a scan would pass (AVX2, 320 components: a scattered row of float32 takes 0.25 us, a tier's 5 ns).
DIRECT_ROWS = 3000
SCANNED_FOR_ONE = 50

# Where so many candidates are needed that most rows would be compared exactly in the end, they are at once.
DIRECT_PER_CANDIDATE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Some of the matching slots, and what is known of the others.

    Attributes
    ----------
    slots : ndarray of shape (n,), int64
        Ascending.
    floor : float
        Matching slots that are not here have no similarity above it, but for those of a tier.
    estimates : ndarray of shape (m,), float32
        What a tier says of the first `m` slots; other slots of its part have estimates of at most `cut`.
    """

    slots: Slots
    floor: float
    estimates: Vector
    cut: float

    @property
    def complete(self) -> bool:
        """True if every matching slot is here."""
        return self.floor == -np.inf and self.cut == -np.inf


NO_ESTIMATES = np.zeros(0, np.float32)


def scan(parts: Sequence[Part], mask: Mask, query: Asked, count: int, *, tiers: bool) -> Candidates:
    """The `count` best of each part's matching slots, by a tier where one may be used, else by codes."""
    found = [_of_part(part, mask[part.start : part.stop], query, count, tiers=tiers) for part in parts]
    if len(found) == 1:
        return found[0]
    return Candidates(
        np.concatenate([np.zeros(0, np.int64), *(each.slots for each in found)]),
        max((each.floor for each in found), default=-np.inf),
        found[0].estimates if found else NO_ESTIMATES,
        found[0].cut if found else -np.inf,
    )


def _of_part(part: Part, mask: Mask, query: Asked, count: int, *, tiers: bool) -> Candidates:
    matching = int(np.count_nonzero(mask))
    if matching <= max(DIRECT_PER_CANDIDATE * count, DIRECT_ROWS + len(mask) // SCANNED_FOR_ONE):
        return Candidates(np.flatnonzero(mask) + part.start, -np.inf, NO_ESTIMATES, -np.inf)
    chosen = None if matching == len(mask) else mask
    if tiers and part.tier is not None:
        rows, estimates = part.tier.best(query.turned, count, chosen)
        order = np.argsort(rows)
        return Candidates(rows[order] + part.start, -np.inf, estimates[order], float(estimates.min()))
    code = query.code
    rows, products = part.codes.best(code.steps, count, chosen)
    floor = float(products.min()) * code.unit + code.bound(part.residues)
    return Candidates(np.sort(rows) + part.start, floor, NO_ESTIMATES, -np.inf)
