"""Learns the bands: what counts as close, from views whose product is known.

Each view is asked twice: as it is, and with its own group taken out of the catalog. From the first come the
cut-offs of precision, from the second the rule that what is not sold must not come close. Scores of a view
come from weights fitted without its group, claims are measured on folds that set no cut-off.

References
----------
Vovk, "Conditional validity of inductive conformal predictors", 2012 (a cut-off for each kind of question, by
what can be seen of it: the top-level category of its nearest candidate).
Angelopoulos et al., "Conformal Risk Control", 2022 (one more wrong hit is counted than was seen).
Wilson 1927 (interval of a share); Kish 1965 (hits of one view count for less than as many views).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.bands import CLAIMED, FEATURES, Bands, Seen, banded, features
from gumsole.ranking.guard import conformal_quantile
from gumsole.ranking.learning.lesson import FOLDS
from gumsole.ranking.learning.logistic import fit_logistic
from gumsole.records import Band, BandClaim

# A shopper may forgive one wrong hit in ten where the store says "this is it", and one in five where it says
# "this kind of thing"; our choice, above which the cut-offs give away as little as they can.
TARGETS = {Band.SAME: 0.9, Band.CLOSE: 0.9, Band.SIMILAR: 0.8, Band.RELATED: 0.8}
# Of views whose group was taken away, at most this share may reach `CLOSE`; the issue behind ranking asks it.
FALSE_ALARMS = 0.05
# Views below which a top-level category takes the pooled cut-offs: the 5 % tail then holds five of them.
MIN_OWN_VIEWS = 100
# Candidates of a view that are learned from and claimed about: a page.
PAGE = 24
_Z95 = 1.959964  # of the normal distribution


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One view's candidates, and which claims would hold of each.

    Attributes
    ----------
    truth : ndarray of shape (n, 4), bool
        For each candidate and claimed band.
    fold : int
        Of the view's own group.
    """

    seen: Seen
    truth: NDArray[np.bool_]
    fold: int


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Candidates of many views below each other.

    Attributes
    ----------
    values : ndarray of shape (n, 4, 3), float64
    truth : ndarray of shape (n, 4), bool
    view, fold, top : ndarray of shape (n,), int64
        Which view, its fold, and the top-level category of its nearest candidate.
    """

    values: NDArray[np.float64]
    truth: NDArray[np.bool_]
    view: NDArray[np.int64]
    fold: NDArray[np.int64]
    top: NDArray[np.int64]

    def part(self, chosen: NDArray[np.bool_]) -> _Table:
        return _Table(
            self.values[chosen],
            self.truth[chosen],
            self.view[chosen],
            self.fold[chosen],
            self.top[chosen],
        )


def learn_bands(
    sold: Sequence[Asked], unsold: Sequence[Asked], *, top_of: NDArray[np.int64], color_weight: float
) -> Bands:
    """Bands of a store from its views: as they are, and with their own groups taken away.

    Parameters
    ----------
    top_of : ndarray of shape (k,), int64
        Top-level category of each of the guard's categories.
    """
    if not any(len(one.truth) for one in sold):
        return Bands.blind()
    table, null = (_table(asked, top_of, color_weight) for asked in (sold, unsold))
    scores, null_scores = _cross_scored(table, null)
    tops = int(top_of.max(initial=-1)) + 1
    every = np.ones(len(table.view), np.bool_), np.ones(len(null.view), np.bool_)
    cuts = _cuts(table, scores, null, null_scores, tops, every)
    bands, null_bands = (np.full(len(one.view), int(Band.OTHER), np.int8) for one in (table, null))
    for fold in range(FOLDS):
        kept = _cuts(table, scores, null, null_scores, tops, (table.fold != fold, null.fold != fold))
        for one, raw, band in ((table, scores, bands), (null, null_scores, null_bands)):
            here = one.fold == fold
            band[here] = banded(raw[here] >= kept[one.top[here]])
    alarmed = len(np.unique(null.view[null_bands <= Band.CLOSE]))
    return Bands(
        tuple(_claims(table, bands)),
        color_weight,
        top_of,
        _weights(table, null),
        cuts,
        1 - alarmed / max(1, len(unsold)),
    )


def _table(asked: Sequence[Asked], top_of: NDArray[np.int64], color_weight: float) -> _Table:
    long = [len(one.truth) for one in asked]
    known = [one.seen.leaf[0] if len(one.seen.leaf) else -1 for one in asked]
    top = np.array([top_of[leaf] if 0 <= leaf < len(top_of) else -1 for leaf in known], np.int64)
    return _Table(
        np.concatenate(
            [np.zeros((0, len(CLAIMED), len(FEATURES)))]
            + [features(one.seen, top_of, color_weight) for one in asked]
        ),
        np.concatenate([np.zeros((0, len(CLAIMED)), np.bool_)] + [one.truth for one in asked]),
        np.repeat(np.arange(len(asked)), long),
        np.repeat(np.array([one.fold for one in asked], np.int64), long),
        np.repeat(top, long),
    )


def _weights(table: _Table, null: _Table) -> NDArray[np.float64]:
    """Weights of each band, (4, 3)."""
    values, truth = (
        np.concatenate([getattr(one, name) for one in (table, null)]) for name in ("values", "truth")
    )
    return np.stack([fit_logistic(values[:, band], truth[:, band]) for band in range(len(CLAIMED))])


def _cross_scored(table: _Table, null: _Table) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scores (n, 4) of all candidates, each by weights that did not see its view's group."""
    results = tuple(np.zeros(one.truth.shape) for one in (table, null))
    for fold in range(FOLDS):
        weights = _weights(table.part(table.fold != fold), null.part(null.fold != fold))
        for one, result in zip((table, null), results, strict=True):
            here = one.fold == fold
            result[here] = np.einsum("nbf,bf->nb", one.values[here], weights)
    return results[0], results[1]


def _cuts(
    table: _Table,
    scores: NDArray[np.float64],
    null: _Table,
    null_scores: NDArray[np.float64],
    tops: int,
    chosen: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> NDArray[np.float64]:
    """Cut-offs (tops + 1, 4) from the chosen candidates; the last row pools all of them."""
    cuts = np.empty((tops + 1, len(CLAIMED)))
    for top in [tops, *range(tops)]:
        of_sold, of_null = (
            pick & ((one.top == top) | (top == tops)) for pick, one in zip(chosen, (table, null), strict=True)
        )
        views = len(np.unique(null.view[of_null])), len(np.unique(table.view[of_sold]))
        if top != tops and min(views) < MIN_OWN_VIEWS:
            cuts[top] = cuts[tops]
            continue
        cuts[top] = [
            _precision_cut(scores[of_sold, at], table.truth[of_sold, at], TARGETS[band])
            for at, band in enumerate(CLAIMED)
        ]
        cuts[top, 1] = max(cuts[top, 1], _null_cut(null_scores[of_null, 1], null.view[of_null]))
    return cuts


def _precision_cut(scores: NDArray[np.float64], right: NDArray[np.bool_], target: float) -> float:
    """The least score from which on the target is met, one more wrong hit counted than was seen."""
    order = np.argsort(-scores, kind="stable")
    wrong = np.cumsum(~right[order]) + 1
    met = np.flatnonzero(wrong <= (1 - target) * np.arange(2, len(order) + 2))
    return float(scores[order[met[-1]]]) if len(met) else np.inf


def _null_cut(scores: NDArray[np.float64], view: NDArray[np.int64]) -> float:
    """Above what all but `FALSE_ALARMS` of the views stay that have lost their group."""
    _, place = np.unique(view, return_inverse=True)
    best = np.full(place.max(initial=-1) + 1, -np.inf)
    np.maximum.at(best, place, scores)
    limit = conformal_quantile(np.sort(best), 1 - FALSE_ALARMS)
    return float(np.nextafter(limit, np.inf))


def _claims(table: _Table, bands: NDArray[np.int8]) -> Iterable[BandClaim]:
    for at, band in enumerate(CLAIMED):
        hits = bands == band
        if hits.any():
            yield claim_of(band, table.truth[hits, at], table.view[hits])


def claim_of(band: Band, right: NDArray[np.bool_], view: NDArray[np.int64]) -> BandClaim:
    """Precision of hits and its 95 % interval, for as many independent hits as theirs are worth.

    Parameters
    ----------
    right : ndarray of shape (n,), bool
        Whether each hit's claim held; n at least 1.
    view : ndarray of shape (n,), int64
        Which view each is of.
    """
    share, count = float(right.mean()), len(right)
    spread = np.bincount(view, right - share)
    variance = float((spread**2).sum()) / count**2
    alone = share * (1 - share) / count
    worth = count * min(1.0, alone / variance) if variance > 0 else float(len(np.unique(view)))
    low, high = wilson(share, worth)
    return BandClaim(band, share, low, high, count)


def wilson(share: float, count: float) -> tuple[float, float]:
    """The 95 % interval of a share seen in `count` independent trials."""
    z2 = _Z95**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z95 / (1 + z2 / count) * float(np.sqrt(share * (1 - share) / count + z2 / (4 * count**2)))
    return max(0.0, middle - half), min(1.0, middle + half)
