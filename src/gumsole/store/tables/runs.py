"""Runs of ingest: what each read, what it took for granted, and where it was cut off."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gumsole.records import DefaultTaken, Rejected, undivided
from gumsole.store.database import Database

# A run that was cut off longer ago than this is not carried on: its look at the photos is stale.
RESUME_WITHIN_S = 24 * 3600.0

# Rejected rows kept for `doctor`; the report of the run has all of them.
REJECTED_KEPT = 1000

_COLUMNS = (
    "runs.id, sources.name, started_at, checked_before, finished_at, "
    "products, photos, rejected, retired, failed"
)


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run did: products and photos seen, rows rejected, products retired, photos failed."""

    products: int = 0
    photos: int = 0
    rejected: int = 0
    retired: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest of one source.

    Attributes
    ----------
    checked_before : float
        Photos looked at since then, by this run or the cut-off one it carries on, need no second look.
    finished_at : float or None
        None while it works, and for ever if it was cut off.
    """

    id: int
    source: str
    started_at: float
    checked_before: float
    finished_at: float | None
    counts: RunCounts


class Runs:
    """Begins and finishes runs, and remembers them."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, source: str) -> Run:
        """Start a run; it carries on the source's last one if that was cut off within a day."""
        now = self._clock()
        with self._database.writing() as connection:
            last = _last(connection, source)
            cut_off = last and last.finished_at is None and now - last.started_at < RESUME_WITHIN_S
            checked_before = last.checked_before if last and cut_off else now
            (id_,) = connection.execute(
                "INSERT INTO runs (source, started_at, checked_before) VALUES (?, ?, ?) RETURNING id",
                (claim_source(connection, source), now, checked_before),
            ).fetchone()
        return Run(id_, source, now, checked_before, None, RunCounts())

    def standing(self, source: str) -> int:
        """The one run of a source that has no snapshots: begun with the first thing it sends."""
        with self._database.writing() as connection:
            last = _last(connection, source)
            if last:
                return last.id
        run = self.begin(source).id
        self.finish(run, RunCounts())
        return run

    def finish(
        self,
        run: int,
        counts: RunCounts,
        *,
        defaults: Sequence[DefaultTaken] = (),
        rejected: Sequence[Rejected] = (),
    ) -> None:
        """Note the outcome of a run, with the first rows it rejected."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE runs SET finished_at = ?, products = ?, photos = ?, rejected = ?, "
                "retired = ?, failed = ? WHERE id = ?",
                (
                    self._clock(),
                    counts.products,
                    counts.photos,
                    counts.rejected,
                    counts.retired,
                    counts.failed,
                    run,
                ),
            )
            connection.executemany(
                "INSERT INTO run_defaults VALUES (?, ?, ?, ?, ?)",
                [(run, at, one.field, one.meaning, one.rows) for at, one in enumerate(defaults)],
            )
            connection.executemany(
                "INSERT INTO run_rejected VALUES (?, ?, ?, ?, ?)",
                [
                    (run, at, one.row, one.field, one.reason)
                    for at, one in enumerate(rejected[:REJECTED_KEPT])
                ],
            )

    def latest(self) -> tuple[Run, ...]:
        """The last run of each source, by the source's name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM runs JOIN sources ON sources.id = runs.source "
                "WHERE runs.id IN (SELECT max(id) FROM runs GROUP BY source) ORDER BY sources.name"
            )
            return tuple(_run(row) for row in rows)

    def defaults(self, run: int) -> tuple[DefaultTaken, ...]:
        """What the run took its feed to mean."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT field, meaning, rows FROM run_defaults WHERE run = ? ORDER BY position", (run,)
            )
            return tuple(DefaultTaken(*row) for row in rows)

    def rejected(self, run: int) -> tuple[Rejected, ...]:
        """The first rows that the run rejected."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT row, field, reason FROM run_rejected WHERE run = ? ORDER BY position", (run,)
            )
            return tuple(Rejected(*row) for row in rows)


def claim_source(connection: sqlite3.Connection, name: str) -> int:
    """The number of a source, given out now if it is new."""
    connection.execute("INSERT OR IGNORE INTO sources (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()[0])


def relatives_of(connection: sqlite3.Connection, name: str) -> list[int]:
    """The numbers of the other divisions of a source's feed, of the undivided one too; itself left out."""
    rows = connection.execute("SELECT id, name FROM sources WHERE name <> ?", (name,)).fetchall()
    return [id_ for id_, other in rows if undivided(other) == undivided(name)]


def _last(connection: sqlite3.Connection, source: str) -> Run | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM runs JOIN sources ON sources.id = runs.source "
        "WHERE sources.name = ? ORDER BY runs.id DESC LIMIT 1",
        (source,),
    ).fetchone()
    return _run(row) if row else None


def _run(row: Sequence[Any]) -> Run:
    id_, source, started_at, checked_before, finished_at, *counts = row
    return Run(id_, source, started_at, checked_before, finished_at, RunCounts(*counts))
