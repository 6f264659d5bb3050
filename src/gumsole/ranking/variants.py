"""What else a hit comes in: the other variants of its group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.candidates import Moment
from gumsole.ranking.shelf import Shelf
from gumsole.records import Choice
from gumsole.store import Store


def choices(
    store: Store, shelf: Shelf, shown: NDArray[np.int64], moment: Moment, *, most: int
) -> list[tuple[Choice, ...]]:
    """The other variants of each row shown: sellable ones first, then in the order of the feed.

    Parameters
    ----------
    shown : ndarray of int64
        Rows of the shelf: one page of hits.
    most : int
        Variants of one hit at most.
    """
    others = _others(shelf, shown, moment, most)
    rows = np.concatenate([*others, np.zeros(0, np.int64)])
    known = _listed(store, shelf, rows, moment)
    return [tuple(known[row] for row in group.tolist() if row in known) for group in others]


def _others(shelf: Shelf, shown: NDArray[np.int64], moment: Moment, most: int) -> list[NDArray[np.int64]]:
    """Rows of the other variants of each row; all are judged at once."""
    groups = [(row, shelf.variants(row)) for row in shown.tolist()]
    others = [rows[rows != row] for row, rows in groups]
    sellable = moment.sellable(shelf, np.concatenate([*others, np.zeros(0, np.int64)]))
    ends = np.cumsum([len(rows) for rows in others]).tolist()
    return [
        rows[np.argsort(~sellable[end - len(rows) : end], kind="stable")][:most]
        for rows, end in zip(others, ends, strict=True)
    ]


def _listed(store: Store, shelf: Shelf, rows: NDArray[np.int64], moment: Moment) -> dict[int, Choice]:
    """Choices by row; a product that left the store since the shelf was brought up is left out."""
    skus: Sequence[str] = shelf.goods.sku[rows].tolist()
    listings = store.products.get_many(skus)
    return {
        row: Choice(listing.product, listing.offer, sellable)
        for row, sku, sellable in zip(rows.tolist(), skus, moment.sellable(shelf, rows).tolist(), strict=True)
        if (listing := listings.get(sku)) and not listing.retired
    }
