"""Passports: what the index in use, and those before it, were built with."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gumsole.errors import NotFound
from gumsole.records import Passport
from gumsole.store.database import Database
from gumsole.store.tables.log import log_rebuild
from gumsole.store.tables.signals import EncoderKey, blob, key_of, vector

_COLUMNS = (
    "encoder, encoder_hash, preprocessing, dimension, color_dimension, color_weight, "
    "catalog_mean, upload_mean, calibrated_at, calibrated_on"
)


@dataclass(frozen=True, slots=True, eq=False)
class IssuedPassport:
    """A passport with its number in the store."""

    id: int
    passport: Passport
    active: bool


class Passports:
    """Keeps every passport; at most one is active."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, passport: Passport, *, activate: bool = True) -> int:
        """Add a passport and give back its number; activating it makes every follower rebuild."""
        with self._database.writing() as connection:
            (id_,) = connection.execute(
                f"INSERT INTO passports ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                _row(passport),
            ).fetchone()
            if activate:
                self.activate(id_)
        return int(id_)

    def activate(self, id_: int) -> None:
        """Switch to a passport put earlier."""
        with self._database.writing() as connection:
            connection.execute("UPDATE passports SET active = 0 WHERE active = 1")
            switched = connection.execute("UPDATE passports SET active = 1 WHERE id = ?", (id_,))
            if not switched.rowcount:
                raise NotFound(f"no passport {id_} in this store")
            log_rebuild(connection)

    def of(self, key: EncoderKey) -> IssuedPassport | None:
        """The newest for signals made with this encoder; None before its first calibration."""
        return next((issued for issued in reversed(self.history()) if key_of(issued.passport) == key), None)

    def active(self) -> IssuedPassport | None:
        """The passport in use; None before the first calibration."""
        return next((issued for issued in self.history() if issued.active), None)

    def history(self) -> tuple[IssuedPassport, ...]:
        """All passports, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT id, active, {_COLUMNS} FROM passports ORDER BY id")
            return tuple(IssuedPassport(id_, _passport(row), bool(active)) for id_, active, *row in rows)


def _row(passport: Passport) -> tuple[object, ...]:
    return (
        passport.encoder,
        passport.encoder_hash,
        passport.preprocessing,
        passport.dimension,
        passport.color_dimension,
        passport.color_weight,
        blob(passport.catalog_mean),
        blob(passport.upload_mean),
        passport.calibrated_at,
        passport.calibrated_on,
    )


def _passport(row: Sequence[Any]) -> Passport:
    encoder, encoder_hash, preprocessing, dimension, color_dimension, color_weight, *means, at, on = row
    catalog_mean, upload_mean = (vector(mean) for mean in means)
    return Passport(
        encoder=encoder,
        encoder_hash=encoder_hash,
        preprocessing=preprocessing,
        dimension=dimension,
        color_dimension=color_dimension,
        color_weight=color_weight,
        catalog_mean=catalog_mean,
        upload_mean=upload_mean,
        calibrated_at=at,
        calibrated_on=on,
    )
