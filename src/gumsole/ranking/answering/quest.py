"""A question goes up the ladder until it has found enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import EngineAway
from gumsole.ranking.answering.filters import both, fits
from gumsole.ranking.answering.ranker import Ranked, Ranker, Terms
from gumsole.ranking.candidates import Candidates, Moment, candidates, unlike
from gumsole.ranking.favorites import by_favor, is_under
from gumsole.ranking.ladder import Attempt, Ladder, Question, climb
from gumsole.ranking.shelf import NONE, Shelf
from gumsole.records import Filter, Neighbors, Vector

# Groups that are ranked where no photo narrows them down: more than any shopper pages through.
MOST_RANKED = 2_000

# Favorites are looked at so many times more at once, where those before are variants of few groups or hidden.
MORE_FAVORITES = 4


Near = Callable[[Filter, float], Neighbors]
Admits = Callable[[Attempt, NDArray[np.int64], Vector], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Where candidates come from.

    Attributes
    ----------
    near : callable or None
        Filter and color weight → the catalog's photos near the upload; None without a photo.
    probabilities : ndarray of shape (k,), float32, or None
        Of the guard's categories for the upload; None without a photo.
    named : ndarray of int64 or None
        Rows of the shelf that the words name, the best first; None without free words.
    admits : callable
        An attempt, rows of the shelf, and the cosine of each one's color with the upload's → which of them
        are let in.
    dyed : bool
        Whether `near` asks in a color that words name instead of the upload's own.
    beyond : callable or None
        Color weight → what is nearest in the whole catalog, whatever was asked for: what stands out of a
        narrowed list alone is not close for that.
    """

    near: Near | None
    probabilities: Vector | None
    named: NDArray[np.int64] | None
    admits: Admits
    dyed: bool = False
    beyond: Callable[[float], Neighbors] | None = None


class Quest:
    """Answers questions about one shelf at one moment."""

    def __init__(self, ranker: Ranker, ladder: Ladder, shelf: Shelf, moment: Moment, *, groups: int) -> None:
        self._ranker = ranker
        self._ladder = ladder
        self._shelf = shelf
        self._moment = moment
        self._groups = groups

    def answered(self, question: Question, sources: Sources, *, language: str) -> tuple[Ranked, Attempt]:
        """The ranked list of the first attempt that finds enough, else of the last that finds anything.

        Where the index is away, that of favorites, which the shelf alone tells.
        """
        try:
            return self._climbed(question, sources, language=language, away=False)
        except EngineAway:
            return self._climbed(question, sources, language=language, away=True)

    def _climbed(
        self, question: Question, sources: Sources, *, language: str, away: bool
    ) -> tuple[Ranked, Attempt]:
        fitted = False
        attempts = climb(question, self._ladder, language=language, holds=lambda: fitted, away=away)
        attempt = next(attempts)
        tried = self._tried(attempt, sources)
        best = tried, attempt
        while not attempt.enough.met(tried.found.band, tried.found.sellable):
            fitted = fitted or (attempt.whole and bool(tried.found.sellable.any()))
            if (above := next(attempts, None)) is None:
                break
            attempt, tried = above, self._tried(above, sources)
            if len(tried):
                best = tried, attempt
        return best

    def _tried(self, attempt: Attempt, sources: Sources) -> Ranked:
        if attempt.of_favorites:
            return self._favorites(attempt, sources)
        question = attempt.question
        terms = Terms(
            probabilities=sources.probabilities,
            lowest=question.lowest,
            prices=(question.filter.min_price, question.filter.max_price),
            named=sources.named,
            dyed=sources.dyed,
        )
        return self._ranker.rank(self._found(attempt, sources), self._shelf, self._moment, terms)

    def _found(self, attempt: Attempt, sources: Sources) -> Candidates:
        """Candidates that no rule hides for what they are.

        A hidden variant would take its group along, so where one was picked all are looked at: others
        may stand for their groups. Mostly none is, and that would cost as much as the rest of the ranking.
        """
        found = self._picked(attempt, sources)
        if self._shown(found.rows).all():
            return found
        return self._picked(attempt, replace(sources, admits=self._unhidden(sources.admits)))

    def _shown(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        return self._ranker.shown(rows, self._shelf, self._moment)

    def _unhidden(self, admits: Admits) -> Admits:
        return lambda attempt, rows, color: admits(attempt, rows, color) & self._shown(rows)

    def _picked(self, attempt: Attempt, sources: Sources) -> Candidates:
        question, shelf, moment = attempt.question, self._shelf, self._moment
        paths = both(question.filter.categories, question.categories)
        if paths is None:
            return unlike(np.zeros(0, np.int64), shelf, moment)
        wanted = replace(question.filter, categories=paths)
        if sources.near:
            return self._near(attempt, wanted, sources.near, sources)
        rows = self._every if sources.named is None else sources.named
        fitting = rows[fits(shelf, rows, wanted, now_s=moment.now_s)]
        found = unlike(fitting, shelf, moment, admits=partial(sources.admits, attempt))
        return found.taken(np.arange(min(len(found), MOST_RANKED)))

    def _near(self, attempt: Attempt, wanted: Filter, near: Near, sources: Sources) -> Candidates:
        """What is near the photo; the index may be ahead of the shelf or behind, so the shelf judges too."""
        question, shelf, moment = attempt.question, self._shelf, self._moment
        # A path that only products without a category lie under does not exist: the index cannot name them.
        guard = question.categories if self._homeless and not question.filter.categories else ()
        here = replace(wanted, categories=())

        def allowed(rows: NDArray[np.int64], color: Vector) -> NDArray[np.bool_]:
            let_in = sources.admits(attempt, rows, color) & fits(shelf, rows, here, now_s=moment.now_s)
            if guard:
                let_in &= is_under(shelf, rows, guard) | (shelf.goods.category[rows] == NONE)
            return let_in

        found = near(here if guard else wanted, question.color_weight)
        beyond = sources.beyond if question.filter != Filter() else None
        return candidates(
            found,
            shelf,
            moment,
            color_weight=self._ranker.color_weight,
            admits=allowed,
            beyond=beyond(question.color_weight) if beyond else None,
        )

    @cached_property
    def _homeless(self) -> bool:
        """True where some products have no category: a guess must not hide them."""
        return bool((self._shelf.goods.category == NONE).any())

    @cached_property
    def _every(self) -> NDArray[np.int64]:
        """All that can be sold, favorites first, then what cannot."""
        rows = np.arange(len(self._shelf))
        sellable = self._moment.sellable(self._shelf, rows)
        return np.concatenate([by_favor(self._shelf, rows[sells]) for sells in (sellable, ~sellable)])

    def _favorites(self, attempt: Attempt, sources: Sources) -> Ranked:
        """Favorites that no rule hides, as many groups as a photo would be compared with or all there are."""
        shelf, moment, question = self._shelf, self._moment, attempt.question
        every = np.arange(len(shelf))
        allowed = moment.sellable(shelf, every) & fits(shelf, every, question.filter, now_s=moment.now_s)
        allowed &= sources.admits(attempt, every, np.zeros(len(every), np.float32))
        if question.categories:
            allowed &= is_under(shelf, every, question.categories)
        best = by_favor(shelf, np.flatnonzero(allowed))
        count = self._groups
        while True:
            rows = best[:count]
            found = unlike(rows[self._shown(rows)], shelf, moment)
            ranked = self._ranker.rank(found, shelf, moment, Terms())
            if len(ranked) >= self._groups or count >= len(best):
                return ranked
            count *= MORE_FAVORITES
