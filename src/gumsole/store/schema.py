"""Numbered migrations: what is in a `migrations/` folder, and how it reaches a file of a store."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from gumsole.errors import BrokenStore

_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of file in a store's folder.

    Attributes
    ----------
    application_id : int
        Tells it from any other SQLite database (`PRAGMA application_id`).
    package : str
        The package whose folder `migrations/` it follows.
    """

    application_id: int
    package: str


STORE = Schema(0x47554D53, "gumsole.store")  # "GUMS"
EVENTS = Schema(0x47554D45, "gumsole.store.events")  # "GUME"


@dataclass(frozen=True, slots=True)
class Migration:
    """The step that leads to `version`."""

    version: int
    sql: str


def packaged(schema: Schema = STORE) -> tuple[Migration, ...]:
    """The migrations of this version of Gumsole, in order."""
    found = (
        Migration(int(named[1]), file.read_text("utf-8"))
        for file in files(schema.package).joinpath("migrations").iterdir()
        if (named := _FILE_NAME.fullmatch(file.name))
    )
    return tuple(sorted(found, key=lambda migration: migration.version))


def migrate(
    connection: sqlite3.Connection, migrations: Sequence[Migration], *, schema: Schema = STORE
) -> None:
    """Bring the database to the newest version, one transaction for each step.

    Raises
    ------
    BrokenStore
        If it was written by a newer version of Gumsole.
    """
    refuse_newer(connection, migrations)
    for migration in migrations:
        if migration.version > _version(connection):
            _apply(connection, migration, schema)


def refuse_newer(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Raise BrokenStore for a store that a newer version of Gumsole wrote."""
    newest = migrations[-1].version
    if (version := _version(connection)) > newest:
        raise BrokenStore(
            f"the store has schema {version}, this version of Gumsole knows up to {newest}; upgrade Gumsole"
        )


def refuse_foreign(connection: sqlite3.Connection, *, schema: Schema = STORE) -> None:
    """Raise BrokenStore for a database of some other program."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != schema.application_id and (application or tables):
        (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
        raise BrokenStore(f"{path} is a database of some other program; choose another store folder")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(connection: sqlite3.Connection, migration: Migration, schema: Schema) -> None:
    """Run one step, unless another process ran it while this one waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < migration.version:
            for statement in _statements(migration.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {schema.application_id}")
            connection.execute(f"PRAGMA user_version = {migration.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> Iterator[str]:
    """Single statements: `executescript` would commit before it starts, and again after each."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
