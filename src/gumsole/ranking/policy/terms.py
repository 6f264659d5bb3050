"""Points that every policy may give besides its rules: for price, sales, photo and popularity.

Each is a pure function of columns: numbers as float64, NaN where unknown; what is unknown gets no points.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.policy.document import DeadStock, Policy, PriceAffinity, WeakPhotos
from gumsole.ranking.policy.parts import Coded
from gumsole.ranking.policy.points import on_grid
from gumsole.records import Band, ReasonKind

Numbers = NDArray[np.float64]

# Standard deviations of a normal distribution in one median absolute deviation (Rousseeuw and Croux 1993).
DEVIATIONS_PER_MAD = 1.4826

_NEAR = (Band.SAME.word, Band.CLOSE.word)


@dataclass(frozen=True, slots=True)
class PriceRange:
    """Prices from `low` to `high` in the store's currency, both included; None is open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """Points of one kind, one for each candidate, on the grid of `points`."""

    kind: ReasonKind
    name: str
    points: Numbers


def terms_columns(policy: Policy) -> frozenset[str]:
    """The columns that the policy's terms look at."""
    needs = (
        (policy.price_affinity.points, ("price", "band")),
        (policy.dead_stock.points, ("units_sold_30d", "days_since_sold", "age_days")),
        (policy.photo_quality.points, ("photo_quality",)),
        (policy.popularity, ("popularity",)),
    )
    return frozenset(name for points, names in needs if points for name in names)


def terms_of(
    policy: Policy,
    numbers: Callable[[str], Numbers],
    coded: Callable[[str], Coded],
    *,
    asked: PriceRange | None,
) -> tuple[Term, ...]:
    """Every term to which the policy gives points."""
    terms = []
    if policy.price_affinity.points:
        price = numbers("price")
        bands = coded("band")
        near = np.array([*(bands.word(name) in _NEAR for name in bands.names), False])[bands.codes]
        range_ = asked or usual_prices(price[near], policy.price_affinity)
        if range_:
            terms.append(
                Term(
                    ReasonKind.PRICE,
                    "price affinity",
                    _grid(price_points(price, range_, policy.price_affinity)),
                )
            )
    if policy.dead_stock.points:
        sold = (numbers("units_sold_30d"), numbers("days_since_sold"), numbers("age_days"))
        terms.append(Term(ReasonKind.DEAD_STOCK, "dead stock", _grid(dead_points(*sold, policy.dead_stock))))
    if policy.photo_quality.points:
        quality = numbers("photo_quality")
        terms.append(Term(ReasonKind.PHOTO, "weak photo", _grid(photo_points(quality, policy.photo_quality))))
    if policy.popularity:
        popular = popular_points(numbers("popularity"), policy.popularity)
        terms.append(Term(ReasonKind.POPULARITY, "popularity", _grid(popular)))
    return tuple(terms)


def _grid(points: Numbers) -> Numbers:
    return on_grid(np.where(np.isnan(points), 0.0, points))


def usual_prices(prices: Numbers, affinity: PriceAffinity) -> PriceRange | None:
    """The range in which the prices of near products lie; None where too few are known.

    One standard deviation to either side of their median, in the logarithm of the price, estimated by the
    median absolute deviation: one product at a hundred times the price does not move it.

    Parameters
    ----------
    prices : ndarray of shape (n,), float64
        In the store's currency; NaN is unknown.
    """
    known = np.log(prices[prices > 0])
    if len(known) < affinity.prices:
        return None
    middle = median(known.tolist())
    spread = DEVIATIONS_PER_MAD * median(np.abs(known - middle).tolist())
    half = max(spread, math.log1p(affinity.tolerance))
    return PriceRange(math.exp(middle - half), math.exp(middle + half))


def price_points(prices: Numbers, range_: PriceRange, affinity: PriceAffinity) -> Numbers:
    """Points for lying in a range of prices.

    All of them inside it, none one tolerance outside it, all of them taken from two tolerances on. Distances
    are ratios: twice too dear costs what twice too cheap costs. The tolerance is half the width of the range,
    or that of the policy where the range is narrower or open.

    Returns
    -------
    ndarray of shape (n,), float64
        In [-points, points]; NaN where the price is unknown.
    """
    logs = np.log(np.where(prices > 0, prices, np.nan))
    low = math.log(range_.low) if range_.low else -math.inf
    high = math.log(range_.high) if range_.high and range_.high > 0 else math.inf
    half = (high - low) / 2
    tolerance = max(half if math.isfinite(half) else 0.0, math.log1p(affinity.tolerance))
    outside = np.maximum(np.maximum(low - logs, logs - high), 0.0)
    points: Numbers = affinity.points * np.maximum(1.0 - outside / tolerance, -1.0)
    return points


def dead_points(sold_30d: Numbers, days_since_sold: Numbers, age_days: Numbers, dead: DeadStock) -> Numbers:
    """Points taken from what has not been sold for the policy's days.

    A product is dead if its last sale is known to lie that far back, or if nothing was sold in 30 days, those
    are enough, and no sale is known. One that sold in the last 30 days is not, nor one that the store has not
    had for so many days.

    Returns
    -------
    ndarray of shape (n,), float64
        `-points` or 0; 0 where sales are unknown.
    """
    long_ago = days_since_sold >= dead.days
    silent = (sold_30d == 0) & np.isnan(days_since_sold) & (dead.days <= 30)
    alive = (sold_30d > 0) | (age_days < dead.days)
    return np.where((long_ago | silent) & ~alive, -dead.points, 0.0)


def photo_points(quality: Numbers, weak: WeakPhotos) -> Numbers:
    """Points taken for a main photo worse than `weak`, in proportion; NaN where it was not judged."""
    points: Numbers = -weak.points * np.clip((weak.weak - quality) / weak.weak, 0.0, 1.0)
    return points


def popular_points(popularity: Numbers, points: float) -> Numbers:
    """Points by rank among the products at hand; equal popularity gets equal points.

    The merchant's measure has no scale of its own, so only its order is used.

    Returns
    -------
    ndarray of shape (n,), float64
        In [0, points]; NaN where popularity is unknown, 0 for all where only one is known.
    """
    known = np.sort(popularity[~np.isnan(popularity)])
    if len(known) < 2 or known[0] == known[-1]:
        return np.zeros(len(popularity))
    below = np.searchsorted(known, popularity, side="left")
    ranked: Numbers = points * below / np.searchsorted(known, known[-1], side="left")
    return np.where(np.isnan(popularity), np.nan, ranked)
