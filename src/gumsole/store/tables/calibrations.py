"""Calibrations: the guard and the bands that were learned together with a passport's means."""

from __future__ import annotations

import json
from dataclasses import dataclass

from gumsole.store.database import Database
from gumsole.store.tables.signals import EncoderKey, encoder_id

_MAIN_PHOTOS = """
SELECT min(places.id), products.sku, products.group_id, products.category, photos.hash, refs.ref
FROM photos
JOIN signals ON signals.photo = photos.id AND signals.encoder = :encoder
JOIN refs ON refs.photo = photos.id
JOIN places ON places.ref = refs.id AND places.position = 0
JOIN products ON products.id = places.product AND products.retired_at IS NULL
GROUP BY photos.hash ORDER BY photos.hash LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Guard and bands as the ranking room packs them."""

    guard: bytes
    bands: bytes


@dataclass(frozen=True, slots=True)
class MainPhoto:
    """The first photo of a live product, and where its bytes are.

    Attributes
    ----------
    entry : int
        Id of the photo's place on the product.
    hash : str
        SHA-256 of the bytes.
    """

    entry: int
    sku: str
    group: str
    category: tuple[str, ...]
    hash: str
    ref: str


class Calibrations:
    """Keeps one calibration for each passport, and knows the photos to learn from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, passport: int, calibration: Calibration) -> None:
        """Keep what was learned with a passport, in place of what was kept before."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO calibrations (passport, guard, bands) VALUES (?, ?, ?)",
                (passport, calibration.guard, calibration.bands),
            )

    def active(self) -> Calibration | None:
        """That of the passport in use; None where an older version settled it, or nothing was ingested."""
        return self._found(None)

    def of(self, passport: int) -> Calibration | None:
        """That of a passport; None where an older version settled it."""
        return self._found(passport)

    def _found(self, passport: int | None) -> Calibration | None:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT guard, bands FROM calibrations JOIN passports ON passports.id = passport "
                "WHERE iif(:passport IS NULL, passports.active = 1, passports.id = :passport)",
                {"passport": passport},
            ).fetchone()
        return Calibration(*row) if row else None

    def categories_with_photos(self, *, key: EncoderKey) -> list[tuple[str, ...]]:
        """Categories of live products that have a photo analyzed with this encoder."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT products.category FROM products "
                "JOIN places ON places.product = products.id JOIN refs ON refs.id = places.ref "
                "JOIN signals ON signals.photo = refs.photo AND signals.encoder = ? "
                "WHERE products.retired_at IS NULL AND products.category <> '[]'",
                (encoder_id(connection, key),),
            ).fetchall()
        return [tuple(json.loads(category)) for (category,) in rows]

    def main_photos(self, *, key: EncoderKey, limit: int) -> list[MainPhoto]:
        """First photos of live products in the order of their hashes: a sample, the same on every run."""
        with self._database.reading() as connection:
            rows = connection.execute(
                _MAIN_PHOTOS, {"encoder": encoder_id(connection, key), "limit": limit}
            ).fetchall()
        return [
            MainPhoto(entry, sku, group, tuple(json.loads(category)), hash_, ref)
            for entry, sku, group, category, hash_, ref in rows
        ]
