"""What writers note in the change log, and how far back it reaches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from enum import IntEnum

from gumsole.store.tables.facts import read_fact, write_fact

_FOLLOWABLE = "changes_followable_from"


class Kind(IntEnum):
    """What a row of the log points at."""

    ENTRY = 0  # a place: it, its photo, its signals or its product changed, appeared or went
    OFFER = 1  # a product
    REBUILD = 2  # everything: another passport holds
    PRODUCT = 3  # a product: what it is, its photos or their order changed, or it appeared or went


def log_entries(connection: sqlite3.Connection, places: Iterable[int]) -> None:
    """Note that these places must be looked at again."""
    _log(connection, Kind.ENTRY, places)


def log_offers(connection: sqlite3.Connection, products: Iterable[int]) -> None:
    """Note that the offers of these products changed."""
    _log(connection, Kind.OFFER, products)


def log_products(connection: sqlite3.Connection, products: Iterable[int]) -> None:
    """Note that these products must be looked at again, whatever an index holds of them."""
    _log(connection, Kind.PRODUCT, products)


def log_rebuild(connection: sqlite3.Connection) -> None:
    """Note that nothing built before holds."""
    _log(connection, Kind.REBUILD, (0,))
    set_followable_from(connection, latest_seq(connection))


def latest_seq(connection: sqlite3.Connection) -> int:
    """The last number given out, even where its row was pruned."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
    return int(row[0]) if row else 0


def followable_from(connection: sqlite3.Connection) -> int:
    """The oldest position from which the log is whole."""
    return int(read_fact(connection, _FOLLOWABLE) or 0)


def set_followable_from(connection: sqlite3.Connection, seq: int) -> None:
    """Followers that are behind `seq` will rebuild."""
    write_fact(connection, _FOLLOWABLE, str(seq))


def _log(connection: sqlite3.Connection, kind: Kind, targets: Iterable[int]) -> None:
    connection.executemany(
        "INSERT INTO changes (kind, target) VALUES (?, ?)", [(int(kind), target) for target in targets]
    )
