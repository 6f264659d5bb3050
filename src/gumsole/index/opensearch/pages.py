"""Documents that were found, page by page, until they are groups enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from gumsole.index.names import key
from gumsole.index.opensearch.documents import Layout
from gumsole.index.parts import products
from gumsole.index.ranking import prefix
from gumsole.records import Neighbors, VectorQuery

# What is fetched of a document, besides its id, which it is sorted by.
FIELDS = ("group", "exact")


@dataclass(frozen=True, slots=True)
class Hit:
    """What is fetched of a document."""

    id: int
    group: str
    exact: str

    @classmethod
    def of(cls, hit: dict[str, Any]) -> Self:
        """From a page sorted by score and id."""
        fields = hit["fields"]
        return cls(hit["sort"][1], fields["group"][0], fields["exact"][0])


class Found:
    """What was found for a query so far."""

    def __init__(self, query: VectorQuery, layout: Layout) -> None:
        self.wanted = max(1, query.groups)
        self._query = query
        self._layout = layout
        self._hits: dict[int, Hit] = {}
        self._groups: set[str] = set()

    @property
    def enough(self) -> bool:
        """True once there are as many groups as were asked for."""
        return len(self._groups) >= self.wanted

    def add(self, hits: Sequence[Hit]) -> None:
        """Add a page; what was written in between may come twice."""
        self._hits.update((hit.id, hit) for hit in hits)
        self._groups.update(hit.group for hit in hits)

    def neighbors(self) -> Neighbors:
        """The shortest prefix with groups enough, by similarities computed here."""
        hits = list(self._hits.values())
        ids = np.array([hit.id for hit in hits], np.int64)
        groups = np.array([key(hit.group) for hit in hits], np.int64)
        rows = np.arange(len(hits))
        channels = self._layout.exact([hit.exact for hit in hits])
        asked = (self._query.embedding, self._query.color)
        shape, color = (
            np.clip(products(held, rows, np.ascontiguousarray(wanted, np.float32)), -1, 1)
            for held, wanted in zip(channels, asked, strict=True)
        )
        weight = np.float32(self._query.color_weight)
        similarity = (1 - weight) * shape + weight * color
        order = np.lexsort((ids, -similarity))
        order = order[: prefix(groups[order], self.wanted)[0]]
        return Neighbors(ids[order], groups[order], similarity[order], shape[order], color[order])
