"""Candidates become a ranked list: bands, policy, places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.answering.table import rule_table
from gumsole.ranking.bands import Bands, Seen
from gumsole.ranking.candidates import Candidates, Moment, uncompared
from gumsole.ranking.guard import Guard
from gumsole.ranking.order import Field, arrange
from gumsole.ranking.policy import Policy, PriceRange, Ruling, Verdict, likeness
from gumsole.ranking.policy.points import on_grid
from gumsole.ranking.refine import RANK_CONSTANT, reciprocal
from gumsole.ranking.shelf import NONE, Shelf
from gumsole.records import Band, Reason, ReasonKind, Vector

LIKENESS, WORDS = "likeness", "words"

# Points for being named first by the words: as much as a tenth of a cosine. Chosen, not measured: it lets the
# words decide between products that look alike, and not between a sofa and a lamp.
WORDS_POINTS = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Judges:
    """What a store is ranked with: learned from its catalog, and written by its merchandiser."""

    guard: Guard
    bands: Bands
    policy: Policy


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """A ranked list, the first place first.

    Attributes
    ----------
    found : Candidates
        In order.
    score : ndarray of shape (n,), float64
        Points.
    """

    found: Candidates
    score: NDArray[np.float64]
    _words: NDArray[np.float64]
    _verdict: Verdict
    _judged: NDArray[np.int64]

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.found)

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return int(self.score.nbytes * 8 + self._verdict.holds.nbytes)

    def reasons(self, place: int) -> tuple[Reason, ...]:
        """What the score at a place is made of; the points add up to it exactly."""
        near = float(likeness(self.found.similarity[place : place + 1])[0])
        said = float(self._words[place])
        return (
            Reason(ReasonKind.LIKENESS, LIKENESS, near),
            *([Reason(ReasonKind.WORDS, WORDS, said)] if said else []),
            *self._verdict.reasons(int(self._judged[place])),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What one attempt lets in.

    Attributes
    ----------
    probabilities : ndarray of shape (k,), float32, or None
        Of the guard's categories; None where there is no photo, and no band is claimed.
    lowest : Band
        Farther bands are left out, but for what is nearer than all that is let in.
    prices : tuple of int or None
        Lowest and highest price that were asked for, minor units.
    named : ndarray of int64 or None
        Rows of the shelf that free words name, the best first; None where there are no words.
    dyed : bool
        Whether likeness was measured in a color that words name. They and not the photo then say which
        variant is meant, so nothing closer than its group, `CLOSE`, is claimed.
    """

    probabilities: Vector | None = None
    lowest: Band = Band.OTHER
    prices: tuple[int | None, int | None] = (None, None)
    named: NDArray[np.int64] | None = None
    dyed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Rulings:
    """A policy on one day: what it hides whatever is asked, and the rest of it."""

    day: date
    hiding: Ruling
    answering: Ruling

    @classmethod
    def on(cls, policy: Policy, day: date) -> Self:
        return cls(day, Ruling.hiding(policy, day), Ruling.answering(policy, day))


class Ranker:
    """Ranks the candidates of one store's queries."""

    def __init__(self, judges: Judges, *, minor_units: int) -> None:
        self._judges = judges
        self._minor_units = minor_units
        self._rulings = _Rulings.on(judges.policy, date.min)
        self._leaves: tuple[object, NDArray[np.int64]] = (None, np.zeros(0, np.int64))

    def rank(self, found: Candidates, shelf: Shelf, moment: Moment, terms: Terms) -> Ranked:
        """Order candidates, each of them `shown`: by band and likeness, moved by the policy on its leash."""
        policy = self._judges.policy
        found = self._banded(found, shelf, terms)
        kept = _worth_showing(found, terms.lowest, shelf.goods.category[found.rows])
        if not policy.sellable.show_sold_out:
            kept &= found.sellable
        found = found.taken(np.flatnonzero(kept))
        ruling = self._rulings_on(moment.now_s).answering
        table = rule_table(ruling.columns, shelf, found, moment, minor_units=self._minor_units)
        verdict = ruling.points(table, asked=self._range(terms.prices))
        place = _named_at(shelf.goods.group, found.rows, terms.named)
        words = on_grid(WORDS_POINTS * (RANK_CONSTANT + 1) * reciprocal(place))
        score = likeness(found.similarity) + words + verdict.points
        shown = np.flatnonzero(~verdict.hidden)
        alike = shown[np.lexsort((-_fused(found.similarity[shown], place[shown]), found.band[shown]))]
        field = Field(
            band=found.band[alike],
            score=score[alike],
            pinned=verdict.pinned[alike],
            sellable=found.sellable[alike],
            brand=shelf.goods.brand[found.rows[alike]].astype(np.int64),
        )
        order = alike[arrange(field, leash=policy.leash, variety=policy.variety)]
        return Ranked(found.taken(order), score[order], words[order], verdict, order)

    def shown(self, rows: NDArray[np.int64], shelf: Shelf, moment: Moment) -> NDArray[np.bool_]:
        """Which rows no rule hides for what they are: a hidden variant does not stand for its group."""
        ruling = self._rulings_on(moment.now_s).hiding
        if not ruling.conditions:
            return np.ones(len(rows), np.bool_)
        found = uncompared(rows, shelf, moment)
        return ~ruling.hidden(
            rule_table(ruling.conditions, shelf, found, moment, minor_units=self._minor_units)
        )

    def _banded(self, found: Candidates, shelf: Shelf, terms: Terms) -> Candidates:
        if terms.probabilities is None:
            return found
        leaf = self._leaf_of(shelf)[shelf.goods.category[found.rows]]
        seen = Seen(
            similarity=found.similarity,
            shape=found.shape,
            color=found.color,
            leaf=leaf,
            probabilities=terms.probabilities,
            sibling=found.sibling,
            rival=found.rival,
        )
        band = self._judges.bands.assign(seen)
        return replace(found, band=np.maximum(band, np.int8(Band.CLOSE)) if terms.dyed else band)

    def _range(self, prices: tuple[int | None, int | None]) -> PriceRange | None:
        if prices == (None, None):
            return None
        low, high = (None if price is None else price / self._minor_units for price in prices)
        return PriceRange(low, high)

    @property
    def color_weight(self) -> float:
        """Share of color in the likeness that bands are judged by."""
        return self._judges.bands.color_weight

    def strangers(self, shelf: Shelf) -> tuple[tuple[str, ...], ...]:
        """Categories of the shelf that the guard knows nothing of: they came after it was calibrated."""
        unknown = np.flatnonzero(self._leaf_of(shelf)[:-1] == NONE).tolist()
        return tuple(shelf.tables.category.names[code] for code in unknown)

    def _leaf_of(self, shelf: Shelf) -> NDArray[np.int64]:
        """The guard's category of each of the shelf's, and of none at the end."""
        names = shelf.tables.category.names  # grows; a shelf that was read anew has another list
        of, leaves = self._leaves
        if of is not names or len(leaves) != len(names) + 1:
            leaves = np.array([*map(self._judges.guard.leaf_of, names), NONE], np.int64)
            self._leaves = (names, leaves)
        return leaves

    def _rulings_on(self, now_s: float) -> _Rulings:
        today = datetime.fromtimestamp(now_s, UTC).date()
        if self._rulings.day != today:
            self._rulings = _Rulings.on(self._judges.policy, today)
        return self._rulings


def _worth_showing(found: Candidates, lowest: Band, category: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Candidates of which enough is claimed, and those nearer than all these: no claim hides the nearest.

    Where some are `CLOSE`, it is known what the photo shows, and other kinds of things are left out.
    """
    if lowest is Band.OTHER:
        return np.ones(len(found), np.bool_)
    claimed = found.band <= lowest
    nearest = found.similarity[claimed].max(initial=-2.0) if claimed.any() else np.inf
    kept: NDArray[np.bool_] = claimed | (found.similarity > nearest)
    close = found.band <= Band.CLOSE
    if close.any():
        kept &= (category == NONE) | np.isin(category, category[close])
    return kept


def _named_at(
    group_of: NDArray[np.int32], rows: NDArray[np.int64], named: NDArray[np.int64] | None
) -> NDArray[np.float64]:
    """Place, from 1, of each row's group among those that the words name; infinite where they do not."""
    if named is None:
        return np.full(len(rows), np.inf)
    groups = dict.fromkeys(group_of[named].tolist())
    places = {group: place for place, group in enumerate(groups, 1)}
    return np.array([places.get(group, np.inf) for group in group_of[rows].tolist()], np.float64)


def _fused(similarity: Vector, named_at: NDArray[np.float64]) -> NDArray[np.float64]:
    """What decides who comes first in a band: likeness, or reciprocal ranks by likeness and by words."""
    if not np.isfinite(named_at).any():
        return similarity.astype(np.float64)
    alike = 1.0 + np.searchsorted(np.sort(-similarity), -similarity).astype(np.float64)
    return reciprocal(alike) + reciprocal(named_at)
