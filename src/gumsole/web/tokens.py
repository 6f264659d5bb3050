"""Query ids: signed, bound to a session, and readable by every worker of one store."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from gumsole.errors import BadQuery, Expired, Forbidden

SECRET_BYTES = 32
SECRET_FILE = "signing.key"  # noqa: S105 -- the name of a file

# An answer may be bought from days after it was seen; 30 days is the usual window of attribution.
VALID_S = 30 * 24 * 3600

# Worker, list, second of issue, tag of the session.
_BODY = struct.Struct(">B16sI8s")
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class QueryId:
    """What a signed query id says.

    Attributes
    ----------
    worker : int
        Which process keeps the ranked list.
    list_id : str
        Of the ranked list, as that process knows it.
    issued_s : int
        Unix seconds.
    """

    worker: int
    list_id: str
    issued_s: int


class Signer:
    """Issues query ids, and reads those that it or another worker of the store issued.

    Parameters
    ----------
    secret : bytes
        The same in every worker.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, query: QueryId, *, session: str) -> str:
        """The query id as the shopper's page gets it."""
        raw = base64.urlsafe_b64decode(query.list_id + "==")
        body = _BODY.pack(query.worker, raw, query.issued_s, self._tag(session))
        return base64.urlsafe_b64encode(body + self._mac(body)).decode().rstrip("=")

    def read(self, text: str, *, now_s: float, session: str | None = None) -> QueryId:
        """What a query id says; with a session, only if it was issued to that session.

        Raises
        ------
        BadQuery
            If nobody here issued it.
        Expired
            If it is older than `VALID_S`.
        Forbidden
            If it was issued to another session.
        """
        body = self._verified(text)
        worker, raw, issued_s, tag = _BODY.unpack(body)
        if now_s - issued_s > VALID_S:
            raise Expired(f"the query id was issued more than {VALID_S // 86_400} days ago; search again")
        if session is not None and not hmac.compare_digest(tag, self._tag(session)):
            raise Forbidden("the query id was issued to another session")
        return QueryId(worker, base64.urlsafe_b64encode(raw).decode().rstrip("="), issued_s)

    def _verified(self, text: str) -> bytes:
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        one_spelling = base64.urlsafe_b64encode(raw).decode() == text  # what is kept of a query goes by it
        if not one_spelling or len(body) != _BODY.size or not hmac.compare_digest(mac, self._mac(body)):
            raise BadQuery("the query id is none that was issued here; search again")
        return body

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self._secret, b"query" + body, hashlib.sha256).digest()[:_MAC_BYTES]

    def _tag(self, session: str) -> bytes:
        return hmac.new(self._secret, b"session" + session.encode(), hashlib.sha256).digest()[:8]


def secret_of(folder: Path) -> bytes:
    """The store's secret for query ids, made at first use; readable by its owner alone."""
    path = folder / SECRET_FILE
    fresh = path.with_suffix(f".{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_bytes(os.urandom(SECRET_BYTES))
        try:
            os.link(fresh, path)  # the first of several workers wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
