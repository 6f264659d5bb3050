"""The names that queries, sessions and events are kept under."""

from __future__ import annotations

from hashlib import blake2b

_NAME_BYTES = 16


class Names:
    """Keyed BLAKE2b (RFC 7693) of ids: who has an id finds what is kept of it, and nobody else does.

    Parameters
    ----------
    salt : bytes
        The file's own: names of one store mean nothing in another.
    """

    def __init__(self, salt: bytes) -> None:
        self._salt = salt

    def query(self, query_id: str) -> bytes:
        """Of a query, by the id that the page was given."""
        return self._name(query_id, b"query")

    def session(self, session: str) -> bytes | None:
        """Of a session; none for what belongs to no session, so that it is not taken for one."""
        return self._name(session, b"session") if session else None

    def event(self, event_id: str) -> bytes:
        """Of an event within its query."""
        return self._name(event_id, b"event")

    def _name(self, text: str, person: bytes) -> bytes:
        return blake2b(text.encode(), key=self._salt, person=person, digest_size=_NAME_BYTES).digest()
