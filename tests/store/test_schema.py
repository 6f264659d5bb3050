from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gumsole.errors import BrokenStore
from gumsole.store import Store
from gumsole.store.schema import STORE, Migration, migrate, packaged

STEPS = (
    Migration(1, "CREATE TABLE a (x INTEGER); -- a remark\nINSERT INTO a VALUES (1);\n"),
    Migration(2, "CREATE TABLE b (\n  y TEXT DEFAULT ';'\n);\nINSERT INTO b SELECT x FROM a;\n"),
    Migration(3, "ALTER TABLE b ADD COLUMN z INTEGER;\n"),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "db", isolation_level=None)) as opened:
        yield opened


def shape(connection: sqlite3.Connection) -> list[str]:
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master ORDER BY name") if sql]


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_the_packaged_migrations_are_numbered_without_gaps() -> None:
    assert [one.version for one in packaged()] == list(range(1, len(packaged()) + 1))


@pytest.mark.parametrize("start", range(len(packaged()) + 1))
def test_every_version_of_a_store_reaches_the_newest(tmp_path: Path, start: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, packaged())
        expected = shape(fresh)
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as old:
        if start:
            migrate(old, packaged()[:start])
    with Store.open(tmp_path) as store:
        assert store.products.count() == 0
    with closing(sqlite3.connect(tmp_path / "store.db")) as raised:
        assert (version(raised), shape(raised)) == (len(packaged()), expected)


@pytest.mark.parametrize("start", range(4))
def test_steps_apply_in_order_from_any_version_and_carry_rows(
    connection: sqlite3.Connection, start: int
) -> None:
    if start:
        migrate(connection, STEPS[:start])
    migrate(connection, STEPS)
    assert version(connection) == 3
    assert connection.execute("SELECT * FROM b").fetchall() == [("1", None)]
    assert connection.execute("PRAGMA application_id").fetchone() == (STORE.application_id,)


def test_a_step_that_fails_halfway_leaves_the_version_before_it(connection: sqlite3.Connection) -> None:
    broken = Migration(2, "CREATE TABLE b (y);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (STEPS[0], broken))
    assert version(connection) == 1
    assert shape(connection) == ["CREATE TABLE a (x INTEGER)"]


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / "store.db")) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(BrokenStore, match=r"schema 99.*upgrade"):
        Store.open(tmp_path)


def test_processes_that_meet_in_a_migration_run_it_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    ready = threading.Barrier(4)

    def run() -> None:
        try:
            with closing(sqlite3.connect(tmp_path / "db", isolation_level=None)) as connection:
                ready.wait()
                migrate(connection, STEPS)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with closing(sqlite3.connect(tmp_path / "db")) as connection:
        assert connection.execute("SELECT count(*) FROM b").fetchone() == (1,)
