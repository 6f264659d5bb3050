"""How what is kept of shoppers goes: in small transactions, and out of the log as well."""

from __future__ import annotations

from gumsole.records import Forgetting
from gumsole.store.database import Database
from gumsole.store.events.names import Names

# Rows that one transaction deletes: events of shoppers wait for a purge as little as for each other.
AT_ONCE = 2000

_EVENTS = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE {} LIMIT {})"
# What a query showed, and its signals, go with it.
_QUERIES = "DELETE FROM queries WHERE id IN (SELECT id FROM queries WHERE {} LIMIT {})"
_SIGNALS = (
    "DELETE FROM signals WHERE query IN "
    "(SELECT signals.query FROM signals JOIN queries ON queries.id = signals.query WHERE {} LIMIT {})"
)


class Deletions:
    """Deletes queries, events and signals; each call says how many of them it deleted."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names
        # Whoever deleted last may have been killed, or a reader was in the way.
        self._log_holds_deleted = True

    def forget(self, whom: Forgetting) -> int:
        """Delete queries and events of a session or query, or those from before a time."""
        if whom.before_s is not None:
            return self.purge(before_s=whom.before_s)
        condition, name = self._named(whom)
        return self._deleted((_EVENTS, condition), (_QUERIES, condition), value=name)

    def forget_signals(self, whom: Forgetting) -> int:
        """Delete signals alone of a session or query, or those from before a time."""
        if whom.before_s is not None:
            return self.purge_signals(before_s=whom.before_s)
        condition, name = self._named(whom)
        return self._deleted((_SIGNALS, f"queries.{condition}"), value=name)

    def purge(self, *, before_s: float) -> int:
        """Delete queries asked, and events received, before a time."""
        return self._deleted((_EVENTS, "received_at < ?"), (_QUERIES, "asked_at < ?"), value=before_s)

    def purge_signals(self, *, before_s: float) -> int:
        """Delete the signals of queries asked before a time."""
        return self._deleted((_SIGNALS, "queries.asked_at < ?"), value=before_s)

    def _named(self, whom: Forgetting) -> tuple[str, bytes | None]:
        if whom.session:
            return "session = ?", self._names.session(whom.session)
        return "query = ?", self._names.query(whom.query_id)

    def _deleted(self, *steps: tuple[str, str], value: object) -> int:
        total = sum(
            self._in_parts(statement.format(condition, AT_ONCE), value) for statement, condition in steps
        )
        if total or self._log_holds_deleted:
            self._log_holds_deleted = not self._database.shed()
        return total

    def _in_parts(self, statement: str, value: object) -> int:
        total, full = 0, True
        while full:
            with self._database.writing() as connection:
                deleted = connection.execute(statement, (value,)).rowcount
            total, full = total + deleted, deleted == AT_ONCE
        return total
