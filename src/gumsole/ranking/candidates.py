"""From photos that look alike to products worth ranking: one candidate a group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.shelf import GONE, Sellable, Shelf
from gumsole.records import Band, Neighbors, Vector

# Likeness of the next product of a group that has no other.
ALONE = -1.0

# In place of an entry: compared with no photo.
NO_ENTRY = 0

# Rows of the shelf, and the cosine of each one's color with the question's → which of them are let in.
Admits = Callable[[NDArray[np.int64], Vector], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides whether a product can be sold, besides its offer.

    Attributes
    ----------
    now_s : float
        Unix seconds.
    ships_to : str
        ISO 3166 code of the shopper's country; empty where it is not known.
    """

    now_s: float
    ships_to: str = ""
    terms: Sellable = field(default_factory=Sellable)

    def sellable(self, shelf: Shelf, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the shelf's rows can be bought and shipped."""
        return shelf.sellable(rows, now_s=self.now_s, ships_to=self.ships_to, terms=self.terms)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """One row a product group: the variant to show, nearest first.

    Attributes
    ----------
    rows : ndarray of int64
        Of the shelf.
    entries : ndarray of int64
        The variant's photo that is nearest to the query; `NO_ENTRY` where there was none to compare with.
    similarity, shape, color : ndarray of float32
        Of that photo, as in `Neighbors`.
    sibling : ndarray of float32
        Likeness of the nearest other product of the group, -1 where no other was found.
    rival : ndarray of float32
        Likeness of the nearest product of another group, let in or not, -1 where no other was found.
    band : ndarray of int8
        `Band.OTHER` until they were assigned.
    sellable : ndarray of bool
    """

    rows: NDArray[np.int64]
    entries: NDArray[np.int64]
    similarity: Vector
    shape: Vector
    color: Vector
    sibling: Vector
    rival: Vector
    band: NDArray[np.int8]
    sellable: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    def taken(self, places: NDArray[np.int64]) -> Candidates:
        """Some of them, in the order given."""
        return Candidates(*(getattr(self, item.name)[places] for item in fields(self)))


def candidates(
    neighbors: Neighbors,
    shelf: Shelf,
    moment: Moment,
    *,
    color_weight: float = 0.0,
    admits: Admits | None = None,
    beyond: Neighbors | None = None,
) -> Candidates:
    """Of each group among the neighbors the best variant: sellable first, then most like the photo.

    A variant is known by its nearest photo, and likeness weighs shape and color as the question does; between
    variants that are equally alike the one nearer in color wins, then the smaller id. A photo whose product
    left the store since the index was asked is passed over.

    Parameters
    ----------
    color_weight : float
        Share of color in the likeness of siblings: what bands were learned with.
    admits : callable, optional
        Variants that it turns down do not stand for their group.
    beyond : Neighbors, optional
        What is nearest in the whole catalog, where the neighbors were narrowed: rivals all the same.
    """
    nearest, rows = _nearest_of_each(neighbors, shelf)
    shape, color = neighbors.shape[nearest], neighbors.color[nearest]
    likeness = _likeness(neighbors, color_weight)[nearest]
    groups = shelf.goods.group[rows]
    rivals = [(groups, likeness)]
    if beyond is not None:
        further, others = _nearest_of_each(beyond, shelf)
        rivals.append((shelf.goods.group[others], _likeness(beyond, color_weight)[further]))
    every = Candidates(
        rows=rows,
        entries=neighbors.ids[nearest],
        similarity=neighbors.similarity[nearest],
        shape=shape,
        color=color,
        sibling=_siblings(groups, likeness),
        rival=_rivals(groups, *(np.concatenate(part) for part in zip(*rivals, strict=True))),
        band=np.full(len(rows), Band.OTHER, np.int8),
        sellable=moment.sellable(shelf, rows),
    )
    return _one_a_group(every, shelf, admits)


def unlike(
    rows: NDArray[np.int64], shelf: Shelf, moment: Moment, *, admits: Admits | None = None
) -> Candidates:
    """Of each group among some rows the first that can be sold, else the first; compared with no photo."""
    return _one_a_group(uncompared(rows, shelf, moment), shelf, admits)


def uncompared(rows: NDArray[np.int64], shelf: Shelf, moment: Moment) -> Candidates:
    """Every one of some rows, compared with no photo."""
    nothing = np.zeros(len(rows), np.float32)
    return Candidates(
        rows=rows,
        entries=np.full(len(rows), NO_ENTRY, np.int64),
        similarity=nothing,
        shape=nothing,
        color=nothing,
        sibling=np.full(len(rows), ALONE, np.float32),
        rival=np.full(len(rows), ALONE, np.float32),
        band=np.full(len(rows), Band.OTHER, np.int8),
        sellable=moment.sellable(shelf, rows),
    )


def _one_a_group(every: Candidates, shelf: Shelf, admits: Admits | None) -> Candidates:
    if admits:
        every = every.taken(np.flatnonzero(admits(every.rows, every.color)))
    groups = shelf.goods.group[every.rows].astype(np.int64)
    best = np.lexsort((-every.color, -every.similarity, 2 * groups + ~every.sellable))
    return every.taken(np.sort(best[_first_of_runs(groups[best])]))


def _siblings(groups: NDArray[np.int32], likeness: Vector) -> Vector:
    """For each product the likeness of the nearest other one of its group; `ALONE` where there is none."""
    order = np.lexsort((-likeness, groups))
    starts = np.flatnonzero(_first_of_runs(groups[order]))
    long = np.diff(np.append(starts, len(order)))
    first = order[starts]
    second = np.full(len(starts), ALONE, np.float32)
    paired = long > 1
    second[paired] = likeness[order[starts[paired] + 1]]
    sibling = np.empty(len(order), np.float32)
    sibling[order] = np.repeat(likeness[first], long)
    sibling[first] = second
    return sibling


def _rivals(groups: NDArray[np.int32], others: NDArray[np.int32], likeness: Vector) -> Vector:
    """For each group the likeness of the nearest among others that is not of it; `ALONE` without one."""
    if not len(others):
        return np.full(len(groups), ALONE, np.float32)
    first = np.argmax(likeness)
    besides = likeness[others != others[first]]
    second = besides.max() if len(besides) else np.float32(ALONE)
    return np.where(groups == others[first], second, likeness[first]).astype(np.float32)


def _likeness(neighbors: Neighbors, color_weight: float) -> Vector:
    return (1 - color_weight) * neighbors.shape + color_weight * neighbors.color


def _nearest_of_each(neighbors: Neighbors, shelf: Shelf) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the nearest photo of each product that the store still has, and the products' rows."""
    rows = shelf.rows(neighbors.ids)
    nearest = _first_of_each(rows)
    nearest = nearest[rows[nearest] != GONE]
    return nearest, rows[nearest]


def _first_of_each(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each value stands first, ascending."""
    _, first = np.unique(values, return_index=True)
    return np.sort(first)


def _first_of_runs(values: NDArray[Any]) -> NDArray[np.bool_]:
    """True where a run of equal values begins."""
    begins = np.ones(len(values), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    return begins
