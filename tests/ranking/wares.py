"""A shelf made of a few words a product, for what needs no database and no photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gumsole.ranking.shelf.columns import ATTRIBUTES, Goods, Offers, Tables
from gumsole.ranking.shelf.shelf import Shelf
from gumsole.records import Availability
from gumsole.store.tables.columns import AVAILABILITIES, UNKNOWN, PlaceColumns


@dataclass(frozen=True, slots=True)
class Ware:
    """A product and its offer; fields as in `Product` and `Offer`."""

    group: str
    category: tuple[str, ...] = ()
    brand: str = ""
    color: str = ""
    material: str = ""
    availability: Availability = Availability.IN_STOCK
    price: int | None = 1000
    popularity: float | None = None
    ships_to: tuple[str, ...] = ()


def shelf_of(wares: Sequence[Ware]) -> Shelf:
    """Row for row, the last one the newest."""
    tables, n = Tables(), len(wares)
    ids = np.arange(1, n + 1, dtype=np.int64)

    def codes(name: str) -> Any:
        return getattr(tables, name).codes(getattr(ware, name, "") for ware in wares)

    names = np.array([f"sku-{row}" for row in ids], np.object_)
    described = {name: codes(name) for name in ("group", "category", "brand", *ATTRIBUTES)}
    unsaid, unknown = np.full(n, UNKNOWN), np.full(n, np.nan)
    goods = Goods(
        id=ids,
        sku=names,
        title=names,
        live_since=unknown,
        photo_quality=np.ones(n, np.float32),
        **described,
    )
    offers = Offers(
        availability=np.array([AVAILABILITIES.index(ware.availability) for ware in wares], np.int8),
        price=np.array([UNKNOWN if ware.price is None else ware.price for ware in wares], np.int64),
        sale_price=unsaid,
        sale_from=unknown,
        sale_until=unknown,
        quantity=unsaid,
        cost=unsaid,
        ships_to=codes("ships_to"),
        available_from=unknown,
        popularity=np.array([np.nan if ware.popularity is None else ware.popularity for ware in wares]),
        units_sold_30d=unsaid,
        last_sold_at=unknown,
    )
    return Shelf.stocked(1, goods, offers, tables, PlaceColumns(ids, ids))
