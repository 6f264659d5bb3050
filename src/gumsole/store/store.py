"""The durable truth of one store, in one folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from gumsole.errors import BrokenStore, NotFound
from gumsole.store.database import Database
from gumsole.store.layout import QUEUE_LOCK_FILE, STORE_FILE, UPLOADS_FOLDER
from gumsole.store.lock import held, ingest_lock
from gumsole.store.tables.audit import Audit, Ledger
from gumsole.store.tables.calibrations import Calibrations
from gumsole.store.tables.changes import Changes
from gumsole.store.tables.choices import Choices
from gumsole.store.tables.columns import Columns
from gumsole.store.tables.entries import Entries
from gumsole.store.tables.facts import INCARNATION, read_fact
from gumsole.store.tables.keys import Keys
from gumsole.store.tables.labelings import Labelings
from gumsole.store.tables.offers import Offers
from gumsole.store.tables.passports import Passports
from gumsole.store.tables.photos import Photos
from gumsole.store.tables.products import Products
from gumsole.store.tables.runs import Runs
from gumsole.store.tables.signals import SignalsTable
from gumsole.store.tables.words import Words
from gumsole.store.vault import Vault


class Store:
    """An open store: its tables, and transactions across them. Any thread may use any of it."""

    def __init__(self, folder: Path, database: Database, clock: Callable[[], float]) -> None:
        self.folder = folder
        self._database = database
        self._clock = clock
        self.products = Products(database, clock)
        self.offers = Offers(database)
        self.photos = Photos(database, clock)
        self.signals = SignalsTable(database)
        self.labelings = Labelings(database, clock)
        self.entries = Entries(database)
        self.changes = Changes(database)
        self.columns = Columns(database)
        self.passports = Passports(database)
        self.calibrations = Calibrations(database)
        self.choices = Choices(database)
        self.runs = Runs(database, clock)
        self.words = Words(database)
        self.keys = Keys(database, clock)
        self.audit = Audit(database, clock)
        self.ledger = Ledger(database, clock)

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, clock: Callable[[], float] = time.time) -> Self:
        """Open the store in a folder, bringing it to this version first.

        Parameters
        ----------
        create : bool
            Make the folder and the store if they are not there.

        Raises
        ------
        NotFound
            If there is no store and `create` is False.
        BrokenStore
            If the store is damaged, cannot be read or written, or belongs to a newer version.
        StoreLocked
            If another process holds it for longer than a write takes.
        """
        path = folder / STORE_FILE
        if create:
            _make(folder)
        elif not path.is_file():
            raise NotFound(f"no store at {folder}; make one with: gumsole ingest FEED --store {folder}")
        return cls(folder, Database(path), clock)

    def writing(self, *, durable: bool = False) -> AbstractContextManager[object]:
        """Make one transaction of several writes: all of them are kept, or none.

        Parameters
        ----------
        durable : bool
            Be on the disk when it ends: for what is acknowledged to somebody who will not send it again.
        """
        return self._database.writing(durable=durable)

    @contextmanager
    def ingesting(self) -> Iterator[None]:
        """Hold the store against other ingests; see `ingest_lock`."""
        with ingest_lock(self.folder):
            yield

    def vault(self, *, hours: float = 0.0, key: X25519PublicKey | None = None) -> Vault:
        """Where uploads are kept; without a key nothing can be put in."""
        return Vault(self._database, self.folder / UPLOADS_FOLDER, hours=hours, key=key, clock=self._clock)

    @contextmanager
    def queueing(self) -> Iterator[None]:
        """Hold the photo queue against other processes that serve this store."""
        with held(self.folder / QUEUE_LOCK_FILE, "another process works on the photo queue"):
            yield

    def shed(self) -> None:
        """Leave nothing of deleted rows in the write-ahead log, unless a reader still needs it."""
        self._database.shed()

    def incarnation(self) -> str:
        """Names this history of changes; a restored backup gets a new one, so no older snapshot fits it."""
        with self._database.reading() as connection:
            return str(read_fact(connection, INCARNATION))

    def close(self) -> None:
        """Close the store's file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrokenStore(
            f"cannot make the store folder {folder}: {error.strerror}; choose another"
        ) from error
