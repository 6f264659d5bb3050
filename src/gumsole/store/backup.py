"""Backups of a store in use, and the way back.

A backup is a folder with the store's file, that of its events, its settings, its thumbnails, the photos it
was sent and the encoders it was given. Cached photos and snapshots of indexes are left out: they are fetched
and built again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from pathlib import Path

from gumsole.errors import BrokenStore, DiskFull, InputError, NotFound, StoreLocked
from gumsole.store.database import connect, translated
from gumsole.store.layout import (
    ENCODERS_FOLDER,
    EVENTS_FILE,
    SENT_FOLDER,
    SETTINGS_FILE,
    STORE_FILE,
    THUMBNAILS_FOLDER,
)
from gumsole.store.lock import ingest_lock
from gumsole.store.schema import EVENTS, STORE, Schema, packaged, refuse_foreign, refuse_newer
from gumsole.store.tables.facts import INCARNATION

_PHOTO = "[0-9a-f][0-9a-f]/[0-9a-f]*"
_SCHEMAS: dict[str, Schema] = {STORE_FILE: STORE, EVENTS_FILE: EVENTS}


def backup(folder: Path, target: Path) -> None:
    """Copy the store as of now; who reads or writes meanwhile is not held up.

    Photos are hard links where source and target are on one file system: they never change.

    Raises
    ------
    NotFound
        If there is no store in the folder.
    InputError
        If the target exists.
    """
    _require_store(folder)
    if target.exists():
        raise InputError(f"{target} exists; name a new folder for the backup")
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        for name in _files(folder):
            _copy_database(folder / name, partial / name)
        _copy_rest(folder, partial)
        partial.replace(target)
    except OSError as error:
        raise DiskFull(f"cannot write the backup {target}: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def restore(source: Path, folder: Path, *, force: bool = False) -> None:
    """Put a backup in the place of a store, in one step: until then the old store is whole.

    Processes that have the old store open are told to restart by whatever they ask of it next. The restored
    store has a new `incarnation`, so that no snapshot of the old one is taken for its own. Events stay as
    they are where the backup has none.

    Parameters
    ----------
    force : bool
        Replace a store that is in the folder.

    Raises
    ------
    NotFound
        If there is no backup in `source`.
    BrokenStore
        If the backup is damaged, or of a newer version.
    InputError
        If the folder has a store and `force` is False.
    StoreLocked
        If an ingest, or somebody with a transaction open, works on the folder.
    """
    _require_store(source)
    if (folder / STORE_FILE).exists() and not force:
        raise InputError(f"{folder} has a store; --force replaces it with the backup")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ingest_lock(folder):
            fresh = {name: folder / f"{name}.restoring" for name in _files(source)}
            for name, copy in fresh.items():
                _copy_database(source / name, copy)
            _rename_history(fresh[STORE_FILE])
            for name in fresh:
                _fold_log(folder / name)
            for name, copy in fresh.items():
                copy.replace(folder / name)
            _copy_rest(source, folder)
    except OSError as error:
        raise DiskFull(f"cannot restore into {folder}: {error}") from error


def _require_store(folder: Path) -> None:
    if not (folder / STORE_FILE).is_file():
        raise NotFound(f"no {STORE_FILE} in {folder}; name the folder of a store or backup")


def _files(folder: Path) -> list[str]:
    """Databases of a store or backup; a store that was never served has no events."""
    return [name for name in _SCHEMAS if (folder / name).exists()]


def _copy_database(source: Path, target: Path) -> None:
    """A whole, checked copy in a single file."""
    schema = _SCHEMAS[source.name]
    target.unlink(missing_ok=True)
    with translated(source), closing(connect(source)) as reader:
        refuse_foreign(reader, schema=schema)
        refuse_newer(reader, packaged(schema))
        with translated(target), closing(connect(target)) as copy:
            reader.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise BrokenStore(f"{source} is damaged ({verdict}); use another backup")


def _rename_history(path: Path) -> None:
    with translated(path), closing(connect(path)) as connection:
        connection.execute(
            "UPDATE facts SET value = lower(hex(randomblob(16))) WHERE name = ?", (INCARNATION,)
        )


def _fold_log(path: Path) -> None:
    """Bring the old store's log into its file and remove it: beside another file it would damage that one."""
    if path.exists():
        with suppress(BrokenStore), translated(path), closing(connect(path)) as connection:
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StoreLocked(f"{path}: another process works on it; stop it and restore again")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy_rest(source: Path, target: Path) -> None:
    """Settings, thumbnails, sent photos and encoders; what is there already is kept."""
    if (settings := source / SETTINGS_FILE).exists():
        fresh = target / f"{SETTINGS_FILE}.new"
        shutil.copyfile(settings, fresh)
        fresh.replace(target / SETTINGS_FILE)
    for kept, pattern in (
        (THUMBNAILS_FOLDER, _PHOTO),
        (SENT_FOLDER, _PHOTO),
        (ENCODERS_FOLDER, "[!.]*/*"),
    ):
        for file in (source / kept).glob(pattern):
            copy = target / file.relative_to(source)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                _link(file, copy)


def _link(photo: Path, copy: Path) -> None:
    try:
        os.link(photo, copy)
    except OSError:
        fresh = copy.with_name(f".{copy.name}")
        shutil.copyfile(photo, fresh)
        fresh.replace(copy)
