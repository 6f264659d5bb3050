"""Uploads that the operator chose to keep: encrypted, for hours, and gone with their keys.

A server can put a photo in and cannot take one out: keys of files are wrapped by a key of the day, which the
process that made it holds in memory and which is kept only as sealed for the operator. To purge is to delete
keys; what is left of the files says nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from gumsole.errors import NotFound
from gumsole.records import Forgetting, Kept
from gumsole.store.database import Database
from gumsole.store.sealing import KEY_BYTES, decrypt, encrypt, seal, unseal
from gumsole.store.tables.facts import read_fact

HOUR_S = 3600.0
# A day's key is used for so long; the last photo under it is kept for the whole time after that.
DAY_KEY_S = 24 * HOUR_S


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """That an upload is kept, without the photo."""

    id: str
    kept_at: float


class Vault:
    """Keeps uploads of one store.

    Parameters
    ----------
    folder : Path
        Where the encrypted files lie.
    hours : float
        How long an upload is kept; at 0 what was kept before goes at the next purge, and nothing is put in.
    key : X25519PublicKey or None
        Of the operator; None where nothing is to be put in.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        hours: float,
        key: X25519PublicKey | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._folder = folder
        self._seconds = hours * HOUR_S
        self._key = key
        self._clock = clock
        self._lock = threading.Lock()
        self._day: tuple[int, bytes, float] | None = None
        with database.reading() as connection:
            self._salt = bytes.fromhex(str(read_fact(connection, "uploads_salt")))

    @property
    def kept(self) -> Kept:
        """What is kept, and for how long at most."""
        return Kept(
            "uploads",
            "the photo itself, encrypted; only the store's operator can open it, for a reason that is noted",
            self._seconds,
        )

    def put(self, photo: bytes, *, query_id: str, session: str) -> str:
        """Keep an upload; its id. Nothing of it is ever on the disk as it is."""
        if self._key is None or not self._seconds:
            raise NotFound("uploads are not kept here; see retain_uploads_hours")
        number, day_key = self._key_of_the_day(self._key)
        id_, own = secrets.token_hex(16), os.urandom(KEY_BYTES)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(self._folder / id_, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(encrypt(photo, own))
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO uploads (id, day_key, kept_at, wrapped, query, session) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    id_,
                    number,
                    self._clock(),
                    encrypt(own, day_key),
                    self._name(query_id),
                    self._name(session),
                ),
            )
        return id_

    def all(self) -> tuple[KeptUpload, ...]:
        """What is kept, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, kept_at FROM uploads ORDER BY kept_at, id")
            return tuple(KeptUpload(*row) for row in rows)

    def open(self, id_: str, key: X25519PrivateKey) -> bytes:
        """The photo.

        Raises
        ------
        NotFound
            If it is not kept, or not any more.
        BadSettings
            If the key is not the operator's.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT uploads.wrapped, day_keys.wrapped FROM uploads "
                "JOIN day_keys ON day_keys.id = uploads.day_key WHERE uploads.id = ?",
                (id_,),
            ).fetchone()
        path = self._folder / id_
        if row is None or not path.is_file():
            raise NotFound(f"no upload {id_[:64]!r} is kept; see: gumsole uploads list")
        own = decrypt(row[0], unseal(row[1], key))
        return decrypt(path.read_bytes(), own)

    def forget(self, whom: Forgetting) -> int:
        """Delete what belongs to a session or query, or is older."""
        if whom.before_s is not None:
            return self._delete("kept_at < ?", whom.before_s)
        if whom.session:
            return self._delete("session = ?", self._name(whom.session))
        return self._delete("query = ?", self._name(whom.query_id))

    def purge(self, *, now_s: float) -> int:
        """Delete what was kept long enough, and keys that nothing is kept under any more."""
        gone = self._delete("kept_at <= ?", now_s - self._seconds)
        over_s = now_s - DAY_KEY_S - self._seconds
        with self._database.writing() as connection:
            destroyed = connection.execute(
                "DELETE FROM day_keys WHERE made_at <= ? "
                "AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.day_key = day_keys.id)",
                (over_s,),
            ).rowcount
        if destroyed:
            self._database.shed()
        self._sweep()
        return gone

    def _delete(self, condition: str, value: object) -> int:
        """Delete rows, and with them the keys of their files; then the files."""
        with self._database.writing() as connection:
            rows = connection.execute(f"DELETE FROM uploads WHERE {condition} RETURNING id", (value,))  # noqa: S608
            ids = [id_ for (id_,) in rows.fetchall()]
        if ids:
            self._database.shed()
        for id_ in ids:
            (self._folder / id_).unlink(missing_ok=True)
        return len(ids)

    def _sweep(self) -> None:
        """Remove files whose row never came or whose removal was cut off."""
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            old = self._clock() - path.stat().st_mtime > HOUR_S
            with self._database.reading() as connection:
                known = connection.execute("SELECT 1 FROM uploads WHERE id = ?", (path.name,)).fetchone()
            if old and not known:
                path.unlink(missing_ok=True)

    def _key_of_the_day(self, key: X25519PublicKey) -> tuple[int, bytes]:
        with self._lock:
            if self._day is None or self._clock() >= self._day[2]:
                fresh, now_s = os.urandom(KEY_BYTES), self._clock()
                with self._database.writing(durable=True) as connection:
                    (number,) = connection.execute(
                        "INSERT INTO day_keys (made_at, wrapped) VALUES (?, ?) RETURNING id",
                        (now_s, seal(fresh, key)),
                    ).fetchone()
                self._day = (number, fresh, now_s + DAY_KEY_S)
            return self._day[0], self._day[1]

    def _name(self, text: str) -> bytes:
        return hmac.new(self._salt, text.encode(), hashlib.sha256).digest()
