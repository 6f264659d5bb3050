"""What was done by those who may do more, and what was deleted of shoppers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from gumsole.records import Forgetting
from gumsole.store.database import Database

# Nothing in the memory of a server is older than a ranked list; twice that, to be safe.
FORGETTINGS_KEPT_S = 30 * 60.0


@dataclass(frozen=True, slots=True)
class Act:
    """A privileged act.

    Attributes
    ----------
    actor : str
        Id of a key, or "command line".
    """

    at: float
    actor: str
    act: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """That something of shoppers was deleted: which kind and how many, never what it was."""

    at: float
    kind: str
    things: int
    cause: str


class Audit:
    """Remembers privileged acts."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def note(self, *, actor: str, act: str, target: str = "", reason: str = "") -> None:
        """Remember an act."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO audit (at, actor, act, target, reason) VALUES (?, ?, ?, ?, ?)",
                (self._clock(), actor, act, target, reason),
            )

    def latest(self, *, limit: int = 100) -> tuple[Act, ...]:
        """The last acts, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT at, actor, act, target, reason FROM audit ORDER BY id DESC LIMIT ?", (limit,)
            )
            return tuple(Act(*row) for row in rows)


class Ledger:
    """Remembers deletions, and passes on what is to be forgotten."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def note(self, kind: str, things: int, *, cause: str) -> None:
        """Remember that things of a kind were deleted."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO ledger (at, kind, things, cause) VALUES (?, ?, ?, ?)",
                (self._clock(), kind, things, cause),
            )

    def latest(self, *, limit: int = 100) -> tuple[Deletion, ...]:
        """The last deletions, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT at, kind, things, cause FROM ledger ORDER BY id DESC LIMIT ?", (limit,)
            )
            return tuple(Deletion(*row) for row in rows)

    def pass_on(self, whom: Forgetting) -> None:
        """Tell the processes that serve this store what to forget."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO forgettings (at, session, query_id, before_s) VALUES (?, ?, ?, ?)",
                (self._clock(), whom.session, whom.query_id, whom.before_s),
            )

    def passed_on(self, after: int) -> tuple[tuple[int, Forgetting], ...]:
        """What was passed on after a number, with the number of each; 0 is before the first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, session, query_id, before_s FROM forgettings WHERE id > ? ORDER BY id", (after,)
            )
            return tuple((row[0], Forgetting(*row[1:])) for row in rows)

    def tidy(self) -> None:
        """Let go of what was passed on long enough ago."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM forgettings WHERE at < ?", (self._clock() - FORGETTINGS_KEPT_S,))
