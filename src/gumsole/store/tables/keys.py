"""Keys of the HTTP API: made once, known by a digest, found with every request."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

from gumsole.errors import NotFound, Unauthenticated
from gumsole.records import Key, Role
from gumsole.store.database import Database

# Recognizable, so that scanners of repositories find a secret that slipped into one.
PUBLIC, SECRET = "gumpub", "gumsec"
SECRET_BYTES = 32
ID_BYTES = 6

_COLUMNS = "id, role, origins, created_at, expires_at, revoked_at"
_NO_KEY = "the key is not valid; make one with: gumsole key create"


class Keys:
    """Makes, finds and revokes keys."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def create(
        self, role: Role, *, origins: Sequence[str] = (), expires_at: float | None = None
    ) -> tuple[Key, str]:
        """A new key and its secret, which is told this once and kept nowhere."""
        key = Key(secrets.token_hex(ID_BYTES), role, tuple(origins), self._clock(), expires_at)
        secret = "_".join(
            (PUBLIC if role is Role.SEARCH else SECRET, key.id, secrets.token_hex(SECRET_BYTES))
        )
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO keys (id, role, origins, digest, created_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (key.id, role.value, json.dumps(key.origins), _digest(secret), key.created_at, expires_at),
            )
        return key, secret

    def find(self, secret: str) -> Key:
        """The key of a secret, read anew each time: one that was revoked elsewhere is no key here either.

        Raises
        ------
        Unauthenticated
            If it is none, or expired, or was revoked.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT digest, {_COLUMNS} FROM keys WHERE id = ?",  # noqa: S608 -- a constant
                (_id(secret),),
            ).fetchone()
        # Compared in any case, so that the time taken does not tell which ids there are.
        known = hmac.compare_digest(row[0] if row else bytes(hashlib.sha256().digest_size), _digest(secret))
        if row is None or not known:
            raise Unauthenticated(_NO_KEY)
        key = _key(row[1:])
        if key.revoked_at is not None:
            raise Unauthenticated(f"the key {key.id} was revoked; ask the store for another")
        if key.expires_at is not None and key.expires_at <= self._clock():
            raise Unauthenticated(f"the key {key.id} has expired; ask the store for another")
        return key

    def all(self) -> tuple[Key, ...]:
        """Every key that was ever made, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY created_at, id")  # noqa: S608
            return tuple(_key(row) for row in rows)

    def opens_to(self, origin: str) -> bool:
        """True if a key that holds now works from this origin."""
        now_s = self._clock()
        return any(
            origin in key.origins
            and key.revoked_at is None
            and (key.expires_at is None or now_s < key.expires_at)
            for key in self.all()
        )

    def revoke(self, id_: str) -> Key:
        """Make a key invalid from the next request on; again does nothing more.

        Raises
        ------
        NotFound
            If there is no such key.
        """
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (self._clock(), id_)
            )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM keys WHERE id = ?",  # noqa: S608 -- a constant
                (id_,),
            ).fetchone()
        if row is None:
            raise NotFound(f"no key {id_[:64]!r} in this store; see: gumsole key list")
        return _key(row)


def _id(secret: str) -> str:
    parts = secret.split("_")
    return parts[1] if len(parts) == 3 and parts[0] in (PUBLIC, SECRET) else ""


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _key(row: Sequence[Any]) -> Key:
    id_, role, origins, created_at, expires_at, revoked_at = row
    return Key(id_, Role(role), tuple(json.loads(origins)), created_at, expires_at, revoked_at)
