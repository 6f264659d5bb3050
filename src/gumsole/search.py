"""Story two: an upload becomes signals, neighbors, candidates, hits, an answer.

upload ─▶ signals ─▶ neighbors ─▶ candidates ─▶ hits ─▶ answer
                     └──── again, looser, while too little was found: the ladder ────┘
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery, NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.domain import centered
from gumsole.index.contract import Index
from gumsole.ranking.answering.hits import hits_at
from gumsole.ranking.answering.listening import Listener
from gumsole.ranking.answering.quest import Quest, Sources
from gumsole.ranking.answering.ranker import Judges, Ranked, Ranker
from gumsole.ranking.candidates import Moment
from gumsole.ranking.facets import facets
from gumsole.ranking.hints import hints
from gumsole.ranking.ladder import Attempt, Enough, Ladder, Question
from gumsole.ranking.pages import RankedLists, page
from gumsole.ranking.policy import Policy
from gumsole.ranking.refine import Wish
from gumsole.ranking.shelf import GONE, NONE, UNKNOWN, LiveShelf, Sellable, Shelf
from gumsole.ranking.texts import DEFAULT_LANGUAGE
from gumsole.records import (
    Answer,
    Band,
    BandClaim,
    Box,
    CategoryGuess,
    Filter,
    Guess,
    Hint,
    Neighbors,
    Passport,
    Signals,
    Step,
    Timing,
    Vector,
    VectorQuery,
)
from gumsole.store import Store, key_of

# A first page; more come by asking for more.
DEFAULT_LIMIT = 24

# Times the usual product groups where words rule some out: the index does not know colors and materials.
DEEPER = 10


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a shopper asks besides the photo.

    Attributes
    ----------
    crop : Box or None
        The part of the photo that is meant.
    filter : Filter
        `in_stock` is for the policy to decide and need not be set; `ships_to` is the shopper's country.
    words : str
        What is wanted besides: "in navy", "not leather", "under 80", or anything to look for in full text.
    color_weight : float or None
        Share of color in the similarity, in [0, 1]; None takes the passport's.
    limit : int
        Hits on a page at most.
    language : str
        Of the words, and of labels and hints.
    like : str
        Sku of a product that takes the place of a photo: more like it, or with the words the same in another
        color, or cheaper. It never comes back itself.
    """

    crop: Box | None = None
    filter: Filter = Filter()
    words: str = ""
    color_weight: float | None = None
    limit: int = DEFAULT_LIMIT
    language: str = DEFAULT_LANGUAGE
    like: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Counter:
    """Where a store's answers are made: what it sells, how that is judged, what words mean there.

    Attributes
    ----------
    minor_units : int
        Minor units in one unit of the store's currency (ISO 4217).
    groups : int
        Product groups that a photo is compared with at least.
    clock : callable
        Unix seconds.
    """

    shelf: LiveShelf
    judges: Judges
    listener: Listener
    minor_units: int
    groups: int
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What a photo told, of an upload or of a product of the store.

    Attributes
    ----------
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    probabilities : ndarray of shape (k,), float32
        Of the guard's categories.
    signals : Signals or None
        Of an upload.
    product : int
        Row of the shelf whose photo it is; `GONE` of an upload.
    """

    embedding: Vector
    color: Vector
    probabilities: Vector
    guess: Guess
    signals: Signals | None = None
    product: int = GONE


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What further pages of an answer need."""

    ranked: Ranked
    answer: Answer
    moment: Moment
    limit: int


class Searcher:
    """A store that can be asked."""

    def __init__(
        self, *, store: Store, index: Index, analyzer: Analyzer, passport: Passport, counter: Counter
    ) -> None:
        self._store = store
        self._index = index
        self._analyzer = analyzer
        self._passport = passport
        self._counter = counter
        self._policy = counter.judges.policy
        self._ranker = Ranker(counter.judges, minor_units=counter.minor_units)
        self._lists: RankedLists[_Kept] = RankedLists()

    def search(self, photo: bytes | None, request: SearchRequest = SearchRequest()) -> Answer:
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
        shelf = self._counter.shelf.catch_up()
        sight = self._seen(photo, request, shelf)
        watch.lap("signals")
        moment = self._moment(request)
        ranked, answer = self._answered(sight, request, shelf, moment)
        watch.lap("ranking")
        hits = hits_at(np.arange(min(request.limit, len(ranked))), ranked, shelf, self._store, moment)
        kept = _Kept(ranked, answer, moment, request.limit)
        query_id = self._lists.put(kept, nbytes=ranked.nbytes)
        watch.lap("hits")
        return replace(answer, query_id=query_id, hits=hits, timings=watch.timings)

    def under(self, policy: Policy) -> Searcher:
        """The same store under another policy."""
        counter = replace(self._counter, judges=replace(self._counter.judges, policy=policy))
        return Searcher(
            store=self._store,
            index=self._index,
            analyzer=self._analyzer,
            passport=self._passport,
            counter=counter,
        )

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
        kept = self._lists.get(query_id)
        shelf = self._counter.shelf.catch_up()
        moment = replace(kept.moment, now_s=self._counter.clock())
        allowed = self._still_shown(kept.ranked, shelf, moment)
        places, start = np.zeros(0, np.int64), 0
        for _ in range(number):
            turned = page(allowed, start=start, size=kept.limit)
            places = turned.places
            start = len(allowed) if turned.next is None else turned.next
        hits = hits_at(places, kept.ranked, shelf, self._store, moment)
        return replace(kept.answer, query_id=query_id, hits=hits)

    @property
    def claims(self) -> tuple[BandClaim, ...]:
        """What was measured of each band at calibration."""
        return self._counter.judges.bands.claims

    def neighbors(self, signals: Signals, request: SearchRequest = SearchRequest()) -> Neighbors:
        """Photos of the catalog near an upload's signals, before anything is judged."""
        embedding = centered(signals.embedding, self._passport.upload_mean)
        return self._nearest(embedding, signals.color, self._weight(request), request.filter)

    def _seen(self, photo: bytes | None, request: SearchRequest, shelf: Shelf) -> Sight | None:
        """What there is to look for; None where words alone say it."""
        if photo is not None and request.like:
            raise BadQuery("a search takes a photo or a product to look for, not both")
        if photo is not None:
            return self._of_upload(self._analyzer.analyze(photo, crop=request.crop).signals)
        if request.like:
            return self._of_product(request.like, shelf)
        if not request.words.strip():
            raise BadQuery("a search needs a photo, a product, words, or several of them")
        return None

    def _of_upload(self, signals: Signals) -> Sight:
        guard = self._counter.judges.guard
        embedding = centered(signals.embedding, self._passport.upload_mean)
        probabilities = guard.probabilities(embedding)
        guess = guard.guess_of(probabilities, coverage=self._policy.coverage)
        return Sight(embedding, signals.color, probabilities, guess, signals)

    def _of_product(self, sku: str, shelf: Shelf) -> Sight:
        row = int(shelf.rows_of_skus([sku])[0])
        photos = [] if row == GONE else shelf.photos(row).tolist()
        entries = self._store.entries.get(photos[:1], key=key_of(self._passport))
        if not entries:
            raise NotFound(f"the store has no product {sku!r} with a photo")
        seen = entries[0]
        embedding = centered(seen.embedding, self._passport.catalog_mean)
        known = (CategoryGuess(seen.category, 1.0),) if seen.category else ()
        probabilities = self._counter.judges.guard.probabilities(embedding)
        return Sight(embedding, seen.color, probabilities, Guess(known, 1.0), product=row)

    def _answered(
        self, sight: Sight | None, request: SearchRequest, shelf: Shelf, moment: Moment
    ) -> tuple[Ranked, Answer]:
        """The whole ranked list, and the answer without a page of it."""
        ladder = Ladder(Enough(self._policy.enough))
        quest = Quest(self._ranker, ladder, shelf, moment, groups=self._counter.groups)

        def ranked_for(wish: Wish) -> tuple[Ranked, Step]:
            question = self._question(sight, wish, request, shelf)
            return quest.answered(question, self._sources(sight, wish, shelf), language=request.language)

        wish = self._wish(sight, request, shelf)
        if wish.cheaper:
            wish = self._cheaper(wish, sight, shelf, moment, ranked_for)
        ranked, step = ranked_for(wish)
        signals = sight.signals if sight else None
        sold_out = self._policy.sellable.show_sold_out
        return ranked, Answer(
            hits=(),
            boxes=signals.boxes if signals else (),
            palette=signals.palette if signals else (),
            timings=(),
            total=len(ranked),
            guess=sight.guess if sight else Guess(),
            step=step,
            facets=facets(shelf, ranked.found.rows, now_s=moment.now_s, sold_out=sold_out),
            hints=_hints(signals, request),
            claims=self.claims,
            understood=tuple(part.label for part in wish.parts),
        )

    def _wish(self, sight: Sight | None, request: SearchRequest, shelf: Shelf) -> Wish:
        """What the words ask for, of a product what they ask for compared with it."""
        listener = self._counter.listener
        wish = listener.understood(request.words, language=request.language)
        if wish.other_color and sight and sight.product != GONE:
            code = shelf.goods.color[sight.product]
            return listener.in_another_color(wish, "" if code == NONE else shelf.tables.color.names[code])
        return wish

    def _cheaper(
        self,
        wish: Wish,
        sight: Sight | None,
        shelf: Shelf,
        moment: Moment,
        ranked_for: Callable[[Wish], tuple[Ranked, Step]],
    ) -> Wish:
        """Cheaper than the product that is looked for, else than what a search would show first."""
        row = sight.product if sight else GONE
        if row == GONE:
            ranked, _ = ranked_for(wish)
            row = int(ranked.found.rows[0]) if len(ranked) else GONE
        price = UNKNOWN if row == GONE else int(shelf.price_at(np.array([row]), moment.now_s)[0])
        return wish if price == UNKNOWN else wish.cheaper_than(price)

    def _question(self, sight: Sight | None, wish: Wish, request: SearchRequest, shelf: Shelf) -> Question:
        if request.limit < 1:
            raise BadQuery(f"the limit is 1 or more, got {request.limit}")
        selling = self._policy.sellable
        asked = self._counter.listener.narrowed(request.filter, wish)
        guessed = tuple(one.path for one in sight.guess.categories) if sight else ()
        return Question(
            filter=replace(
                asked,
                in_stock=asked.in_stock or (selling.in_stock and not selling.show_sold_out),
                ships_to="" if selling.show_sold_out else self._country(request),
            ),
            categories=guessed + self._ranker.strangers(shelf) if guessed else (),
            wanted=wish.wanted(),
            color_weight=self._weight(request) if wish.color_weight is None else wish.color_weight,
            lowest=Band.RELATED if sight else Band.OTHER,
            said=wish.said,
        )

    def _sources(self, sight: Sight | None, wish: Wish, shelf: Shelf) -> Sources:
        listener = self._counter.listener

        def admits(attempt: Attempt, rows: NDArray[np.int64], color: Vector) -> NDArray[np.bool_]:
            allowed = listener.admits(wish, attempt, shelf, rows, color)
            return allowed & (rows != sight.product) if sight else allowed

        return Sources(
            near=self._nearby(sight, wish) if sight else None,
            probabilities=sight.probabilities if sight else None,
            named=listener.named(wish, shelf),
            admits=admits,
        )

    def _nearby(self, sight: Sight, wish: Wish) -> Callable[[Filter, float], Neighbors]:
        """Asks the index for what is near, in the color that the words name if they name one."""
        color = self._counter.listener.color_of(wish, sight.color)
        deep = bool(wish.demands or wish.terms or wish.colors or wish.other_color)
        return lambda wanted, weight: self._nearest(sight.embedding, color, weight, wanted, deep=deep)

    def _nearest(
        self, embedding: Vector, color: Vector, weight: float, wanted: Filter, *, deep: bool = False
    ) -> Neighbors:
        groups = self._counter.groups * (DEEPER if deep else 1)
        return self._index.search(VectorQuery(embedding, color, weight, wanted, groups))

    def _weight(self, request: SearchRequest) -> float:
        weight = self._passport.color_weight if request.color_weight is None else request.color_weight
        if not 0 <= weight <= 1:
            raise BadQuery(f"the color weight is a share between 0 and 1, got {weight}")
        return weight

    def _country(self, request: SearchRequest) -> str:
        return (request.filter.ships_to or self._policy.sellable.ships_to).upper()

    def _moment(self, request: SearchRequest) -> Moment:
        selling = self._policy.sellable
        terms = Sellable(
            in_stock=selling.in_stock,
            needs_price=selling.needs_price,
            least_photo_quality=selling.min_photo_quality,
        )
        return Moment(self._counter.clock(), self._country(request), terms)

    def _still_shown(self, ranked: Ranked, shelf: Shelf, moment: Moment) -> NDArray[np.bool_]:
        if self._policy.sellable.show_sold_out:
            return np.ones(len(ranked), np.bool_)
        return moment.sellable(shelf, ranked.found.rows)


def _hints(signals: Signals | None, request: SearchRequest) -> tuple[Hint, ...]:
    """About an upload; of a product's own photo there is nothing to say."""
    return hints(signals, cropped=request.crop is not None, language=request.language) if signals else ()


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
