from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gumsole.errors import BrokenStore, DiskFull, InputError, NotFound, StoreLocked
from gumsole.records import Forgetting
from gumsole.store import Store, backup, database, restore
from gumsole.store.events import EventStore
from tests.store.events.making import NOW, query
from tests.store.making import KEY, ingest, item

THUMBNAIL = "thumbnails/ab/" + "c" * 62


def add_files(folder: Path) -> None:
    for name, content in {
        "gumsole.toml": b"[store]\n",
        THUMBNAIL: b"small",
        "photos/ab/" + "c" * 62: b"big",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_backup_made_while_somebody_writes_holds_what_was_committed(store: Store, tmp_path: Path) -> None:
    ingest(store, item("a"))
    with store.writing():
        ingest(store, item("b"))
        backup(store.folder, tmp_path / "kept")
    with Store.open(tmp_path / "kept") as kept:
        assert kept.products.count() == 1
        assert kept.entries.count(key=KEY) == 1


def test_a_backup_is_the_store_its_settings_and_its_thumbnails(store: Store, tmp_path: Path) -> None:
    add_files(store.folder)
    backup(store.folder, tmp_path / "kept")
    assert files(tmp_path / "kept") == {"store.db", "gumsole.toml", THUMBNAIL}


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with pytest.raises(InputError, match="exists"):
        backup(store.folder, tmp_path / "kept")


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no store\.db"):
        backup(tmp_path, tmp_path / "kept")
    assert files(tmp_path) == set()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskFull, match="cannot write the backup"):
        backup(store.folder, tmp_path / "file" / "kept")


def test_a_restored_store_is_the_one_backed_up_under_a_new_name(store: Store, tmp_path: Path) -> None:
    add_files(store.folder)
    ingest(store, item("a"))
    backup(store.folder, tmp_path / "kept")

    restore(tmp_path / "kept", tmp_path / "new")

    assert files(tmp_path / "new") == {"store.db", "gumsole.toml", THUMBNAIL, "ingest.lock"}
    with Store.open(tmp_path / "new") as restored:
        assert restored.products.get("a") == store.products.get("a")
        assert restored.incarnation() != store.incarnation()


def test_restoring_over_a_store_needs_force_and_ends_what_has_it_open(store: Store, tmp_path: Path) -> None:
    ingest(store, item("a"))
    backup(store.folder, tmp_path / "kept")
    ingest(store, item("b"))
    with pytest.raises(InputError, match="--force"):
        restore(tmp_path / "kept", store.folder)
    assert store.products.count() == 2

    restore(tmp_path / "kept", store.folder, force=True)

    with pytest.raises(BrokenStore, match="restart"):
        store.products.count()
    with Store.open(store.folder) as restored:
        assert restored.products.count() == 1
    with closing(sqlite3.connect(store.folder / "store.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_thumbnails_that_are_newer_than_the_backup_stay(store: Store, tmp_path: Path) -> None:
    add_files(store.folder)
    backup(store.folder, tmp_path / "kept")
    newer = store.folder / THUMBNAIL.replace("c", "d")
    newer.write_bytes(b"new")
    restore(tmp_path / "kept", store.folder, force=True)
    assert newer.read_bytes() == b"new"
    assert (store.folder / THUMBNAIL).read_bytes() == b"small"


def test_a_store_that_is_being_ingested_into_or_read_is_not_replaced(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    ingest(store, item("a"), item("b"))
    backup(store.folder, tmp_path / "kept")
    with store.ingesting(), pytest.raises(StoreLocked, match="another ingest"):
        restore(tmp_path / "kept", store.folder, force=True)
    chunks = store.entries.all(key=KEY, chunk=1)
    next(chunks)
    ingest(store, item("c"))
    with pytest.raises(StoreLocked, match="stop it and restore again"):
        restore(tmp_path / "kept", store.folder, force=True)
    chunks.close()  # type: ignore[attr-defined]
    assert store.products.count() == 3


def test_a_damaged_store_can_be_replaced_by_its_backup(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with Store.open(folder, create=True) as store:
        ingest(store, item("a"))
        backup(folder, tmp_path / "kept")
    (folder / "store.db").write_bytes(b"garbage" * 10_000)
    restore(tmp_path / "kept", folder, force=True)
    with Store.open(folder) as restored:
        assert restored.products.count() == 1


def test_a_damaged_backup_is_refused_and_the_store_stays(store: Store, tmp_path: Path) -> None:
    ingest(store, *(item(f"s{n}") for n in range(50)))
    backup(store.folder, tmp_path / "kept")
    kept = tmp_path / "kept" / "store.db"
    whole = bytearray(kept.read_bytes())
    whole[8192 * 3 : 8192 * 4] = b"\xa5" * 8192
    kept.write_bytes(whole)
    with pytest.raises(BrokenStore):
        restore(tmp_path / "kept", store.folder, force=True)
    assert store.products.count() == 50


def test_a_backup_of_a_newer_version_is_refused(store: Store, tmp_path: Path) -> None:
    backup(store.folder, tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept" / "store.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(BrokenStore, match="upgrade"):
        restore(tmp_path / "kept", tmp_path / "new")


def test_a_restore_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    backup(store.folder, tmp_path / "kept")
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskFull, match="cannot restore"):
        restore(tmp_path / "kept", tmp_path / "file" / "shop")


def test_thumbnails_are_copied_where_they_cannot_be_linked(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two file systems are not to be had in a test: the call that would tell them apart is replaced.
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    add_files(store.folder)
    monkeypatch.setattr(os, "link", refuse)
    backup(store.folder, tmp_path / "kept")
    copy = tmp_path / "kept" / THUMBNAIL
    assert copy.read_bytes() == b"small"
    assert copy.stat().st_nlink == 1


def test_events_are_backed_up_and_restored_with_the_store(store: Store, tmp_path: Path) -> None:
    with EventStore.open(store.folder, create=True) as events:
        events.queries.put(query("kept"))
        backup(store.folder, tmp_path / "kept")
        events.queries.put(query("later"))
        restore(tmp_path / "kept", store.folder, force=True)
        with pytest.raises(BrokenStore, match="restart"):
            list(events.queries.between(0.0, NOW * 2))
    with EventStore.open(store.folder) as events:
        assert len(list(events.queries.between(0.0, NOW * 2))) == 1
        assert events.deletions.forget(Forgetting(query_id="kept")) == 1  # its names are as they were


def test_a_backup_from_before_any_event_leaves_those_that_came_since(store: Store, tmp_path: Path) -> None:
    backup(store.folder, tmp_path / "kept")
    with EventStore.open(store.folder, create=True) as events:
        events.queries.put(query())
    restore(tmp_path / "kept", store.folder, force=True)
    with EventStore.open(store.folder) as events:
        assert len(list(events.queries.between(0.0, NOW * 2))) == 1


def test_a_backup_whose_events_are_of_a_newer_version_changes_nothing(store: Store, tmp_path: Path) -> None:
    EventStore.open(store.folder, create=True).close()
    backup(store.folder, tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept" / "events.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    ingest(store, item("a"))
    with pytest.raises(BrokenStore, match="upgrade"):
        restore(tmp_path / "kept", store.folder, force=True)
    assert store.products.count() == 1
