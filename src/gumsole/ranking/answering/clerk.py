"""At the counter: what a visitor asks becomes a ranked list, and what is told of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import EngineAway
from gumsole.ranking.answering.admission import Admission
from gumsole.ranking.answering.asking import SearchRequest, Sight, question_of
from gumsole.ranking.answering.hits import Listed
from gumsole.ranking.answering.listening import Listener
from gumsole.ranking.answering.meaning import fused
from gumsole.ranking.answering.quest import Near, Quest, Sources
from gumsole.ranking.answering.ranker import Judges, Ranked, Ranker
from gumsole.ranking.candidates import Moment
from gumsole.ranking.facets import facets
from gumsole.ranking.hints import hints
from gumsole.ranking.ladder import Attempt, Enough, Ladder
from gumsole.ranking.refine import Wish
from gumsole.ranking.shelf import GONE, NONE, UNKNOWN, LiveShelf, Shelf
from gumsole.records import Answer, Filter, Guess, Hint, Neighbors, Passport, Vector, VectorQuery
from gumsole.store import Store, key_of

# Times the usual product groups where words rule some out: the index does not know colors and materials.
DEEPER = 10
# Rivals of a narrowed list: the nearest group, and the next one for candidates of that group itself.
RIVALS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Counter:
    """Where a store's answers are made: what it sells, how that is judged, what words mean there.

    Attributes
    ----------
    minor_units : int
        Minor units in one unit of the store's currency (ISO 4217).
    groups : int
        Product groups that a photo is compared with at least.
    meaning : callable or None
        Words → their embedding in the photos' own space, unit length; None where the encoder reads none.
    clock : callable
        Unix seconds.
    """

    shelf: LiveShelf
    judges: Judges
    listener: Listener
    minor_units: int
    groups: int
    clock: Callable[[], float] = time.time
    meaning: Callable[[str], Vector] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """One shopper's question, and the store at the moment it was asked.

    Attributes
    ----------
    sight : Sight or None
        What there is to look for; None where words alone say it.
    """

    request: SearchRequest
    sight: Sight | None
    shelf: Shelf
    moment: Moment


class Clerk:
    """Answers visitors.

    Parameters
    ----------
    search : callable
        The index's.
    """

    def __init__(
        self, store: Store, search: Callable[[VectorQuery], Neighbors], passport: Passport, counter: Counter
    ) -> None:
        self._store = store
        self._search = search
        self._passport = passport
        self._counter = counter
        self._policy = counter.judges.policy
        self._ranker = Ranker(counter.judges, minor_units=counter.minor_units)

    def answered(self, visit: Visit) -> tuple[Listed, Answer]:
        """The whole ranked list, and the answer without hits.

        Raises
        ------
        BadQuery
            If words and filter contradict each other.
        """
        wish = self._wish(visit)
        ranked, attempt = self._ranked(visit, wish)
        listed = Listed(
            ranked=ranked,
            products=visit.shelf.goods.id[ranked.found.rows],
            filter=attempt.question.filter,
            moment=visit.moment,
            limit=visit.request.limit,
            sold_out=self._policy.sellable.show_sold_out,
        )
        return listed, self._told(visit, wish, listed, attempt)

    def offers(self, shelf: Shelf, moment: Moment) -> NDArray[np.bool_]:
        """Which of the shelf's rows can be sold and are hidden by no rule."""
        offered = moment.sellable(shelf, np.arange(len(shelf)))
        rows = np.flatnonzero(offered)
        offered[rows] = self._ranker.shown(rows, shelf, moment)
        return offered

    def near(self, sight: Sight, wish: Wish) -> Near:
        """Asks the index for what is near, in the color that the words name if they name one."""
        color = self._counter.listener.color_of(wish, sight.color)
        groups = self._counter.groups * (DEEPER if wish.hard or wish.terms else 1)
        return lambda wanted, weight: self._search(
            VectorQuery(sight.embedding, color, weight, wanted, groups)
        )

    def _beyond(self, sight: Sight) -> Callable[[float], Neighbors]:
        """Asks the index, once, for the groups nearest in the whole catalog, in the photo's own color."""
        return cache(
            lambda weight: self._search(VectorQuery(sight.embedding, sight.color, weight, groups=RIVALS))
        )

    def weight(self, request: SearchRequest) -> float:
        """Share of color in the similarity."""
        return self._passport.color_weight if request.color_weight is None else request.color_weight

    # --- what is wanted ---

    def _wish(self, visit: Visit) -> Wish:
        """What the words ask for, compared with what was seen where they compare."""
        listener, sight, tables = self._counter.listener, visit.sight, visit.shelf.tables
        wish = listener.understood(visit.request.words, language=visit.request.language)
        if wish.other_color and sight:
            code = NONE if sight.product == GONE else int(visit.shelf.goods.color[sight.product])
            color = sight.main_color if code == NONE else tables.color.names[code]
            wish = listener.in_another_color(wish, color)
        return self._cheaper(visit, wish) if wish.cheaper else wish

    def _cheaper(self, visit: Visit, wish: Wish) -> Wish:
        """Cheaper than the product that is looked for, else than what a search would show first."""
        row = visit.sight.product if visit.sight else GONE
        if row == GONE:
            ranked, attempt = self._ranked(visit, wish)
            row = int(ranked.found.rows[0]) if len(ranked) and not attempt.of_favorites else GONE
        if row == GONE:
            return wish
        price = int(visit.shelf.price_at(np.array([row]), visit.moment.now_s)[0])
        return wish if price == UNKNOWN else wish.cheaper_than(price)

    # --- what is found ---

    def _ranked(self, visit: Visit, wish: Wish) -> tuple[Ranked, Attempt]:
        """The whole ranked list, and the attempt that gave it."""
        request, shelf, moment = visit.request, visit.shelf, visit.moment
        asked: Filter = replace(
            self._counter.listener.narrowed(request.filter, wish), ships_to=moment.ships_to
        )
        question = question_of(
            asked,
            wish,
            visit.sight,
            self._policy,
            strangers=self._ranker.strangers(shelf),
            color_weight=self.weight(request),
        )
        ladder = Ladder(Enough(self._policy.enough))
        quest = Quest(self._ranker, ladder, shelf, moment, groups=self._counter.groups)
        return quest.answered(question, self._sources(visit, wish), language=request.language)

    def _sources(self, visit: Visit, wish: Wish) -> Sources:
        sight = visit.sight
        return Sources(
            near=self.near(sight, wish) if sight else None,
            probabilities=sight.probabilities if sight else None,
            named=self._named(visit, wish),
            admits=Admission(
                wish,
                visit.shelf,
                naming=self._store.words.naming,
                swatches=partial(self._store.columns.swatches, key=key_of(self._passport)),
                product=sight.product if sight else GONE,
            ),
            dyed=bool(wish.shades),
            beyond=self._beyond(sight) if sight else None,
        )

    def _named(self, visit: Visit, wish: Wish) -> NDArray[np.int64] | None:
        """Rows that free words name, in full text and, where the encoder reads, by what they mean.

        Full text needs no index: where that is away, it answers alone.
        """
        named = self._counter.listener.named(_terms(visit, wish), visit.shelf)
        if named is None or self._counter.meaning is None or not wish.terms:
            return named
        colorless = np.zeros(self._passport.color_dimension, np.float32)
        meant = VectorQuery(
            self._counter.meaning(visit.request.words), colorless, 0.0, groups=self._counter.groups
        )
        try:
            near = self._search(meant)
        except EngineAway:
            return named
        return fused(named, visit.shelf.rows(near.ids))

    # --- what is told ---

    def _told(self, visit: Visit, wish: Wish, listed: Listed, attempt: Attempt) -> Answer:
        signals = visit.sight.signals if visit.sight else None
        rows, now_s = listed.ranked.found.rows, visit.moment.now_s
        return Answer(
            hits=(),
            boxes=signals.boxes if signals else (),
            palette=signals.palette if signals else (),
            timings=(),
            total=len(rows),
            guess=visit.sight.guess if visit.sight else Guess(),
            step=attempt.step,
            facets=facets(visit.shelf, rows, now_s=now_s, sold_out=listed.sold_out),
            hints=_hints(visit),
            claims=self._counter.judges.bands.claims,
            understood=tuple(part.label for part in wish.parts),
        )


def _terms(visit: Visit, wish: Wish) -> tuple[str, ...]:
    """Words for full text: the shopper's own, else those of labels that a service outside gave the photo."""
    labeling = visit.sight.signals.labeling if visit.sight and visit.sight.signals else None
    if wish.terms or labeling is None:
        return wish.terms
    return tuple(dict.fromkeys(word for label in labeling.labels for word in label.words))


def _hints(visit: Visit) -> tuple[Hint, ...]:
    """About an upload; of a product's own photo there is nothing to say."""
    request = visit.request
    if visit.sight is None or visit.sight.signals is None:
        return ()
    return hints(visit.sight.signals, cropped=request.crop is not None, language=request.language)
