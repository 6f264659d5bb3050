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

from gumsole.ranking.bands import CLAIMED, Bands, Seen, banded, features, top_of_nearest
from gumsole.ranking.guard import conformal_quantile
from gumsole.ranking.learning.lesson import FOLDS
from gumsole.ranking.learning.logistic import fit_logistic
from gumsole.records import Band, BandClaim

# A shopper may forgive one wrong hit in ten where the store says "this model", and one in five where it says
# "this kind of thing": our choice. Variants are easier to tell apart in composed views than in real photos
# (on eval/grocery .94 of views against .83 of photos at a target of .9, .96 against .89 at .97), so `SAME` is
# asked for more.
TARGETS = {Band.SAME: 0.97, Band.CLOSE: 0.9, Band.SIMILAR: 0.8, Band.RELATED: 0.8}
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
    values : ndarray of shape (n, 4, 4), float64
    truth : ndarray of shape (n, 4), bool
    view, fold, top : ndarray of shape (n,), int64
        Which view, its fold, and the top-level category of its nearest candidate.
    sold : ndarray of shape (n,), bool
        False where the view's own group was taken away.
    """

    values: NDArray[np.float64]
    truth: NDArray[np.bool_]
    view: NDArray[np.int64]
    fold: NDArray[np.int64]
    top: NDArray[np.int64]
    sold: NDArray[np.bool_]

    @classmethod
    def of(cls, asked: Sequence[Asked], sold: int, top_of: NDArray[np.int64], color_weight: float) -> _Table:
        """Of views, the first `sold` of which kept their own group."""
        long = [len(one.truth) for one in asked]
        top = [top_of_nearest(one.seen.leaf, top_of) for one in asked]
        return cls(
            np.concatenate([features(one.seen, top_of, color_weight) for one in asked]),
            np.concatenate([one.truth for one in asked]),
            np.repeat(np.arange(len(asked)), long),
            np.repeat(np.array([one.fold for one in asked], np.int64), long),
            np.repeat(np.array(top, np.int64), long),
            np.repeat(np.arange(len(asked)) < sold, long),
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
    table = _Table.of([*sold, *unsold], len(sold), top_of, color_weight)
    scores = _cross_scored(table)
    bands = np.full(len(table.view), int(Band.OTHER), np.int8)
    for fold in range(FOLDS):
        here = table.fold == fold
        bands[here] = banded(scores[here] >= _cuts(table, scores, ~here, top_of)[table.top[here]])
    alarmed = np.unique(table.view[~table.sold & (bands <= Band.CLOSE)])
    return Bands(
        tuple(_claims(table, bands)),
        color_weight,
        top_of,
        _weights(table, np.ones(len(table.view), np.bool_)),
        _cuts(table, scores, np.ones(len(table.view), np.bool_), top_of),
        1 - len(alarmed) / max(1, len(unsold)),
    )


def _weights(table: _Table, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights of each band, (4, 4), from the chosen candidates; of `SAME` among those of the right group."""
    rows = dict.fromkeys(CLAIMED, chosen)
    rows[Band.SAME] = chosen & table.truth[:, Band.CLOSE]
    return np.stack(
        [fit_logistic(table.values[rows[band], band], table.truth[rows[band], band]) for band in CLAIMED]
    )


def _cross_scored(table: _Table) -> NDArray[np.float64]:
    """Scores (n, 4) of all candidates, each by weights that did not see its view's group."""
    scores = np.zeros(table.truth.shape)
    for fold in range(FOLDS):
        here = table.fold == fold
        scores[here] = np.einsum("nbf,bf->nb", table.values[here], _weights(table, ~here))
    return scores


def _cuts(
    table: _Table, scores: NDArray[np.float64], chosen: NDArray[np.bool_], top_of: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Cut-offs (tops + 1, 4) from the chosen candidates; the last row pools all of them."""
    pooled = _cuts_of(table, scores, chosen)
    cuts = [pooled]
    for top in range(int(top_of.max(initial=-1)), -1, -1):
        own = chosen & (table.top == top)
        enough = min(len(np.unique(table.view[own & (table.sold == sold)])) for sold in (True, False))
        cuts.insert(0, _cuts_of(table, scores, own) if enough >= MIN_OWN_VIEWS else pooled)
    return np.stack(cuts)


def _cuts_of(table: _Table, scores: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Cut-offs (4,): of `CLOSE` over all hits, of `SAME` over those, of the others over what is left."""
    null, sold = chosen & ~table.sold, chosen & table.sold

    def cut(band: Band, among: NDArray[np.bool_]) -> float:
        return _precision_cut(scores[among, band], table.truth[among, band], TARGETS[band])

    cuts = np.full(len(CLAIMED), np.inf)
    quiet = _null_cut(scores[null, Band.CLOSE], table.view[null])
    cuts[Band.CLOSE] = max(quiet, cut(Band.CLOSE, sold))
    close = sold & (scores[:, Band.CLOSE] >= cuts[Band.CLOSE])
    cuts[Band.SAME] = cut(Band.SAME, close)
    left = sold & ~close
    cuts[Band.SIMILAR] = cut(Band.SIMILAR, left)
    cuts[Band.RELATED] = cut(Band.RELATED, left & (scores[:, Band.SIMILAR] < cuts[Band.SIMILAR]))
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
        hits = table.sold & (bands == band)
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
    """The 95 % interval of a share seen in `count` independent trials; it always holds the share."""
    z2 = _Z95**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z95 / (1 + z2 / count) * float(np.sqrt(share * (1 - share) / count + z2 / (4 * count**2)))
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
