"""Queries that were answered: what was shown, in which state it was, and how long it took."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gumsole.records import Band, CategoryGuess, Guess, IssuedQuery, QuerySignals, Shown, SoughtBy, Swatch
from gumsole.records.ranking import StepKind
from gumsole.store.database import Database
from gumsole.store.events.names import Names
from gumsole.store.tables.signals import blob, vector

_SHOWN = "sku, group_id, page, ordinal, band, price, in_stock, sellable"


@dataclass(frozen=True, slots=True)
class KeptQuery:
    """A query as it is kept.

    Attributes
    ----------
    query, session : str
        Hexadecimal names; the session is empty where the page named none.
    stages_ms : tuple of (str, float)
        Milliseconds of each stage, in order.
    """

    query: str
    session: str
    asked_s: float
    by: SoughtBy
    step: StepKind
    total: int
    currency: str
    stages_ms: tuple[tuple[str, float], ...]


class Queries:
    """Puts and reads queries."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    def put(self, query: IssuedQuery) -> None:
        """Keep a query with what it was answered with, and its signals where it has any."""
        with self._database.writing() as connection:
            (id_,) = connection.execute(
                "INSERT INTO queries (query, session, asked_at, sought_by, step, total, currency, stages_ms) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    self._names.query(query.query_id),
                    self._names.session(query.session),
                    query.asked_s,
                    query.by.value,
                    query.step.value,
                    query.total,
                    query.currency,
                    json.dumps(dict(query.stages_ms)),
                ),
            ).fetchone()
            connection.executemany(_INSERT_SHOWN, [(id_, *_shown_row(one)) for one in query.shown])
            if query.signals:
                connection.execute(
                    "INSERT INTO signals (query, passport, embedding, color, palette, guess) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (id_, *_signals_row(query.signals)),
                )

    def turned(self, query_id: str, shown: Iterable[Shown]) -> None:
        """Keep what a further page showed; a page that is turned twice counts as it was first."""
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT id FROM queries WHERE query = ?", (self._names.query(query_id),)
            ).fetchone()
            if row:
                connection.executemany(_INSERT_SHOWN, [(row[0], *_shown_row(one)) for one in shown])

    def between(self, begin_s: float, end_s: float) -> Iterator[KeptQuery]:
        """Queries asked from `begin_s` on and before `end_s`, oldest first."""
        with self._database.reading() as connection:
            for query, session, asked_at, by, step, total, currency, stages_ms in connection.execute(
                "SELECT query, session, asked_at, sought_by, step, total, currency, stages_ms FROM queries "
                "WHERE asked_at >= ? AND asked_at < ? ORDER BY asked_at, id",
                (begin_s, end_s),
            ):
                yield KeptQuery(
                    query.hex(),
                    session.hex() if session else "",
                    asked_at,
                    SoughtBy(by),
                    StepKind(step),
                    total,
                    currency,
                    tuple(json.loads(stages_ms).items()),
                )

    def shown(self, query: str) -> tuple[Shown, ...]:
        """What a query showed, by its name, place by place."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_SHOWN} FROM shown JOIN queries ON queries.id = shown.query "  # noqa: S608 -- names of columns
                "WHERE queries.query = ? ORDER BY page, ordinal",
                (bytes.fromhex(query),),
            ).fetchall()
        return tuple(
            Shown(sku, group, page, ordinal, Band(band), price, bool(in_stock), bool(sellable))
            for sku, group, page, ordinal, band, price, in_stock, sellable in rows
        )

    def signals(self, query: str) -> QuerySignals | None:
        """What a query's photo said; None where it was not kept, or is no longer."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT embedding, color, palette, guess, passport FROM signals "
                "JOIN queries ON queries.id = signals.query WHERE queries.query = ?",
                (bytes.fromhex(query),),
            ).fetchone()
        return _signals(*row) if row else None


_INSERT_SHOWN = f"INSERT OR IGNORE INTO shown (query, {_SHOWN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- names of columns


def _shown_row(shown: Shown) -> tuple[object, ...]:
    return (
        shown.sku,
        shown.group,
        shown.page,
        shown.ordinal,
        int(shown.band),
        shown.price,
        shown.in_stock,
        shown.sellable,
    )


def _signals_row(signals: QuerySignals) -> tuple[object, ...]:
    return (
        signals.passport,
        blob(signals.embedding),
        blob(signals.color),
        json.dumps([[*swatch.lab, swatch.share, swatch.name] for swatch in signals.palette]),
        json.dumps([signals.guess.coverage, [[c.path, c.probability] for c in signals.guess.categories]]),
    )


def _signals(embedding: bytes, color: bytes, palette: str, guess: str, passport: int) -> QuerySignals:
    coverage, categories = json.loads(guess)
    return QuerySignals(
        embedding=vector(embedding),
        color=vector(color),
        palette=tuple(Swatch((a, b, c), share, name) for a, b, c, share, name in json.loads(palette)),
        guess=Guess(tuple(CategoryGuess(tuple(path), share) for path, share in categories), coverage),
        passport=passport,
    )
