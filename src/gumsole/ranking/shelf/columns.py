"""The assortment in arrays, one row a live product, in the order in which products came to the store."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.shelf.labels import Codes, Labels
from gumsole.ranking.shelf.photo_quality import photo_quality
from gumsole.store.tables.columns import Assortment, Integers, OfferColumns, PlaceColumns, Reals

Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Tables:
    """What codes stand for: `tables.brand.names[code]`."""

    group: Labels[str] = field(default_factory=Labels)
    category: Labels[tuple[str, ...]] = field(default_factory=Labels)
    brand: Labels[str] = field(default_factory=Labels)
    color: Labels[str] = field(default_factory=Labels)
    material: Labels[str] = field(default_factory=Labels)
    size: Labels[str] = field(default_factory=Labels)
    pattern: Labels[str] = field(default_factory=Labels)
    gender: Labels[str] = field(default_factory=Labels)
    age_group: Labels[str] = field(default_factory=Labels)
    condition: Labels[str] = field(default_factory=Labels)
    ships_to: Labels[tuple[str, ...]] = field(default_factory=Labels)


ATTRIBUTES = ("color", "material", "size", "pattern", "gender", "age_group", "condition")


@dataclass(frozen=True, slots=True, eq=False)
class Goods:
    """What products are. Codes are `NONE` where the feed says nothing.

    Attributes
    ----------
    id : ndarray of int64
        Ascending: a higher one came to the store later.
    sku, title : ndarray of str
    live_since : ndarray of float64
        Unix seconds since which the store has it without a break.
    photo_quality : ndarray of float32
        Of the first photo, in [0, 1]; NaN where it has no signals.
    """

    id: Integers
    sku: Words
    title: Words
    group: Codes
    category: Codes
    brand: Codes
    color: Codes
    material: Codes
    size: Codes
    pattern: Codes
    gender: Codes
    age_group: Codes
    condition: Codes
    live_since: Reals
    photo_quality: NDArray[np.float32]

    @classmethod
    def of(cls, assortment: Assortment, tables: Tables) -> Goods:
        """Rows of an assortment; new labels enter the tables."""
        products = assortment.products
        attributes = {
            name: getattr(tables, name).codes(given.get(name, "") for given in products.attributes)
            for name in ATTRIBUTES
        }
        return cls(
            id=products.id,
            sku=_words(products.sku),
            title=_words(products.title),
            group=tables.group.codes(products.group),
            category=tables.category.codes(products.category),
            brand=tables.brand.codes(products.brand),
            live_since=products.live_since,
            photo_quality=photo_quality(assortment.measures),
            **attributes,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What products cost and whether they can be bought, as the feed last said.

    Unknown integers are `UNKNOWN`, unknown reals NaN; money in minor units, times in Unix seconds.

    Attributes
    ----------
    availability : ndarray of int8
        Positions in `AVAILABILITIES`.
    ships_to : ndarray of int32
        Codes of sets of countries; `NONE` is everywhere.
    """

    availability: NDArray[np.int8]
    price: Integers
    sale_price: Integers
    sale_from: Reals
    sale_until: Reals
    quantity: Integers
    cost: Integers
    ships_to: Codes
    available_from: Reals
    popularity: Reals
    units_sold_30d: Integers
    last_sold_at: Reals

    @classmethod
    def of(cls, columns: OfferColumns, tables: Tables) -> Offers:
        """Rows as the store has them."""
        arrays = {item.name: getattr(columns, item.name) for item in fields(cls)}
        return cls(**{**arrays, "ships_to": tables.ships_to.codes(columns.ships_to)})


Table = TypeVar("Table", Goods, Offers, PlaceColumns)


def taken(table: Table, rows: NDArray[Any]) -> Table:
    """Some rows of a table."""
    return type(table)(*(getattr(table, item.name)[rows] for item in fields(table)))


def joined(first: Table, second: Table) -> Table:
    """One table after the other."""
    pairs = ((getattr(first, item.name), getattr(second, item.name)) for item in fields(first))
    return type(first)(*(np.concatenate(pair) for pair in pairs))


def replaced(table: Table, rows: Integers, fresh: Table) -> Table:
    """A copy with some rows exchanged."""
    columns = [getattr(table, item.name).copy() for item in fields(table)]
    for column, item in zip(columns, fields(fresh), strict=True):
        column[rows] = getattr(fresh, item.name)
    return type(table)(*columns)


def _words(texts: Any) -> Words:
    return np.array(texts, np.object_)
