"""From photos that look alike to products worth ranking: one candidate a group."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.shelf import GONE, Sellable, Shelf
from gumsole.records import Band, Neighbors, Vector


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
        The variant's photo that is nearest to the query.
    similarity, shape, color : ndarray of float32
        Of that photo, as in `Neighbors`.
    band : ndarray of int8
        `Band.OTHER` until they were assigned.
    sellable : ndarray of bool
    """

    rows: NDArray[np.int64]
    entries: NDArray[np.int64]
    similarity: Vector
    shape: Vector
    color: Vector
    band: NDArray[np.int8]
    sellable: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    def taken(self, places: NDArray[np.int64]) -> Candidates:
        """Some of them, in the order given."""
        return Candidates(*(getattr(self, item.name)[places] for item in fields(self)))


def candidates(neighbors: Neighbors, shelf: Shelf, moment: Moment) -> Candidates:
    """Of each group among the neighbors the best variant: sellable first, then nearest in color.

    A variant is known by its nearest photo; between variants of one color the nearer wins, then the smaller
    id. A photo whose product left the store since the index was asked is passed over.
    """
    rows = shelf.rows(neighbors.ids)
    nearest = _first_of_each(rows)
    nearest = nearest[rows[nearest] != GONE]
    rows = rows[nearest]
    sellable = moment.sellable(shelf, rows)
    groups = shelf.goods.group[rows].astype(np.int64)
    best = np.lexsort((-neighbors.color[nearest], 2 * groups + ~sellable))  # stable: the nearer of equals
    shown = np.sort(best[_first_of_runs(groups[best])])
    photos = nearest[shown]
    return Candidates(
        rows=rows[shown],
        entries=neighbors.ids[photos],
        similarity=neighbors.similarity[photos],
        shape=neighbors.shape[photos],
        color=neighbors.color[photos],
        band=np.full(len(shown), Band.OTHER, np.int8),
        sellable=sellable[shown],
    )


def _first_of_each(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each value stands first, ascending."""
    _, first = np.unique(values, return_index=True)
    return np.sort(first)


def _first_of_runs(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """True where a run of equal values begins."""
    begins = np.ones(len(values), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    return begins
