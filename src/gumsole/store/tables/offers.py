"""Offers: what products cost and whether they can be bought."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from gumsole.records import Availability, Offer
from gumsole.store.database import Database, storable
from gumsole.store.tables.log import log_offers

OFFER_COLUMNS = (
    "availability, price, sale_price, sale_from, sale_until, quantity, cost, ships_to, available_from, "
    "popularity, units_sold_30d, last_sold_at, updated_at"
)
_WIDTH = OFFER_COLUMNS.count(",") + 1

OfferRow = tuple[str | int | float | None, ...]


class Offers:
    """Replaces offers many times a minute, without a look at photos or signals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get_many(self, skus: Sequence[str]) -> dict[str, Offer]:
        """Offers of the known ones among these skus."""
        with self._database.reading() as connection:
            return {sku: to_offer(sku, row) for sku, (_, row) in _stored(connection, skus).items()}

    def set_many(self, offers: Sequence[Offer]) -> tuple[str, ...]:
        """Replace the offers of known products, in one transaction; gives back the unknown skus."""
        with storable(), self._database.writing() as connection:
            latest = {offer.sku: offer for offer in offers}
            stored = _stored(connection, list(latest))
            changed = [
                product
                for sku, (product, before) in stored.items()
                if write_offer(connection, product, latest[sku], before)
            ]
            log_offers(connection, changed)
            return tuple(sku for sku in latest if sku not in stored)


def write_offer(connection: sqlite3.Connection, product: int, offer: Offer, before: OfferRow | None) -> bool:
    """Store the offer in place of the row before; True if they differ."""
    row = _row(offer)
    if before == row:
        return False
    connection.execute(
        f"INSERT OR REPLACE INTO offers (product, {OFFER_COLUMNS}) VALUES (?{', ?' * _WIDTH})",
        (product, *row),
    )
    return True


def read_offers(connection: sqlite3.Connection, products: Sequence[int]) -> Iterator[Offer]:
    """The offers of these products, by their numbers."""
    rows = connection.execute(
        f"SELECT products.sku, {OFFER_COLUMNS} FROM json_each(?) AS wanted "
        "JOIN products ON products.id = wanted.value JOIN offers ON offers.product = products.id",
        (json.dumps(products),),
    )
    for sku, *row in rows:
        yield to_offer(sku, row)


def to_offer(sku: str, row: Sequence[Any]) -> Offer:
    """A row of `OFFER_COLUMNS` as a record."""
    availability, price, sale_price, sale_from, sale_until, quantity, cost, ships_to, *rest = row
    return Offer(
        sku,
        Availability(availability),
        price,
        sale_price,
        sale_from,
        sale_until,
        quantity,
        cost,
        tuple(json.loads(ships_to)) if ships_to != _EVERYWHERE else (),
        *rest,
    )


_EVERYWHERE = "[]"


def _row(offer: Offer) -> OfferRow:
    return (
        offer.availability.value,
        offer.price,
        offer.sale_price,
        offer.sale_from,
        offer.sale_until,
        offer.quantity,
        offer.cost,
        json.dumps(offer.ships_to),
        offer.available_from,
        offer.popularity,
        offer.units_sold_30d,
        offer.last_sold_at,
        offer.updated_at,
    )


def _stored(connection: sqlite3.Connection, skus: Sequence[str]) -> dict[str, tuple[int, OfferRow]]:
    rows = connection.execute(
        f"SELECT products.sku, products.id, {OFFER_COLUMNS} FROM json_each(?) AS wanted "
        "JOIN products ON products.sku = wanted.value JOIN offers ON offers.product = products.id",
        (json.dumps(skus),),
    )
    return {sku: (product, tuple(row)) for sku, product, *row in rows}
