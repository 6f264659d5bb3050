"""How sure a share is, and the difference between two: the bootstrap over queries.

Queries about one product are no independent draws, so whole products are drawn (cluster bootstrap; Davison
and Hinkley 1997, "Bootstrap Methods and their Application", 3.8). Where each query has a product of its own,
this is the plain bootstrap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Draws: the ends of a 95 % interval then wander by some 2 % of its width.
DRAWS = 2000
_TAIL = 2.5  # percent at either end
_SEED = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % interval.

    Attributes
    ----------
    mean, low, high : float
        In the unit of what was measured.
    """

    mean: float
    low: float
    high: float


def interval(values: NDArray[np.float64], clusters: Sequence[object]) -> Interval:
    """Mean of `values`, (n,) and not empty, with its interval.

    Parameters
    ----------
    values : ndarray of shape (n,), float64
        One a query; of a comparison, the differences query by query.
    clusters : sequence of n
        What each query is about: equal ones are drawn together.
    """
    _, cluster = np.unique(np.array([str(one) for one in clusters]), return_inverse=True)
    sums, counts = np.bincount(cluster, values), np.bincount(cluster)
    drawn = np.random.default_rng(_SEED).multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS
    )
    means = (drawn @ sums) / np.maximum(drawn @ counts, 1)
    low, high = np.percentile(means, (_TAIL, 100 - _TAIL))
    return Interval(float(values.mean()), float(low), float(high))
