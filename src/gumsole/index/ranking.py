"""From the slots that match to the prefix of the exact ranking that a query asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gumsole.index.columns import Columns, Mask, Slots
from gumsole.index.parts import Part, exact_cosines
from gumsole.index.quantizer import Asked, Quantizer
from gumsole.index.scan import Candidates, scan
from gumsole.records import Neighbors, Vector, VectorQuery

# Candidates per group asked for at first, at least so many, and how many times more when they were too few:
# on vectors of real photos four a group hold the answer at once unless color alone decides.
PER_GROUP = 4
FEWEST = 400
DEEPER = 8

# Few matching slots lie farther apart, and fewer candidates hold the answer: three a group of 10,000 slots.
NARROW_ROWS = 20_000
NARROW_PER_GROUP = 3
NARROW_FEWEST = 300

# So many candidates per group are sorted at first.
SHORTLIST = 3

# A tier's answer is taken if slots that it left out would have to be underestimated by so many deviations
# to stand among the first `SURE_ROWS`, or among the rest. On 100,000 photos' vectors, 450 queries at weights
# 0, .2 and .5, none of the first 50 was missed so, and 6 in 10,000 of the rest (2 at 3.5 and 1.5, which took
# up to half longer); where color alone decides they are 1.3 and 0.1, and the codes are scanned.
SURE_ROWS = 50
SURE = 3.2
LIKELY = 0.8

# From here on a tier is asked once more before the codes are scanned, each time for so many times more.
HOPEFUL = 2.0
DEEPER_TIER = 4

# Where color decides, similarities are too close for a tier: beyond this weight codes are scanned, for
# more candidates at once.
TIER_WEIGHT = 0.6

# Keeps the division finite where all estimates are off by the same.
SMALLEST_DEVIATION = 1e-6


def nearest(
    query: VectorQuery, columns: Columns, parts: Sequence[Part], mask: Mask, quantizer: Quantizer
) -> Neighbors:
    """The shortest prefix of the exact ranking that holds `query.groups` groups, or all that match.

    Candidates come from approximate scores. The prefix is final once its last similarity is above the floor
    under which every other slot lies; until then more candidates are fetched.
    """
    asked = Asked(quantizer, query)
    wanted = max(1, query.groups)
    if np.count_nonzero(mask) > NARROW_ROWS:
        count = max(FEWEST, PER_GROUP * wanted)
    else:
        count = max(NARROW_FEWEST, NARROW_PER_GROUP * wanted)
    tiers = query.color_weight <= TIER_WEIGHT
    count *= 1 if tiers else DEEPER_TIER
    attempts = 0
    while True:
        candidates = scan(parts, mask, asked, count, tiers=tiers)
        ranking = _Ranking(query, columns, parts, candidates, wanted)
        if candidates.complete or ranking.settled:
            break
        attempts += 1
        judged = len(candidates.estimates) > 0
        tiers = judged and attempts == 1 and ranking.margins()[0] >= HOPEFUL
        count *= DEEPER_TIER if judged else DEEPER
    return ranking.answer()


class _Ranking:
    """Candidates with exact similarities, the first of them in order."""

    def __init__(
        self,
        query: VectorQuery,
        columns: Columns,
        parts: Sequence[Part],
        candidates: Candidates,
        wanted: int,
    ) -> None:
        embedding, tint = (np.ascontiguousarray(v, np.float32) for v in (query.embedding, query.color))
        weight, slots = np.float32(query.color_weight), candidates.slots
        self._candidates = candidates
        self._shape, self._color = exact_cosines(parts, slots, embedding, tint)
        self._similarity: Vector = (1 - weight) * self._shape + weight * self._color
        self._ids, self._groups = columns.ids[slots], columns.groups[slots]
        self._wanted = wanted
        self._order = self._prefix()

    @property
    def settled(self) -> bool:
        """True if no slot that was left out can stand in the prefix."""
        if self._found < self._wanted or self._similarity[self._order[-1]] <= self._candidates.floor:
            return False
        near, last = self.margins()
        return near >= SURE and last >= LIKELY

    def margins(self) -> tuple[float, float]:
        """Deviations by which a tier must have underestimated a slot for it to stand near, or last.

        The errors of its estimates are known for the best candidates.
        """
        estimates = self._candidates.estimates
        if not len(estimates):
            return np.inf, np.inf
        best = self._sorted[: max(len(self._order), SURE_ROWS)]
        seen = best[best < len(estimates)]
        if len(seen) < SURE_ROWS // 2:
            return -np.inf, -np.inf
        errors = self._similarity[seen] - estimates[seen]
        ends = self._similarity[self._order[[min(SURE_ROWS, len(self._order)) - 1, -1]]]
        middle = float(errors.sum()) / len(errors)
        deviation = math.sqrt(max(float(errors @ errors) / len(errors) - middle**2, 0.0))
        near, last = (ends - self._candidates.cut - middle) / max(deviation, SMALLEST_DEVIATION)
        return float(near), float(last)

    def answer(self) -> Neighbors:
        """The prefix."""
        order = self._order
        return Neighbors(
            ids=self._ids[order],
            groups=self._groups[order],
            similarity=self._similarity[order],
            shape=self._shape[order],
            color=self._color[order],
        )

    def _prefix(self) -> NDArray[np.int64]:
        """The candidates in order up to the last group wanted; few are sorted where few suffice."""
        self._sorted = self._in_order(SHORTLIST * self._wanted + SURE_ROWS)
        length, self._found = prefix(self._groups[self._sorted], self._wanted)
        if self._found < self._wanted and len(self._sorted) < len(self._ids):
            self._sorted = self._in_order(len(self._ids))
            length, self._found = prefix(self._groups[self._sorted], self._wanted)
        return self._sorted[:length]

    def _in_order(self, count: int) -> NDArray[np.int64]:
        """The best `count` candidates and those that tie with the last, nearest first, ties by id."""
        similarity = self._similarity
        rows = np.arange(len(similarity))
        if 2 * count < len(similarity):
            rows = np.flatnonzero(similarity >= np.partition(similarity, -count)[-count])
        nearest_first = -similarity[rows]
        order = np.argsort(nearest_first)
        ordered = nearest_first[order]
        if np.any(ordered[1:] == ordered[:-1]):  # ties are rare, and sorting by two keys is slow
            order = np.lexsort((self._ids[rows], nearest_first))
        return rows[order]


def prefix(groups: Slots, wanted: int) -> tuple[int, int]:
    """Length of the shortest prefix with so many groups, or of all; and how many groups it has."""
    names = groups.tolist()
    seen = set(names[:wanted])
    length = len(names[:wanted])
    while len(seen) < wanted and length < len(names):
        seen.add(names[length])
        length += 1
    return length, len(seen)
