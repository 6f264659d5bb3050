from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gumsole.errors import BrokenStore, DiskFull, NotFound, StoreLocked
from gumsole.store import Store
from gumsole.store import database as database_module
from gumsole.store.database import Database
from tests.store.making import KEY, ingest, item


def test_a_folder_without_a_store_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no store at .*gumsole ingest"):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_made_with_the_folders_above_it_and_opens_again(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with Store.open(folder, create=True) as made:
        ingest(made, item("a"))
        name = made.incarnation()
    with Store.open(folder) as opened:
        assert opened.folder == folder
        assert opened.products.count() == 1
        assert opened.incarnation() == name


def test_two_stores_have_two_names(tmp_path: Path, store: Store) -> None:
    with Store.open(tmp_path / "other", create=True) as other:
        assert other.incarnation() != store.incarnation()


def test_a_store_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BrokenStore, match="cannot make the store folder"):
        Store.open(tmp_path / "file" / "shop", create=True)


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_broken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.db").write_bytes(content)
    with pytest.raises(BrokenStore, match=r"store\.db: it is"):
        Store.open(tmp_path)


def test_a_damaged_page_is_broken_and_not_a_wrong_answer(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        ingest(store, *(item(f"s{n}") for n in range(50)))
    path = tmp_path / "store.db"
    whole = bytearray(path.read_bytes())
    whole[8192:] = b"\xa5" * (len(whole) - 8192)
    path.write_bytes(whole)
    with pytest.raises(BrokenStore, match="damaged"), Store.open(tmp_path) as store:
        store.products.count()


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "store.db")
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(BrokenStore, match="some other program"):
        Store.open(tmp_path)
    assert (tmp_path / "store.db").read_bytes() == before


def write_and_stop(store: Store) -> None:
    with store.writing():
        ingest(store, item("a"))
        assert store.products.count() == 1  # the writer sees what it wrote
        raise RuntimeError("stop")


def test_several_writes_are_one_transaction(store: Store) -> None:
    with pytest.raises(RuntimeError, match="stop"):
        write_and_stop(store)
    assert store.products.count() == 0
    assert store.changes.latest_seq() == 0


def test_a_failed_part_of_a_transaction_is_undone_alone(store: Store) -> None:
    with store.writing():
        store.products.claim_currency("EUR")
        with pytest.raises(RuntimeError, match="stop"):
            write_and_stop(store)
    assert store.products.currency() == "EUR"
    assert store.products.count() == 0


def test_readers_see_the_last_commit_while_another_thread_writes(store: Store) -> None:
    counts = []
    with store.writing():
        ingest(store, item("a"))
        reader = threading.Thread(target=lambda: counts.append(store.products.count()))
        reader.start()
        reader.join()
    assert [*counts, store.products.count()] == [0, 1]


def test_threads_write_in_turn_and_nothing_is_lost(store: Store) -> None:
    run = store.runs.begin("feed").id

    def write(name: str) -> None:
        for n in range(10):
            store.products.upsert([item(f"{name}{n}")], source="feed", run=run)
            store.products.get(f"{name}{n}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.products.count() == 40


def test_another_process_that_writes_locks_the_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The wait is fixed when a connection opens, so the second store is opened with a short one.
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.05)
    with Store.open(tmp_path / "shop") as second, store.writing():
        ingest(store, item("a"))
        with pytest.raises(StoreLocked, match="another process is writing"):
            second.products.claim_currency("EUR")
        assert second.products.count() == 0


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db")
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    with database.writing() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskFull, match="disk is full"), database.writing() as connection:
        connection.executemany(
            "INSERT INTO sources (name) VALUES (?)", [("x" * 4000 + str(n),) for n in range(50)]
        )
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchone() == (0,)
    database.close()


def test_a_mistake_in_a_statement_is_no_trouble_with_the_store(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.reading() as connection:
        connection.execute("SELECT * FROM no_such")
    database.close()


def test_readers_cannot_write(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db")
    with pytest.raises(BrokenStore, match="cannot be written"), database.reading() as connection:
        connection.execute("INSERT INTO sources (name) VALUES ('x')")
    database.close()


@pytest.mark.parametrize("put_back", [True, False])
def test_a_store_that_was_replaced_or_removed_is_not_written_to(
    store: Store, tmp_path: Path, put_back: bool
) -> None:
    path = tmp_path / "shop" / "store.db"
    path.rename(path.with_name("old"))
    if put_back:
        path.write_bytes(b"")
    with pytest.raises(BrokenStore, match="restart"):
        store.products.claim_currency("EUR")
    with pytest.raises(BrokenStore, match="restart"):
        store.products.count()


def test_the_second_ingest_is_told_who_holds_the_store(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "shop") as second, store.ingesting():
        with pytest.raises(StoreLocked, match=f"process {os.getpid()}") as caught, second.ingesting():
            pass
        assert caught.value.retry_after_s == 60
        second.products.claim_currency("EUR")  # short writes go on
        assert store.products.currency() == "EUR"
    with store.ingesting():
        pass


def test_a_folder_that_cannot_be_locked_is_said(store: Store) -> None:
    (store.folder / "ingest.lock").mkdir()
    with pytest.raises(BrokenStore, match="cannot lock"), store.ingesting():
        pass


def test_what_was_overwritten_is_not_left_in_the_file(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        ingest(store, item("a", title="a secret that was told by mistake"))
    assert b"secret" in (tmp_path / "store.db").read_bytes()
    with Store.open(tmp_path) as store:
        ingest(store, item("a", title="short"))
        store.words.tidy()
    assert b"secret" not in (tmp_path / "store.db").read_bytes()


def test_rows_that_point_nowhere_are_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), database.writing() as connection:
        connection.execute("INSERT INTO places (product, position, ref) VALUES (99, 0, 99)")
    database.close()


HOLD = """
import sys, time
from pathlib import Path
from gumsole.store import Store
with Store.open(Path(sys.argv[1])) as store, store.ingesting(), store.writing():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_ingest_holds_nothing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with subprocess.Popen([sys.executable, "-c", HOLD, folder], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked), store.ingesting():
            pass
        holder.kill()
        holder.wait()
    with store.ingesting():
        ingest(store, item("a"))
    assert store.entries.count(key=KEY) == 1
