"""From the slots that match to the prefix of the exact ranking that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gumsole.index.columns import Columns, Mask, Slots
from gumsole.index.parts import Part, exact_cosines
from gumsole.records import Neighbors, VectorQuery


def nearest(query: VectorQuery, columns: Columns, parts: Sequence[Part], mask: Mask) -> Neighbors:
    """The shortest prefix of the exact ranking that holds `query.groups` groups, or all that match."""
    return ranked(query, columns, parts, np.flatnonzero(mask))


def ranked(query: VectorQuery, columns: Columns, parts: Sequence[Part], slots: Slots) -> Neighbors:
    """Exact ranking of some slots, cut after the last group needed."""
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
    return int(first_seen[wanted - 1]) + 1 if len(first_seen) >= wanted else len(groups)
