"""Signals, once per content hash and encoder."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gumsole.records import Background, Box, Matrix, Passport, Quality, Signals, Swatch, Vector
from gumsole.store.database import Database
from gumsole.store.tables.log import log_entries

# Rows read in one step: some 4 MB of vectors.
CHUNK = 4096

_STORED = np.dtype("<f4")

_COLUMNS = (
    "embedding, color, fingerprint, width, height, sharpness, exposure, clipped, contrast, fill, edge_touch, "
    "background, palette, boxes"
)


@dataclass(frozen=True, slots=True)
class EncoderKey:
    """What signals were computed with; other signals cannot be compared with them."""

    encoder: str
    file_hash: str
    preprocessing: int


def key_of(passport: Passport) -> EncoderKey:
    """The signals that an index with this passport holds."""
    return EncoderKey(passport.encoder, passport.encoder_hash, passport.preprocessing)


class SignalsTable:
    """Puts and gets signals by the hash of the photo's bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_many(self, signals: Mapping[str, Signals], *, key: EncoderKey) -> None:
        """Store signals by content hash, in one transaction; those already there are replaced."""
        with self._database.writing() as connection:
            encoder = _claim_encoder(connection, key)
            for hash_, one in signals.items():
                photo = claim_photo(connection, hash_)
                connection.execute(
                    f"INSERT OR REPLACE INTO signals (encoder, photo, {_COLUMNS}) "
                    f"VALUES (?, ?{', ?' * (_COLUMNS.count(',') + 1)})",
                    (encoder, photo, *_row(one)),
                )
                places = connection.execute(
                    "SELECT places.id FROM refs JOIN places ON places.ref = refs.id WHERE refs.photo = ?",
                    (photo,),
                )
                log_entries(connection, [place for (place,) in places.fetchall()])

    def has(self, hash_: str, *, key: EncoderKey) -> bool:
        """True if the photo was analyzed with this encoder."""
        return bool(self.had([hash_], key=key))

    def had(self, hashes: Iterable[str], *, key: EncoderKey) -> set[str]:
        """Those of the hashes that were analyzed with this encoder."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT photos.hash FROM json_each(?) AS wanted JOIN photos ON photos.hash = wanted.value "
                "JOIN signals ON signals.photo = photos.id AND signals.encoder = ?",
                (json.dumps(list(hashes)), encoder_id(connection, key)),
            )
            return {hash_ for (hash_,) in rows}

    def get(self, hash_: str, *, key: EncoderKey) -> Signals | None:
        """The photo's signals; None if it was not analyzed with this encoder."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM photos JOIN signals ON signals.photo = photos.id "
                "WHERE photos.hash = ? AND signals.encoder = ?",
                (hash_, encoder_id(connection, key)),
            ).fetchone()
        return _signals(row) if row else None

    def carry_over(
        self, carry: Callable[[Matrix], Matrix], *, source: EncoderKey, key: EncoderKey, chunk: int = CHUNK
    ) -> int:
        """Derive what this encoder lacks from signals of another, photos not looked at; how many were.

        Parameters
        ----------
        carry : callable
            Embeddings, (n, d), of the other → those of this one.
        """
        derived = 0
        while count := self._carry_chunk(carry, source, key, chunk):
            derived += count
        return derived

    def _carry_chunk(
        self, carry: Callable[[Matrix], Matrix], source: EncoderKey, key: EncoderKey, chunk: int
    ) -> int:
        """A step that a kill leaves whole."""
        others = _COLUMNS.removeprefix("embedding, ")
        with self._database.writing() as connection:
            encoder = _claim_encoder(connection, key)
            rows = connection.execute(
                "SELECT photo, embedding FROM signals AS source WHERE encoder = ? AND NOT EXISTS "
                "(SELECT 1 FROM signals WHERE encoder = ? AND photo = source.photo) ORDER BY photo LIMIT ?",
                (encoder_id(connection, source), encoder, chunk),
            ).fetchall()
            if rows:
                made = carry(np.stack([vector(stored) for _, stored in rows]))
                connection.executemany(
                    f"INSERT INTO signals (encoder, photo, embedding, {others}) "
                    f"SELECT ?, photo, ?, {others} FROM signals WHERE encoder = ? AND photo = ?",
                    [
                        (encoder, blob(row), encoder_id(connection, source), photo)
                        for (photo, _), row in zip(rows, made, strict=True)
                    ],
                )
        return len(rows)

    def looked_at(self) -> dict[str, int]:
        """How many photos each encoder has seen, by its id."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT encoders.encoder, count(DISTINCT signals.photo) FROM signals "
                    "JOIN encoders ON encoders.id = signals.encoder GROUP BY encoders.encoder"
                ).fetchall()
            )

    def embeddings(
        self, *, key: EncoderKey, limit: int | None = None, chunk: int = CHUNK
    ) -> Iterator[Matrix]:
        """Embeddings of the photos of live products, each photo once, in the order of their hashes.

        Hashes are as good as random: the first `limit` are a sample that is the same on every run.
        """
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT signals.embedding FROM photos "
                "JOIN signals ON signals.photo = photos.id AND signals.encoder = ? "
                "WHERE EXISTS (SELECT 1 FROM refs JOIN places ON places.ref = refs.id "
                "JOIN products ON products.id = places.product "
                "WHERE refs.photo = photos.id AND products.retired_at IS NULL) "
                "ORDER BY photos.hash LIMIT ?",
                (encoder_id(connection, key), -1 if limit is None else limit),
            )
            while rows := found.fetchmany(chunk):
                yield np.stack([vector(blob) for (blob,) in rows])


def blob(vector_: Vector) -> bytes:
    """An array as it is stored."""
    return np.ascontiguousarray(vector_, dtype=_STORED).tobytes()


def vector(stored: bytes) -> Vector:
    """A stored array, read-only."""
    return np.frombuffer(stored, dtype=_STORED)


def encoder_id(connection: sqlite3.Connection, key: EncoderKey) -> int:
    """The key's number; 0, which no row has, before it was used."""
    row = connection.execute(
        "SELECT id FROM encoders WHERE encoder = ? AND file_hash = ? AND preprocessing = ?",
        (key.encoder, key.file_hash, key.preprocessing),
    ).fetchone()
    return int(row[0]) if row else 0


def claim_photo(connection: sqlite3.Connection, hash_: str) -> int:
    """The number of a content hash, given out now if it is new."""
    row = connection.execute("SELECT id FROM photos WHERE hash = ?", (hash_,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO photos (hash) VALUES (?) RETURNING id", (hash_,)).fetchone()
    return int(row[0])


def has_signals(connection: sqlite3.Connection, photo: int) -> bool:
    """True if a content was analyzed with any encoder."""
    return (
        connection.execute("SELECT 1 FROM signals WHERE photo = ? LIMIT 1", (photo,)).fetchone() is not None
    )


def _claim_encoder(connection: sqlite3.Connection, key: EncoderKey) -> int:
    connection.execute(
        "INSERT OR IGNORE INTO encoders (encoder, file_hash, preprocessing) VALUES (?, ?, ?)",
        (key.encoder, key.file_hash, key.preprocessing),
    )
    return encoder_id(connection, key)


def _row(signals: Signals) -> tuple[object, ...]:
    """Signals as `_COLUMNS`; the fingerprint as the signed number that SQLite holds."""
    quality = signals.quality
    return (
        blob(signals.embedding),
        blob(signals.color),
        (signals.fingerprint & _ALL) - ((signals.fingerprint & _SIGN) << 1),
        quality.width,
        quality.height,
        quality.sharpness,
        quality.exposure,
        quality.clipped,
        quality.contrast,
        quality.fill,
        quality.edge_touch,
        quality.background.value,
        json.dumps([[*swatch.lab, swatch.share, swatch.name] for swatch in signals.palette]),
        json.dumps([_box_list(box) for box in signals.boxes]),
    )


_SIGN = 1 << 63
_ALL = (1 << 64) - 1


def _signals(row: Sequence[Any]) -> Signals:
    embedding, color, fingerprint, width, height, *measures, background, palette, boxes = row
    sharpness, exposure, clipped, contrast, fill, edge_touch = measures
    return Signals(
        embedding=vector(embedding),
        color=vector(color),
        palette=tuple(
            Swatch((lab[0], lab[1], lab[2]), share, name) for *lab, share, name in json.loads(palette)
        ),
        boxes=tuple(Box(*box) for box in json.loads(boxes)),
        quality=Quality(
            width,
            height,
            sharpness,
            exposure,
            clipped,
            contrast,
            fill,
            edge_touch,
            Background(background),
        ),
        fingerprint=fingerprint & _ALL,
    )


def _box_list(box: Box) -> list[float]:
    return [box.x, box.y, box.w, box.h]
