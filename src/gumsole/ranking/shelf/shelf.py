"""The store's live products as columns in memory, so that a query asks no database about its candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.shelf.columns import Goods, Offers, Tables
from gumsole.records import Availability
from gumsole.store.tables.columns import AVAILABILITIES, UNKNOWN, Integers, PlaceColumns, Reals

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

# What `rows` gives for what is not on the shelf.
GONE = -1

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Sellable:
    """What must hold of a product, besides its being in stock, for it to be sold now.

    Attributes
    ----------
    in_stock : bool
        What is not in stock cannot be sold; False for a store that takes orders for everything it lists.
    needs_price : bool
        A product without a price cannot be sold.
    least_photo_quality : float
        In [0, 1]; a first photo known to be worse keeps a product from being sold.
    """

    in_stock: bool = True
    needs_price: bool = True
    least_photo_quality: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """All live products at one moment; never changed, a later moment is another shelf.

    Rows are products in the order in which they first came to the store, the newest last.

    Attributes
    ----------
    seq : int
        The last change of the store that it knows.
    goods, offers : Goods, Offers
        Row for row the same.
    tables : Tables
        What the codes in both stand for; shared with later shelves.
    places : PlaceColumns
        Which entries of the index are photos of which product.
    """

    seq: int
    goods: Goods
    offers: Offers
    tables: Tables
    places: PlaceColumns
    _place_rows: Rows
    _by_sku: Mapping[str, int]
    _by_group: Rows
    _groups: NDArray[np.int32]

    @classmethod
    def stocked(cls, seq: int, goods: Goods, offers: Offers, tables: Tables, places: PlaceColumns) -> Shelf:
        """A shelf of these rows, ascending by id of the product; places may name products that are gone."""
        by_group = np.argsort(goods.group, kind="stable")
        return cls(
            seq=seq,
            goods=goods,
            offers=offers,
            tables=tables,
            places=places,
            _place_rows=found(goods.id, places.product),
            _by_sku={sku: row for row, sku in enumerate(goods.sku.tolist())},
            _by_group=by_group,
            _groups=goods.group[by_group],
        )

    def __len__(self) -> int:
        """How many products are live."""
        return len(self.goods.id)

    # --- from names to rows ---

    def rows(self, entry_ids: Integers) -> Rows:
        """Row of the product that each entry of the index is a photo of; `GONE` where it is not live."""
        at = found(self.places.id, entry_ids)
        if not len(self.places.id):
            return at
        return np.where(at == GONE, GONE, self._place_rows[at])

    def rows_of_skus(self, skus: Sequence[str]) -> Rows:
        """Row of each sku; `GONE` where it is not live."""
        return np.array([self._by_sku.get(sku, GONE) for sku in skus], np.int64)

    def rows_of_products(self, ids: Integers) -> Rows:
        """Row of each product by its number in the store; `GONE` where it is not live."""
        return found(self.goods.id, ids)

    def variants(self, row: int) -> Rows:
        """Rows of all products of this one's group, itself among them, ascending."""
        group = self.goods.group[row]
        first, last = np.searchsorted(self._groups, [group, group + 1])
        return self._by_group[first:last]

    def photos(self, row: int) -> Integers:
        """Entries of the index that are photos of this product, the first one first."""
        at = np.flatnonzero(self.places.product == self.goods.id[row])
        return self.places.id[at]

    # --- what holds of rows now ---

    def in_stock(self, rows: Rows) -> Mask:
        """As `Offer.in_stock`: unknown availability is not, unknown quantity may be."""
        offers = self.offers
        held: Mask = (offers.availability[rows] == _IN_STOCK) & (offers.quantity[rows] != 0)
        return held

    def price_at(self, rows: Rows, now_s: float) -> Integers:
        """As `Offer.price_at`: minor units asked at `now_s`, `UNKNOWN` where there is no price."""
        offers = self.offers
        price, sale = offers.price[rows], offers.sale_price[rows]
        reduced = np.flatnonzero(sale != UNKNOWN)
        begun = ~(offers.sale_from[rows[reduced]] > now_s)
        on_sale = reduced[begun & ~(offers.sale_until[rows[reduced]] <= now_s)]
        price[on_sale] = sale[on_sale]
        return price

    def ships_to(self, rows: Rows, country: str) -> Mask:
        """True where an offer names the country (ISO 3166), or none at all."""
        reached = np.array([country in countries for countries in self.tables.ships_to.names] + [True])
        reaches: Mask = reached[self.offers.ships_to[rows]]  # everywhere is -1: the last
        return reaches

    def days_since_sold(self, rows: Rows, now_s: float) -> Reals:
        """Days since the last sale; NaN where the feed does not say."""
        return (now_s - self.offers.last_sold_at[rows]) / DAY_S

    def age_days(self, rows: Rows, now_s: float) -> Reals:
        """Days for which the store has had each product without a break."""
        return (now_s - self.goods.live_since[rows]) / DAY_S

    def sellable(self, rows: Rows, *, now_s: float, ships_to: str = "", terms: Sellable = Sellable()) -> Mask:
        """What can be bought and shipped now: the one place where this is decided.

        In stock (unknown is not), pieces left and due by now, with a price, no photo below a limit, as the
        terms want it; and shipped to the country asked for, if any.

        Parameters
        ----------
        ships_to : str
            ISO 3166 code; empty is any country.
        """
        allowed = np.ones(len(rows), np.bool_)
        if terms.in_stock:
            allowed &= self.in_stock(rows)
            allowed &= ~(self.offers.available_from[rows] > now_s)
        if terms.needs_price:
            allowed &= self.price_at(rows, now_s) != UNKNOWN
        if terms.least_photo_quality > 0:
            allowed &= ~(self.goods.photo_quality[rows] < terms.least_photo_quality)
        return allowed & self.ships_to(rows, ships_to) if ships_to else allowed


_IN_STOCK = AVAILABILITIES.index(Availability.IN_STOCK)


def found(ascending: Integers, wanted: Integers) -> Rows:
    """Where each value stands among ascending ones; `GONE` where it does not."""
    if not len(ascending):
        return np.full(len(wanted), GONE, np.int64)
    at = np.searchsorted(ascending, wanted)
    at[at == len(ascending)] = 0
    return np.where(ascending[at] == wanted, at, GONE)
