"""One SQLite file: who may read and write when, and what its errors mean.

One connection writes, guarded by a lock; readers borrow connections from a pool, so that a thread never
shares one with another. In WAL mode readers are never blocked and see the last commit. With
`synchronous = NORMAL` a process may be killed at any moment and nothing that was committed is lost; a power
failure may cost the last commits before it, never the file. A durable transaction (`synchronous = FULL`) is
on the disk when it ends, for one flush more: it survives a power failure too, as far as the disk keeps what
it says it wrote.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gumsole.errors import BrokenStore, DiskFull, GumsoleError, InputError, StoreLocked
from gumsole.store.schema import STORE, Schema, migrate, packaged, refuse_foreign

# How long a writer waits for another; transactions last milliseconds, a longer wait is a stuck process.
BUSY_TIMEOUT_S = 5.0

# Writers wait while the log is folded; readers that keep it from being emptied are not waited for longer.
SHED_PATIENCE_S = 0.5

# A row of signals is about 2 KB: a page of 8 KiB holds three and wastes a quarter of what 4 KiB would.
_PAGE_BYTES = 8192

# The log shrinks back to this after a long reader let it grow.
_LOG_BYTES = 64 * 2**20

_WRITER_CACHE_KIB = 32 * 1024

_ERRORS: dict[int, tuple[type[GumsoleError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreLocked, "another process is writing to it; try again when that has finished"),
    sqlite3.SQLITE_LOCKED: (StoreLocked, "it is being written to; try again in a moment"),
    sqlite3.SQLITE_FULL: (DiskFull, "the disk is full; free some space and run the command again"),
    sqlite3.SQLITE_CORRUPT: (BrokenStore, "it is damaged; restore a backup"),
    sqlite3.SQLITE_NOTADB: (
        BrokenStore,
        "it is no SQLite database; restore a backup or choose another store",
    ),
    sqlite3.SQLITE_CANTOPEN: (BrokenStore, "it cannot be opened; check its permissions"),
    sqlite3.SQLITE_READONLY: (BrokenStore, "it cannot be written to; check its permissions"),
    sqlite3.SQLITE_PERM: (BrokenStore, "it cannot be opened; check its permissions"),
    sqlite3.SQLITE_IOERR: (BrokenStore, "the disk failed to read or write it; check the disk"),
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file into the error tree; mistakes of ours stay as they are."""
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary not in _ERRORS:
            raise
        kind, what_next = _ERRORS[primary]
        raise kind(f"{path}: {what_next} ({error})") from error


@contextmanager
def storable() -> Iterator[None]:
    """Refuse values that no column holds: numbers beyond 64 bits, halves of surrogate pairs."""
    try:
        yield
    except (OverflowError, UnicodeEncodeError) as error:
        raise InputError(f"a value of the catalog cannot be stored ({error}); mend it in the feed") from error


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection with the pragmas that every use of the file shares."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


class Database:
    """The open file; made for many threads."""

    def __init__(self, path: Path, *, schema: Schema = STORE) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._owner: int | None = None
        self._readers: deque[sqlite3.Connection] = deque()
        with translated(path):
            self._writer = _open_writer(path, schema)
            self._inode = path.stat().st_ino

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, kept whole or not at all; used within another it becomes part of that one.

        Parameters
        ----------
        durable : bool
            Be on the disk when it ends; the outermost transaction decides.
        """
        with self._lock, translated(self.path):
            if outermost := self._owner is None:
                self._refuse_replaced()
                self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._writer.execute("BEGIN IMMEDIATE" if outermost else "SAVEPOINT step")
            self._owner = threading.get_ident()
            try:
                yield self._writer
                self._writer.execute("COMMIT" if outermost else "RELEASE step")
            except BaseException:
                self._undo("ROLLBACK" if outermost else "ROLLBACK TO step")
                raise
            finally:
                if outermost:
                    self._owner = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot of the last commit; inside `writing` it sees what that transaction wrote."""
        if self._owner == threading.get_ident():
            yield self._writer
            return
        with translated(self.path):
            self._refuse_replaced()
            connection = self._borrow()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._readers.append(connection)

    def shed(self) -> bool:
        """Fold the log into the file and empty it, as far as no reader is in the way.

        Deleted rows are overwritten in the file (`secure_delete`), but the log may hold them from before.

        Returns
        -------
        bool
            False if somebody read or wrote for all of `SHED_PATIENCE_S`: the log holds older pages still.
        """
        with translated(self.path), closing(connect(self.path)) as connection:
            self._refuse_replaced()
            connection.execute(f"PRAGMA busy_timeout = {SHED_PATIENCE_S * 1000:.0f}")
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Close every connection; the last one to leave folds the log into the file."""
        while self._readers:
            self._readers.pop().close()
        self._writer.close()

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._readers.pop()
        except IndexError:
            connection = connect(self.path)
            connection.execute("PRAGMA query_only = ON")
            return connection

    def _undo(self, command: str) -> None:
        """Roll back; a full disk makes SQLite do so by itself."""
        if self._writer.in_transaction:
            self._writer.execute(command)

    def _refuse_replaced(self) -> None:
        """A restore puts another file in place: what is written to the old one would be lost silently."""
        try:
            same = self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            same = False
        if not same:
            raise BrokenStore(f"{self.path}: replaced while it was open; restart this process")


def _open_writer(path: Path, schema: Schema) -> sqlite3.Connection:
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        refuse_foreign(connection, schema=schema)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
        migrate(connection, packaged(schema), schema=schema)
    except BaseException:
        connection.close()
        raise
    return connection
