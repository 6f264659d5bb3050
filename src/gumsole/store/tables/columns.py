"""All live products as columns, read at once: what a ranking looks at without asking for each product.

About 7 µs a product; a follower that is behind reads again only what the change log points at.
"""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Availability, Background, Swatch
from gumsole.store.database import Database
from gumsole.store.tables.log import Kind, followable_from, latest_seq
from gumsole.store.tables.offers import OFFER_COLUMNS
from gumsole.store.tables.signals import CHUNK, EncoderKey, encoder_id

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]

# Stands for an integer that the feed does not say; unknown reals are NaN.
UNKNOWN = int(np.iinfo(np.int64).min)

# Codes of `OfferColumns.availability`.
AVAILABILITIES = tuple(Availability)

_PRODUCT = "products.id, products.sku, group_id, title, brand, category, attributes, runs.started_at"
_MEASURES = "width, height, sharpness, exposure, clipped, fill, edge_touch, background"

_LIVE = f"""
SELECT {_PRODUCT}, {_MEASURES}, {OFFER_COLUMNS}
FROM products
JOIN offers ON offers.product = products.id
LEFT JOIN sightings ON sightings.product = products.id
LEFT JOIN runs ON runs.id = sightings.live_since
LEFT JOIN places ON places.product = products.id AND places.position = 0
LEFT JOIN refs ON refs.id = places.ref
LEFT JOIN signals ON signals.photo = refs.photo AND signals.encoder = :encoder
WHERE products.retired_at IS NULL
"""

_PLACES = """
SELECT places.id, places.product FROM places
JOIN products ON products.id = places.product AND products.retired_at IS NULL
"""

_SWATCHES = """
SELECT places.product, signals.palette FROM json_each(:products) AS wanted
JOIN places ON places.product = wanted.value AND places.position = 0
JOIN refs ON refs.id = places.ref
JOIN signals ON signals.photo = refs.photo AND signals.encoder = :encoder
"""

# Products whose rows no longer hold: those logged themselves, and those whose photos were.
_TOUCHED = f"""
SELECT target FROM changes WHERE seq > :seq AND kind = {Kind.PRODUCT:d}
UNION SELECT product FROM places
WHERE id IN (SELECT target FROM changes WHERE seq > :seq AND kind = {Kind.ENTRY:d})
"""

_OFFERED = f"""
SELECT products.id, {OFFER_COLUMNS}
FROM products JOIN offers ON offers.product = products.id
WHERE products.retired_at IS NULL
AND products.id IN (SELECT target FROM changes WHERE seq > :seq AND kind = {Kind.OFFER:d})
AND products.id NOT IN ({_TOUCHED})
ORDER BY products.id
"""


@dataclass(frozen=True, slots=True, eq=False)
class ProductColumns:
    """What products are, by ascending id: in the order in which they first came to the store.

    Attributes
    ----------
    live_since : ndarray of float64
        Unix seconds of the run with which the present source began to name it without a break.
    """

    id: Integers
    sku: Sequence[str]
    group: Sequence[str]
    title: Sequence[str]
    brand: Sequence[str]
    category: Sequence[tuple[str, ...]]
    attributes: Sequence[Mapping[str, str]]
    live_since: Reals


@dataclass(frozen=True, slots=True, eq=False)
class MeasureColumns:
    """Quality of each product's first photo, as in `Quality`; NaN where it has no signals."""

    width: Reals
    height: Reals
    sharpness: Reals
    exposure: Reals
    clipped: Reals
    fill: Reals
    edge_touch: Reals
    busy: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class OfferColumns:
    """Offers, as in `Offer`: unknown integers are `UNKNOWN`, unknown reals NaN.

    Attributes
    ----------
    availability : ndarray of int8
        Positions in `AVAILABILITIES`.
    """

    product: Integers
    availability: NDArray[np.int8]
    price: Integers
    sale_price: Integers
    sale_from: Reals
    sale_until: Reals
    quantity: Integers
    cost: Integers
    ships_to: Sequence[tuple[str, ...]]
    available_from: Reals
    popularity: Reals
    units_sold_30d: Integers
    last_sold_at: Reals


@dataclass(frozen=True, slots=True, eq=False)
class PlaceColumns:
    """Ids of entries, ascending, and the product that each is a photo of."""

    id: Integers
    product: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Assortment:
    """Live products, row for row the same in the first three."""

    products: ProductColumns
    measures: MeasureColumns
    offers: OfferColumns
    places: PlaceColumns


@dataclass(frozen=True, slots=True, eq=False)
class AssortmentUpdate:
    """What a follower does to catch up to `seq`.

    Attributes
    ----------
    touched : ndarray of int64
        Ids of products whose rows no longer hold; those that are live stand in `fresh`.
    offers : OfferColumns
        Of products of which nothing else changed.
    """

    seq: int
    touched: Integers
    fresh: Assortment
    offers: OfferColumns


class Columns:
    """Reads the assortment, whole or what changed of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, key: EncoderKey) -> tuple[int, Assortment]:
        """Every live product, and where the change log ended when it was read."""
        with self._database.reading() as connection:
            return latest_seq(connection), _assortment(connection, key, "", {})

    def since(self, seq: int, *, key: EncoderKey) -> AssortmentUpdate | None:
        """What changed after `seq`; None tells a follower to read everything again."""
        with self._database.reading() as connection:
            latest = latest_seq(connection)
            if not followable_from(connection) <= seq <= latest:
                return None
            after = {"seq": seq}
            touched = [row[0] for row in connection.execute(_TOUCHED, after)]
            return AssortmentUpdate(
                seq=latest,
                touched=np.array(sorted(touched), np.int64),
                fresh=_assortment(connection, key, f"AND products.id IN ({_TOUCHED})", after),
                offers=_offers(_transposed(connection.execute(_OFFERED, after))),
            )

    def swatches(self, products: Sequence[int], *, key: EncoderKey) -> dict[int, tuple[Swatch, ...]]:
        """Main colors of the first photo of each product; those whose photo has no signals are left out."""
        with self._database.reading() as connection:
            values = {"products": json.dumps(list(products)), "encoder": encoder_id(connection, key)}
            rows = connection.execute(_SWATCHES, values).fetchall()
        return {
            product: tuple(
                Swatch((light, a, b), share, name) for light, a, b, share, name in json.loads(text)
            )
            for product, text in rows
        }


def _assortment(
    connection: sqlite3.Connection, key: EncoderKey, narrowed: str, values: Mapping[str, int]
) -> Assortment:
    rows = connection.execute(
        f"{_LIVE} {narrowed} ORDER BY products.id", {**values, "encoder": encoder_id(connection, key)}
    )
    columns = _transposed(rows)
    products, measures, offers = _cut(columns, _PRODUCT.count(",") + 1, _MEASURES.count(",") + 1)
    places = _transposed(connection.execute(f"{_PLACES} {narrowed} ORDER BY places.id", values))
    return Assortment(
        products=_products(products),
        measures=_measures(measures),
        offers=_offers([products[0], *offers]),
        places=PlaceColumns(*(np.array(column, np.int64) for column in places)),
    )


def _transposed(rows: sqlite3.Cursor) -> list[list[Any]]:
    """Columns of a result, in steps: a hundred thousand rows held at once would keep the collector busy."""
    columns: list[list[Any]] = [[] for _ in rows.description]
    while step := rows.fetchmany(CHUNK):
        for column, values in zip(columns, zip(*step, strict=True), strict=True):
            column.extend(values)
    return columns


def _cut(columns: list[list[Any]], first: int, second: int) -> tuple[list[list[Any]], ...]:
    return columns[:first], columns[first : first + second], columns[first + second :]


def _products(columns: Sequence[Sequence[Any]]) -> ProductColumns:
    id_, sku, group, title, brand, category, attributes, live_since = columns
    paths = {text: tuple(json.loads(text)) for text in set(category)}
    mappings = {text: json.loads(text) for text in set(attributes)}
    return ProductColumns(
        id=np.array(id_, np.int64),
        sku=sku,
        group=group,
        title=title,
        brand=brand,
        category=[paths[text] for text in category],
        attributes=[mappings[text] for text in attributes],
        live_since=_reals(live_since),
    )


def _measures(columns: Sequence[Sequence[Any]]) -> MeasureColumns:
    width, height, sharpness, exposure, clipped, fill, edge_touch = map(_reals, columns[:-1])
    busy = np.array([word == Background.BUSY.value for word in columns[-1]], np.bool_)
    return MeasureColumns(width, height, sharpness, exposure, clipped, fill, edge_touch, busy)


def _offers(columns: Sequence[Sequence[Any]]) -> OfferColumns:
    product, availability, price, sale_price, sale_from, sale_until, quantity, cost, ships_to, *rest = columns
    available_from, popularity, units_sold_30d, last_sold_at, _ = rest
    codes = {word.value: code for code, word in enumerate(AVAILABILITIES)}
    countries = {text: tuple(json.loads(text)) for text in set(ships_to)}
    return OfferColumns(
        product=np.array(product, np.int64),
        availability=np.array([codes[word] for word in availability], np.int8),
        price=_integers(price),
        sale_price=_integers(sale_price),
        sale_from=_reals(sale_from),
        sale_until=_reals(sale_until),
        quantity=_integers(quantity),
        cost=_integers(cost),
        ships_to=[countries[text] for text in ships_to],
        available_from=_reals(available_from),
        popularity=_reals(popularity),
        units_sold_30d=_integers(units_sold_30d),
        last_sold_at=_reals(last_sold_at),
    )


def _integers(column: Sequence[int | None]) -> Integers:
    return np.array([UNKNOWN if value is None else value for value in column], np.int64)


def _reals(column: Sequence[float | None]) -> Reals:
    return np.array(column, np.float64)
