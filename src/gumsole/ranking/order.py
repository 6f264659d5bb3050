"""From scores to places, on a leash.

Likeness decides the order in which candidates come in; scores may move each of them a few places and no
further, and sold-out ones stand behind. Both hold by construction: a place is only given to a candidate that
may take it, and only if everybody else can still reach a place of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Band


@dataclass(frozen=True, slots=True)
class Variety:
    """How many of the first places one brand may take while another could have them.

    Attributes
    ----------
    most : int
        Places of one brand at most.
    places : int
        Of so many first places.
    """

    most: int
    places: int


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Candidates in the order of their likeness: by band, sold-out ones last, nearest first.

    Attributes
    ----------
    band : ndarray of shape (n,), int8
        Never falling.
    score : ndarray of shape (n,), float64
        Points after policy.
    pinned, sellable : ndarray of shape (n,), bool
    brand : ndarray of shape (n,), int
        Equal for candidates of one brand; negative where there is none.
    """

    band: NDArray[np.int8]
    score: NDArray[np.float64]
    pinned: NDArray[np.bool_]
    sellable: NDArray[np.bool_]
    brand: NDArray[np.int64]


def arrange(field: Field, *, leash: int, variety: Variety | None = None) -> NDArray[np.int64]:
    """Order candidates by score as far as the leash allows.

    Among those that can be sold, nobody stands more than `leash` places from where likeness put them, and
    nobody stands above one that is closer by more than one band. Those that are sold out follow the last
    sellable one of their band or a closer one, and never come first while a sellable one is `SIMILAR` or
    closer.

    Returns
    -------
    ndarray of shape (n,), int64
        Rows of `field`, the first place first.
    """
    offered = np.flatnonzero(field.sellable)
    ranked = offered[_on_leash(field, offered, leash, variety)]
    gone = np.flatnonzero(~field.sellable)
    return _behind(ranked, gone, field.band) if len(gone) else ranked


def _on_leash(
    field: Field, rows: NDArray[np.int64], leash: int, variety: Variety | None
) -> NDArray[np.int64]:
    """Places for the sellable ones, as positions in `rows`."""
    band, brand = field.band[rows].tolist(), field.brand[rows].tolist()
    ends = _ends(field.band[rows])
    behind = _behind_in_worth(field.pinned[rows], field.score[rows])
    left = list(range(len(rows)))
    taken: dict[int, int] = {}
    order: list[int] = []
    for place in range(len(rows)):
        first = left[0]
        # Whoever is passed over steps back by one, and the first of those left was passed over most often.
        farthest = first if place - first >= leash else min(place + leash, ends[band[first] + 1])
        allowed = left[: bisect_right(left, farthest)]
        if variety and place < variety.places:
            fresh = [row for row in allowed if taken.get(brand[row], 0) < variety.most]
            allowed = fresh or allowed
        chosen = min(allowed, key=behind)
        left.remove(chosen)
        order.append(chosen)
        if brand[chosen] >= 0:
            taken[brand[chosen]] = taken.get(brand[chosen], 0) + 1
    return np.array(order, dtype=np.int64)


def _ends(band: NDArray[np.int8]) -> list[int]:
    """For each band, and one more, the last row of it or a closer one; bands never fall."""
    ends: list[int] = (np.searchsorted(band, np.arange(Band.OTHER + 2), side="right") - 1).tolist()
    return ends


def _behind_in_worth(pinned: NDArray[np.bool_], score: NDArray[np.float64]) -> Callable[[int], int]:
    """How many are worth more than one: pinned ones first, then by score, then who was first."""
    ranks = np.empty(len(score), np.int64)
    ranks[np.lexsort((-score, ~pinned))] = np.arange(len(score))
    return ranks.tolist().__getitem__


def _behind(ranked: NDArray[np.int64], gone: NDArray[np.int64], band: NDArray[np.int8]) -> NDArray[np.int64]:
    """Put those that are sold out behind the sellable ones of their band."""
    bands = band[ranked]
    first_is_kept = bool((bands <= Band.SIMILAR).any())
    places = []
    for row in gone:
        before = np.flatnonzero(bands <= band[row])
        place = int(before[-1]) + 1 if len(before) else 0
        places.append(max(place, int(first_is_kept)))
    return np.insert(ranked, places, gone)
