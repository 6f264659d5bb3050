"""From the slots that match to the prefix of the exact ranking that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gumsole.index.columns import Columns, Mask, Slots
from gumsole.index.parts import Part, exact_cosines
from gumsole.index.quantizer import Quantizer
from gumsole.index.scan import scan
from gumsole.records import Neighbors, VectorQuery

# Candidates per group asked for at first, and how many times more when they were too few: on real photos
# five a group hold the answer at once unless color alone decides.
PER_GROUP = 5
FEWEST = 1000
DEEPER = 4


def nearest(
    query: VectorQuery, columns: Columns, parts: Sequence[Part], mask: Mask, quantizer: Quantizer
) -> Neighbors:
    """The shortest prefix of the exact ranking that holds `query.groups` groups, or all that match.

    Candidates come from approximate scores. The prefix is final once its last similarity is above the floor
    under which every other slot lies; until then more candidates are fetched.
    """
    code = quantizer.query(query)
    count = max(FEWEST, PER_GROUP * query.groups)
    while True:
        candidates = scan(parts, mask, code, count)
        answer = ranked(query, columns, parts, candidates.slots)
        enough = (
            len(answer.ids) and answer.similarity[-1] > candidates.floor and _groups(answer) >= query.groups
        )
        if enough or candidates.floor == -np.inf:
            return answer
        count *= DEEPER


def ranked(query: VectorQuery, columns: Columns, parts: Sequence[Part], slots: Slots) -> Neighbors:
    """Exact ranking of some ascending slots, cut after the last group needed."""
    embedding, tint = (np.ascontiguousarray(v, np.float32) for v in (query.embedding, query.color))
    shape, color = exact_cosines(parts, slots, embedding, tint)
    weight = np.float32(query.color_weight)
    similarity = (1 - weight) * shape + weight * color
    ids, groups = columns.ids[slots], columns.groups[slots]
    order = np.lexsort((ids, -similarity))
    order = order[: prefix(groups[order], query.groups)]
    return Neighbors(ids[order], groups[order], similarity[order], shape[order], color[order])


def prefix(groups: Slots, wanted: int) -> int:
    """Length of the shortest prefix with so many distinct groups; all where there are fewer."""
    first_seen = np.sort(np.unique(groups, return_index=True)[1])
    return int(first_seen[wanted - 1]) + 1 if 0 < wanted <= len(first_seen) else len(groups)


def _groups(answer: Neighbors) -> int:
    return len(np.unique(answer.groups))
