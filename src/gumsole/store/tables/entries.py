"""Entries: the photos of live products as an index wants them, and what their ids stand for."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gumsole.records import Entry, Offer
from gumsole.store.database import Database
from gumsole.store.tables.offers import OFFER_COLUMNS, to_offer
from gumsole.store.tables.signals import CHUNK, EncoderKey, encoder_id, vector

_SELECT = f"""
SELECT places.id, products.id, products.sku, products.group_id, products.category, products.brand,
       products.attributes ->> '$.color', products.attributes ->> '$.material',
       signals.embedding, signals.color, {OFFER_COLUMNS}
FROM places
JOIN refs ON refs.id = places.ref
JOIN signals ON signals.photo = refs.photo AND signals.encoder = :encoder
JOIN products ON products.id = places.product AND products.retired_at IS NULL
JOIN offers ON offers.product = products.id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What an entry's id stands for: one photo of one product.

    Attributes
    ----------
    photo : str
        Content hash; empty until the photo was fetched.
    ref : str
        Where its bytes are read from.
    """

    id: int
    sku: str
    group: str
    photo: str
    ref: str


class Entries:
    """Reads what an index is built from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, key: EncoderKey, chunk: int = CHUNK) -> Iterator[list[Entry]]:
        """Every entry of the store as of now, by ascending id; embeddings as stored, not centered.

        About 10 µs a row: a million take ten seconds and, at 4096 a chunk, some 20 MB at a time.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_SELECT} ORDER BY places.id", {"encoder": encoder_id(connection, key)}
            )
            entries = _entries(rows)
            while batch := list(islice(entries, chunk)):
                yield batch

    def get(self, ids: Sequence[int], *, key: EncoderKey) -> list[Entry]:
        """Those of the places that are entries, by ascending id."""
        with self._database.reading() as connection:
            return list(read_entries(connection, key, ids))

    def count(self, *, key: EncoderKey) -> int:
        """How many entries there are."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM places JOIN refs ON refs.id = places.ref "
                "JOIN signals ON signals.photo = refs.photo AND signals.encoder = ? "
                "JOIN products ON products.id = places.product AND products.retired_at IS NULL",
                (encoder_id(connection, key),),
            ).fetchone()
        return int(row[0])

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """What these ids stand for; unknown ids are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT places.id, products.sku, products.group_id, coalesce(photos.hash, ''), refs.ref "
                "FROM json_each(?) AS wanted JOIN places ON places.id = wanted.value "
                "JOIN products ON products.id = places.product "
                "JOIN refs ON refs.id = places.ref LEFT JOIN photos ON photos.id = refs.photo",
                (json.dumps([int(id_) for id_ in ids]),),
            )
            return {row[0]: Place(*row) for row in rows}


def read_entries(connection: sqlite3.Connection, key: EncoderKey, ids: Sequence[int]) -> Iterator[Entry]:
    """Those of the places that are entries now, by ascending id."""
    rows = connection.execute(
        f"{_SELECT} WHERE places.id IN (SELECT value FROM json_each(:ids)) ORDER BY places.id",
        {"encoder": encoder_id(connection, key), "ids": json.dumps(ids)},
    )
    return _entries(rows)


def _entries(rows: sqlite3.Cursor) -> Iterator[Entry]:
    """Entries of one product mostly follow each other and share its offer; categories repeat all the time."""
    last, offer = 0, Offer("")
    categories: dict[str, tuple[str, ...]] = {}
    for place, product, sku, group, path, brand, named, material, embedding, color, *columns in rows:
        if product != last:
            last, offer = product, to_offer(sku, columns)
        if path not in categories:
            categories[path] = tuple(json.loads(path))
        yield Entry(
            id=place,
            group=group,
            category=categories[path],
            brand=brand,
            embedding=vector(embedding),
            color=vector(color),
            offer=offer,
            color_name=named or "",
            material=material or "",
        )
