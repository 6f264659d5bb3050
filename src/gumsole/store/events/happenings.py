"""Events: what shoppers did with an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gumsole.records import Action, Outcome, ShopperEvent
from gumsole.store.database import Database
from gumsole.store.events.names import Names


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it is kept.

    Attributes
    ----------
    query, session : str
        Hexadecimal names, as `KeptQuery` has them.
    received_s : float
        By the server's clock; `happened_s` by the shopper's.
    shown : bool
        True where the query's answer had shown the product, or another variant of its group.
    """

    query: str
    session: str
    action: Action
    happened_s: float
    received_s: float
    sku: str
    group: str
    ordinal: int | None
    quantity: int | None
    price: int | None
    application: str
    message_type: str
    verified: bool
    shown: bool


_BETWEEN = """
SELECT query, session, action, happened_at, received_at, sku, group_id, ordinal, quantity, price,
    application, message_type, verified,
    EXISTS (SELECT 1 FROM queries JOIN shown ON shown.query = queries.id
        WHERE queries.query = events.query AND events.sku <> ''
        AND (shown.sku = events.sku OR shown.group_id = events.group_id))
FROM events WHERE received_at >= ? AND received_at < ? ORDER BY received_at, id
"""


class Happenings:
    """Puts and reads events."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    def put_many(
        self, events: Sequence[ShopperEvent], *, groups: Mapping[str, str], received_s: float
    ) -> tuple[Outcome, ...]:
        """Keep events that were not kept before; what became of each.

        Parameters
        ----------
        groups : mapping of str to str
            Sku → group of the products that the store knows; what the query showed is known besides.
        """
        with self._database.writing() as connection:
            return tuple(self._put(connection, event, groups, received_s) for event in events)

    def between(self, begin_s: float, end_s: float) -> Iterator[KeptEvent]:
        """Events received from `begin_s` on and before `end_s`, oldest first."""
        with self._database.reading() as connection:
            for row in connection.execute(_BETWEEN, (begin_s, end_s)):
                yield _kept(*row)

    def _put(
        self,
        connection: sqlite3.Connection,
        event: ShopperEvent,
        groups: Mapping[str, str],
        received_s: float,
    ) -> Outcome:
        query = self._names.query(event.query_id)
        group = groups.get(event.sku) or _group_shown(connection, query, event.sku)
        if event.sku and not group:
            return Outcome.UNKNOWN_PRODUCT
        written = connection.execute(
            "INSERT OR IGNORE INTO events (query, event, verified, session, action, happened_at, "
            "received_at, sku, group_id, ordinal, quantity, price, application, message_type) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                query,
                self._names.event(event.event_id),
                event.verified,
                self._names.session(event.session),
                event.action.value,
                event.happened_s,
                received_s,
                event.sku,
                group,
                event.ordinal,
                event.quantity,
                event.price,
                event.application,
                event.message_type,
            ),
        ).rowcount
        return Outcome.KEPT if written else Outcome.DUPLICATE


def _kept(query: bytes, session: bytes | None, action: str, *row: Any) -> KeptEvent:
    happened_s, received_s, sku, group, ordinal, quantity, price, application, message_type, *flags = row
    return KeptEvent(
        query=query.hex(),
        session=session.hex() if session else "",
        action=Action(action),
        happened_s=happened_s,
        received_s=received_s,
        sku=sku,
        group=group,
        ordinal=ordinal,
        quantity=quantity,
        price=price,
        application=application,
        message_type=message_type,
        verified=bool(flags[0]),
        shown=bool(flags[1]),
    )


def _group_shown(connection: sqlite3.Connection, query: bytes, sku: str) -> str:
    """The group of a product that the query showed; empty where it showed none with this sku."""
    row = connection.execute(
        "SELECT group_id FROM queries JOIN shown ON shown.query = queries.id "
        "WHERE queries.query = ? AND shown.sku = ?",
        (query, sku),
    ).fetchone()
    return str(row[0]) if row else ""
