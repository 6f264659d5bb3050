"""One at a time: locks that go with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gumsole.errors import BrokenStore, StoreLocked
from gumsole.store.layout import LOCK_FILE


@contextmanager
def ingest_lock(folder: Path) -> Iterator[None]:
    """Hold the store for a long job; reading, and short writes such as offers, go on.

    Raises
    ------
    StoreLocked
        If another ingest or restore holds it.
    BrokenStore
        If the folder cannot be written to.
    """
    with held(folder / LOCK_FILE, f"another ingest or restore works on {folder}"):
        yield


@contextmanager
def held(path: Path, taken: str, *, wait: bool = False) -> Iterator[None]:
    """Hold a lock file.

    The kernel drops the lock when the process ends, even by `kill -9`. A forked child would keep it:
    worker processes are to be spawned.

    Parameters
    ----------
    taken : str
        What to say where another process holds it.
    wait : bool
        Wait for that one instead.

    Raises
    ------
    StoreLocked
        If another process holds it.
    BrokenStore
        If the folder cannot be written to.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BrokenStore(f"cannot lock {path.parent}: {error.strerror}; check its permissions") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            raise StoreLocked(
                f"{taken} (process {holder}); try again when it has finished", retry_after_s=60.0
            ) from None
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(descriptor)
