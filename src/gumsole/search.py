"""Story two: an upload becomes signals, neighbors, candidates, hits, an answer.

upload ─▶ signals ─▶ neighbors ─▶ candidates ─▶ hits ─▶ answer
                     └──── again, looser, while too little was found: the ladder ────┘
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from gumsole.errors import BadQuery, NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.domain import centered
from gumsole.index.contract import Neighborhood
from gumsole.ranking import aisles
from gumsole.ranking.answering.asking import (
    DEFAULT_LIMIT,
    SearchRequest,
    Sight,
    moment_of,
    refuse_nonsense,
)
from gumsole.ranking.answering.clerk import Clerk, Counter, Visit
from gumsole.ranking.answering.hits import Listed
from gumsole.ranking.candidates import Moment
from gumsole.ranking.facets import facets
from gumsole.ranking.favorites import favorites, is_under
from gumsole.ranking.pages import RankedLists
from gumsole.ranking.policy import Policy
from gumsole.ranking.refine import Wish
from gumsole.ranking.shelf import GONE, Shelf
from gumsole.records import (
    Answer,
    BandClaim,
    CategoryGuess,
    Facet,
    Guess,
    Neighbors,
    Passport,
    Signals,
    Timing,
)
from gumsole.store import EncoderKey, Store, key_of

__all__ = ["DEFAULT_LIMIT", "Counter", "SearchRequest", "Searcher"]

NOTHING_ELSE = SearchRequest()

# A whole ranked list, and the answer that its pages belong to.
RankedAnswer = tuple[Listed, Answer]


class Searcher:
    """A store that can be asked.

    Parameters
    ----------
    lists : RankedLists, optional
        Where ranked lists are kept for further pages; of its own by default.
    """

    def __init__(
        self,
        *,
        store: Store,
        index: Neighborhood,
        analyzer: Analyzer,
        passport: Passport,
        counter: Counter,
        lists: RankedLists[RankedAnswer] | None = None,
    ) -> None:
        self._store = store
        self._index = index
        self._analyzer = analyzer
        self._passport = passport
        self._counter = counter
        self._clerk = Clerk(store, index.search, passport, counter)
        self._lists = RankedLists[RankedAnswer]() if lists is None else lists

    def search(self, photo: bytes | None, request: SearchRequest = NOTHING_ELSE) -> Answer:
        """Products that look like the photo, or that the words name, and can be bought: the best first.

        Raises
        ------
        BadPhoto
            If the bytes are no photo or outside the limits.
        BadQuery
            If there is neither photo nor product nor words, or a value of the request makes no sense.
        NotFound
            If the product that more is wanted of is not in the store, or has no photo.
        """
        watch = _Stopwatch()
        refuse_nonsense(photo, request)
        shelf = self._counter.shelf.catch_up()
        sight = self._seen(photo, request, shelf)
        moment = moment_of(request, self._policy, now_s=self._counter.clock())
        watch.lap("signals")
        listed, answer = self._clerk.answered(Visit(request, sight, shelf, moment))
        query_id = self._lists.put((listed, answer), nbytes=listed.ranked.nbytes, session=request.session)
        watch.lap("ranking")
        hits = listed.page(1, shelf, self._store, now_s=moment.now_s)
        watch.lap("hits")
        seen = sight.signals if sight else None
        return replace(answer, query_id=query_id, hits=hits, timings=watch.timings, seen=seen)

    def page(self, query_id: str, number: int) -> Answer:
        """A page of an answer's ranked list, counted from 1; what cannot be bought any more is left out.

        Raises
        ------
        NotFound
            If the answer is no longer kept.
        BadQuery
            If the number is below 1.
        """
        if number < 1:
            raise BadQuery(f"pages are counted from 1, got {number}")
        listed, answer = self._lists.get(query_id)
        shelf = self._counter.shelf.catch_up()
        hits = listed.page(number, shelf, self._store, now_s=self._counter.clock())
        return replace(answer, query_id=query_id, hits=hits)

    def facets(self) -> tuple[Facet, ...]:
        """What all that is on offer now can be narrowed by, with counts of product groups."""
        shelf, moment = self._now()
        return facets(shelf, favorites(shelf, self._clerk.offers(shelf, moment)), now_s=moment.now_s)

    def aisle(
        self, under: tuple[str, ...] = (), *, page: int = 1, limit: int = DEFAULT_LIMIT
    ) -> aisles.Aisle:
        """What is on offer under a category, the best sellers first; the empty path is the whole store."""
        shelf, moment = self._now()
        offered = self._clerk.offers(shelf, moment)
        if under:
            offered &= is_under(shelf, np.arange(len(shelf)), [under])
        return aisles.aisle(self._store, shelf, moment, offered, page=page, limit=limit)

    def tile(self, sku: str) -> aisles.Tile:
        """A product as it lies in its aisle, sold out or not.

        Raises
        ------
        NotFound
            If it is not in the store.
        """
        shelf, moment = self._now()
        rows = shelf.rows_of_skus([sku])
        found = aisles.tiles(self._store, shelf, moment, rows) if rows[0] != GONE else ()
        if not found:
            raise NotFound(f"no product with sku {sku!r} in this store")
        return found[0]

    def categories(self) -> dict[tuple[str, ...], int]:
        """Categories in which something is on offer, every level of them, with counts of groups."""
        shelf, moment = self._now()
        return aisles.stocked(shelf, self._clerk.offers(shelf, moment))

    def can_be_bought(self, sku: str) -> bool:
        """True if the policy lets the product be sold now; False where it is not in the store."""
        shelf, moment = self._now()
        rows = shelf.rows_of_skus([sku])
        return bool(rows[0] != GONE and moment.sellable(shelf, rows)[0])

    def neighbors(self, signals: Signals, request: SearchRequest = NOTHING_ELSE) -> Neighbors:
        """Photos of the catalog near an upload's signals, before anything is judged."""
        near = self._clerk.near(self._of_upload(signals), Wish())
        return near(request.filter, self._clerk.weight(request))

    def under(self, policy: Policy) -> Searcher:
        """The same store under another policy; ranked lists are shared."""
        counter = replace(self._counter, judges=replace(self._counter.judges, policy=policy))
        return Searcher(
            store=self._store,
            index=self._index,
            analyzer=self._analyzer,
            passport=self._passport,
            counter=counter,
            lists=self._lists,
        )

    @property
    def key(self) -> EncoderKey:
        """What the signals that are searched were made with."""
        return key_of(self._passport)

    @property
    def claims(self) -> tuple[BandClaim, ...]:
        """What was measured of each band at calibration."""
        return self._counter.judges.bands.claims

    @property
    def _policy(self) -> Policy:
        return self._counter.judges.policy

    def _now(self) -> tuple[Shelf, Moment]:
        """The shelf, and what decides what of it can be sold to anybody."""
        shelf = self._counter.shelf.catch_up()
        return shelf, moment_of(NOTHING_ELSE, self._policy, now_s=self._counter.clock())

    def _seen(self, photo: bytes | None, request: SearchRequest, shelf: Shelf) -> Sight | None:
        """What there is to look for; None where words alone say it."""
        if photo is not None:
            return self._of_upload(self._analyzer.analyze(photo, crop=request.crop).signals)
        return self._of_product(request.like, shelf) if request.like else None

    def _of_upload(self, signals: Signals) -> Sight:
        guard = self._counter.judges.guard
        embedding = centered(signals.embedding, self._passport.upload_mean)
        probabilities = guard.probabilities(embedding)
        guess = guard.guess_of(probabilities, coverage=self._policy.coverage)
        return Sight(embedding, signals.color, probabilities, guess, signals)

    def _of_product(self, sku: str, shelf: Shelf) -> Sight:
        row = int(shelf.rows_of_skus([sku])[0])
        photos = [] if row == GONE else shelf.photos(row).tolist()
        entries = self._store.entries.get(photos, key=key_of(self._passport))
        if not entries:
            raise NotFound(f"the store has no product {sku!r} with a photo")
        first = entries[0]
        embedding = centered(first.embedding, self._passport.catalog_mean)
        probabilities = self._counter.judges.guard.probabilities(embedding)
        known = (CategoryGuess(first.category, 1.0),) if first.category else ()
        return Sight(embedding, first.color, probabilities, Guess(known, 1.0), product=row)


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
