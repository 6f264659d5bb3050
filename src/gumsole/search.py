"""Story two: an upload becomes signals, neighbors, candidates, hits, an answer.

upload ─▶ signals ─▶ neighbors ─▶ candidates ─▶ hits ─▶ answer
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gumsole.errors import BadQuery
from gumsole.images.analysis import Analyzer
from gumsole.images.domain import centered
from gumsole.index.contract import Index
from gumsole.records import (
    Answer,
    Box,
    Candidate,
    Filter,
    Hit,
    Neighbors,
    Passport,
    Signals,
    Timing,
    VectorQuery,
)
from gumsole.store import Store

# A first page; more come by asking for more.
DEFAULT_LIMIT = 24


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a shopper asks besides the photo.

    Attributes
    ----------
    crop : Box or None
        The part of the photo that is meant.
    color_weight : float or None
        Share of color in the similarity, in [0, 1]; None takes the passport's.
    limit : int
        Hits at most.
    """

    crop: Box | None = None
    filter: Filter = Filter()
    color_weight: float | None = None
    limit: int = DEFAULT_LIMIT


class Searcher:
    """A store that can be asked."""

    def __init__(
        self, *, store: Store, index: Index, analyzer: Analyzer, passport: Passport, groups: int
    ) -> None:
        self._store = store
        self._index = index
        self._analyzer = analyzer
        self._passport = passport
        self._groups = groups

    def search(self, photo: bytes, request: SearchRequest = SearchRequest()) -> Answer:
        """Products that look like the photo, nearest first, one per group.

        Raises
        ------
        BadPhoto
            If the bytes are no photo or outside the limits.
        BadQuery
            If the color weight is outside [0, 1] or the limit below 1.
        """
        watch = _Stopwatch()
        analysis = self._analyzer.analyze(photo, crop=request.crop)
        watch.lap("signals")
        neighbors = self.neighbors(analysis.signals, request)
        watch.lap("neighbors")
        hits = self._hits(self._candidates(neighbors, request.limit))
        watch.lap("hits")
        return Answer(hits, analysis.signals.boxes, analysis.signals.palette, watch.timings)

    def neighbors(self, signals: Signals, request: SearchRequest = SearchRequest()) -> Neighbors:
        """Photos of the catalog near an upload's signals."""
        weight = self._passport.color_weight if request.color_weight is None else request.color_weight
        if not 0 <= weight <= 1:
            raise BadQuery(f"the color weight is a share between 0 and 1, got {weight}")
        if request.limit < 1:
            raise BadQuery(f"the limit is 1 or more, got {request.limit}")
        embedding = centered(signals.embedding, self._passport.upload_mean)
        groups = max(self._groups, request.limit)
        return self._index.search(VectorQuery(embedding, signals.color, weight, request.filter, groups))

    def _candidates(self, neighbors: Neighbors, limit: int) -> list[Candidate]:
        """The nearest photo of each group, nearest groups first."""
        _, first = np.unique(neighbors.groups, return_index=True)
        shown = np.sort(first)[:limit]
        places = self._store.entries.places(neighbors.ids[shown].tolist())
        return [
            Candidate(
                group=place.group,
                sku=place.sku,
                entry=place.id,
                photo=place.photo,
                similarity=float(neighbors.similarity[row]),
                shape=float(neighbors.shape[row]),
                color=float(neighbors.color[row]),
            )
            for row in shown
            if (place := places.get(int(neighbors.ids[row])))
        ]

    def _hits(self, candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """What is sold now: another process may have retired a product since the index was brought up."""
        known = self._store.products.get_many([candidate.sku for candidate in candidates])
        return tuple(
            Hit(candidate, listing.product, listing.offer)
            for candidate in candidates
            if (listing := known.get(candidate.sku)) and not listing.retired
        )


def categories_named(text: str, known: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Paths of the store's tree that `text` means: `Seating > Sofas`, or any one name on a path.

    Raises
    ------
    BadQuery
        If the store has no such category; the message suggests the nearest name.
    """
    wanted = tuple(name.strip().casefold() for name in text.split(">"))
    names: dict[str, str] = {}
    found = set()
    for path in known:
        folded = tuple(name.casefold() for name in path)
        names.update(zip(folded, path, strict=True))
        for start in range(len(path) - len(wanted) + 1):
            if folded[start : start + len(wanted)] == wanted:
                found.add(path[: start + len(wanted)])
    if not found:
        near = difflib.get_close_matches(wanted[-1], names, n=1)
        hint = f"; did you mean {names[near[0]]!r}?" if near else ""
        raise BadQuery(f"the store has no category {text!r}{hint}")
    return tuple(sorted(found))


class _Stopwatch:
    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._timings: list[Timing] = []

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._timings.append(Timing(stage, (now - self._last) * 1000))
        self._last = now

    @property
    def timings(self) -> tuple[Timing, ...]:
        return tuple(self._timings)
