"""The assortment as a shopper walks through it without a photo: best sellers first, one tile a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.candidates import Moment
from gumsole.ranking.favorites import favorites
from gumsole.ranking.shelf import Shelf
from gumsole.ranking.variants import choices
from gumsole.records import Choice, Offer, Product
from gumsole.store import Store

# Variants of a tile at most: more are no choice any more.
MAX_VARIANTS = 40

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A product as it lies in its aisle.

    Attributes
    ----------
    photo : str
        Hash of its first photo; empty where it has none.
    others : tuple of Choice
        Further variants of its group.
    """

    product: Product
    offer: Offer
    sellable: bool
    photo: str
    others: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Aisle:
    """A page of what can be bought in a category, and of how many groups it is a part."""

    tiles: tuple[Tile, ...]
    total: int


def aisle(
    store: Store, shelf: Shelf, moment: Moment, offered: NDArray[np.bool_], *, page: int, limit: int
) -> Aisle:
    """A page of the best sellers among what is offered, counted from 1.

    Parameters
    ----------
    offered : ndarray of shape (len(shelf),), bool
    """
    rows = favorites(shelf, offered)
    shown = rows[(page - 1) * limit : page * limit]
    return Aisle(tiles(store, shelf, moment, shown), len(rows))


def tiles(store: Store, shelf: Shelf, moment: Moment, rows: NDArray[np.int64]) -> tuple[Tile, ...]:
    """Tiles of some rows; a product that left the store since the shelf was brought up is left out."""
    skus: Sequence[str] = shelf.goods.sku[rows].tolist()
    first = [int(found[0]) if len(found := shelf.photos(row)) else 0 for row in rows.tolist()]
    places = store.entries.places(first)
    listings = store.products.get_many(skus)
    others = choices(store, shelf, rows, moment, most=MAX_VARIANTS)
    sellable = moment.sellable(shelf, rows).tolist()
    return tuple(
        Tile(listing.product, listing.offer, sold, place.photo if (place := places.get(entry)) else "", more)
        for sku, sold, entry, more in zip(skus, sellable, first, others, strict=True)
        if (listing := listings.get(sku)) and not listing.retired
    )


def stocked(shelf: Shelf, offered: NDArray[np.bool_]) -> dict[Path, int]:
    """Categories, every level of them, in which something is offered, with counts of groups."""
    names = shelf.tables.category.names
    leaves = [names[code] for code in shelf.goods.category[favorites(shelf, offered)].tolist() if code >= 0]
    return dict(sorted(Counter(leaf[:depth] for leaf in leaves for depth in range(1, len(leaf) + 1)).items()))
