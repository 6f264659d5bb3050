"""The change log: what an index, or another process, must look at again.

A row names what was touched, not what became of it: a follower that is behind reads the present state, so
that many changes of one thing cost one look, and looking twice does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

from gumsole.records import Entry, Offer
from gumsole.store.database import Database
from gumsole.store.tables.entries import read_entries
from gumsole.store.tables.log import Kind, followable_from, latest_seq, set_followable_from
from gumsole.store.tables.offers import read_offers
from gumsole.store.tables.signals import EncoderKey

# One batch of a follower: about 20 MB of vectors at most.
BATCH = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What a follower does to catch up to `seq`.

    Attributes
    ----------
    upserts : tuple of Entry
        Embeddings as stored: not centered.
    deletes : tuple of int
        Ids of entries that are no more; some may never have been seen.
    """

    seq: int
    upserts: tuple[Entry, ...]
    deletes: tuple[int, ...]
    offers: tuple[Offer, ...]


class Changes:
    """Reads and prunes the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest_seq(self) -> int:
        """Where the log ends now; read it before `Entries.all`, then follow from it."""
        with self._database.reading() as connection:
            return latest_seq(connection)

    def since(self, seq: int, *, key: EncoderKey, limit: int = BATCH) -> Update | None:
        """The next batch after `seq`; None tells a follower to rebuild from `Entries.all`."""
        with self._database.reading() as connection:
            if not followable_from(connection) <= seq <= latest_seq(connection):
                return None
            rows = connection.execute(
                "SELECT seq, kind, target FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
            ).fetchall()
            places = {target for _, kind, target in rows if kind == Kind.ENTRY}
            products = {target for _, kind, target in rows if kind == Kind.OFFER}
            upserts = tuple(read_entries(connection, key, sorted(places)))
            return Update(
                seq=rows[-1][0] if rows else seq,
                upserts=upserts,
                deletes=tuple(sorted(places - {entry.id for entry in upserts})),
                offers=tuple(read_offers(connection, sorted(products))),
            )

    def prune(self, *, keep: int) -> None:
        """Forget all but the last `keep` changes; followers further behind will rebuild."""
        with self._database.writing() as connection:
            oldest = latest_seq(connection) - keep
            if oldest > followable_from(connection):
                connection.execute("DELETE FROM changes WHERE seq <= ?", (oldest,))
                set_followable_from(connection, oldest)
