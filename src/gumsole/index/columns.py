"""What filters look at: one value a slot, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.index.names import Destinations, Names, key
from gumsole.records import Entry, Offer

Mask = NDArray[np.bool_]
Slots = NDArray[np.int64]

# Stands for a price that is not known: below every price a filter can ask for.
NO_PRICE = -1

# What an offer says, as columns: prices in minor units, times in Unix seconds, infinite where open, the
# countries it ships to by their code.
TERMS = np.dtype(
    [
        ("in_stock", "?"),
        ("price", "<i8"),
        ("sale_price", "<i8"),
        ("sale_from", "<f8"),
        ("sale_until", "<f8"),
        ("ships_to", "<i4"),
    ]
)


def terms_of(offer: Offer, destinations: Destinations) -> tuple[bool, int, int, float, float, int]:
    """One row of `TERMS`."""
    return (
        offer.in_stock,
        NO_PRICE if offer.price is None else offer.price,
        NO_PRICE if offer.sale_price is None else offer.sale_price,
        -np.inf if offer.sale_from is None else offer.sale_from,
        np.inf if offer.sale_until is None else offer.sale_until,
        destinations.code(offer.ships_to),
    )


def prices_at(terms: NDArray[np.void], now_s: float) -> NDArray[np.int64]:
    """Price asked at `now_s` per row of `TERMS`, as `Offer.price_at`; `NO_PRICE` where unknown."""
    on_sale = (
        (terms["sale_price"] != NO_PRICE) & (terms["sale_from"] <= now_s) & (now_s < terms["sale_until"])
    )
    prices: NDArray[np.int64] = np.where(on_sale, terms["sale_price"], terms["price"])
    return prices


def boundaries(terms: NDArray[np.void], now_s: float) -> tuple[float, float]:
    """The times around `now_s` between which no sale begins or ends: from the first, before the second."""
    times = np.concatenate([terms["sale_from"], terms["sale_until"]])[
        np.tile(terms["sale_price"] != NO_PRICE, 2)
    ]
    begun = times <= now_s
    return float(np.max(times[begun], initial=-np.inf)), float(np.min(times[~begun], initial=np.inf))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What never changes for an entry, and its offer's terms; only slots that no reader sees are rewritten.

    Attributes
    ----------
    ids, groups, skus : ndarray of shape (capacity,), int64
        The entry's id; keys of its group and of its sku.
    categories, brands, colors, materials : ndarray of shape (capacity,), int32
        Codes.
    terms : ndarray of shape (capacity,), TERMS
        For writers; readers look at `Live`.
    """

    ids: NDArray[np.int64]
    groups: NDArray[np.int64]
    skus: NDArray[np.int64]
    categories: NDArray[np.int32]
    brands: NDArray[np.int32]
    colors: NDArray[np.int32]
    materials: NDArray[np.int32]
    terms: NDArray[np.void]

    @classmethod
    def empty(cls, capacity: int) -> Columns:
        """Columns for so many slots."""
        ids, groups, skus = (np.zeros(capacity, np.int64) for _ in range(3))
        categories, brands, colors, materials = (np.zeros(capacity, np.int32) for _ in range(4))
        return cls(ids, groups, skus, categories, brands, colors, materials, np.zeros(capacity, TERMS))

    @classmethod
    def of(cls, entries: Sequence[Entry], names: Names) -> Columns:
        """Columns of some entries, in their order."""
        return cls(
            np.array([e.id for e in entries], np.int64),
            np.array([key(e.group) for e in entries], np.int64),
            np.array([key(e.offer.sku) for e in entries], np.int64),
            np.array([names.categories.code(e.category) for e in entries], np.int32),
            np.array([names.brands.code(e.brand) for e in entries], np.int32),
            np.array([names.colors.code(e.color_name) for e in entries], np.int32),
            np.array([names.materials.code(e.material) for e in entries], np.int32),
            np.array([terms_of(e.offer, names.destinations) for e in entries], TERMS),
        )

    @classmethod
    def joined(cls, columns: Sequence[Columns]) -> Columns:
        """Several, one after the other."""
        arrays = zip(*(some.arrays() for some in columns), strict=True)
        return cls(*(np.concatenate(column) for column in arrays)) if columns else cls.empty(0)

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Every column, in the order of the constructor."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def named(self) -> list[tuple[str, NDArray[Any]]]:
        """Every column with its name."""
        return list(zip([field.name for field in fields(self)], self.arrays(), strict=True))

    def put(self, slots: Slots, fresh: Columns) -> None:
        """Write to slots that no reader sees."""
        for column, values in zip(self.arrays(), fresh.arrays(), strict=True):
            column[slots] = values

    def grown(self, capacity: int) -> Columns:
        """The same with room for more."""
        larger = Columns.empty(capacity)
        larger.put(np.arange(len(self.ids)), self)
        return larger


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """What changes while readers look: copied on write, so that a reader keeps what it began with.

    Attributes
    ----------
    alive, in_stock : ndarray of shape (size,), bool
        Over the slots in use.
    prices : ndarray of shape (size,), int64
        Asked now; `NO_PRICE` where unknown.
    ships_to : ndarray of shape (size,), int32
        Codes.
    since_s, until_s : float
        Unix seconds between which `prices` hold.
    """

    alive: Mask
    in_stock: Mask
    prices: NDArray[np.int64]
    ships_to: NDArray[np.int32]
    since_s: float
    until_s: float

    @classmethod
    def empty(cls) -> Live:
        """Of no slots."""
        return cls.of(np.zeros(0, TERMS), 0.0)

    @classmethod
    def of(cls, terms: NDArray[np.void], now_s: float) -> Live:
        """Every slot alive, as its terms stand."""
        since_s, until_s = boundaries(terms, now_s)
        alive, in_stock = np.ones(len(terms), np.bool_), np.ascontiguousarray(terms["in_stock"])
        ships_to = np.ascontiguousarray(terms["ships_to"])
        return cls(alive, in_stock, prices_at(terms, now_s), ships_to, since_s, until_s)

    def grown(self, capacity: int) -> Live:
        """The same with room for more slots, none of them alive."""
        more = (0, capacity - len(self.alive))
        return replace(
            self,
            alive=np.pad(self.alive, more),
            in_stock=np.pad(self.in_stock, more),
            prices=np.pad(self.prices, more),
            ships_to=np.pad(self.ships_to, more),
        )

    def changed(self, terms: NDArray[np.void], shown: Slots, gone: Slots, now_s: float) -> Live:
        """A copy that shows some slots as their terms stand and others no more."""
        alive, in_stock = self.alive.copy(), self.in_stock.copy()
        prices, ships_to = self.prices.copy(), self.ships_to.copy()
        alive[gone] = False
        alive[shown] = True
        fresh = terms[shown]
        in_stock[shown] = fresh["in_stock"]
        prices[shown] = prices_at(fresh, now_s)
        ships_to[shown] = fresh["ships_to"]
        since_s, until_s = boundaries(fresh, now_s)
        since_s, until_s = max(self.since_s, since_s), min(self.until_s, until_s)
        return Live(alive, in_stock, prices, ships_to, since_s, until_s)

    def holds_at(self, now_s: float) -> bool:
        """True if no sale began or ended in between."""
        return self.since_s <= now_s < self.until_s

    def repriced(self, terms: NDArray[np.void], now_s: float) -> Live:
        """The same with the prices of another time."""
        since_s, until_s = boundaries(terms[self.alive], now_s)
        return replace(self, prices=prices_at(terms, now_s), since_s=since_s, until_s=until_s)
