"""The open file of events."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from gumsole.errors import NotFound
from gumsole.store.database import Database
from gumsole.store.events.deletions import Deletions
from gumsole.store.events.happenings import Happenings
from gumsole.store.events.names import Names
from gumsole.store.events.queries import Queries
from gumsole.store.layout import EVENTS_FILE
from gumsole.store.schema import EVENTS
from gumsole.store.tables.facts import read_fact

# Written by the first migration; a backup keeps it, so that what it holds can still be forgotten.
_SALT = "salt"


class EventStore:
    """What shoppers did and were shown. Any thread may use any of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.reading() as connection:
            names = Names(bytes.fromhex(str(read_fact(connection, _SALT))))
        self.queries = Queries(database, names)
        self.happenings = Happenings(database, names)
        self.deletions = Deletions(database, names)

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Self:
        """Open the events of the store in a folder, bringing the file to this version first.

        Raises
        ------
        NotFound
            If there are none and `create` is False.
        BrokenStore
            If the file is damaged, cannot be read or written, or belongs to a newer version.
        """
        path = folder / EVENTS_FILE
        if not create and not path.is_file():
            raise NotFound(f"no events in {folder}; a server keeps them: gumsole serve --store {folder}")
        return cls(Database(path, schema=EVENTS))

    def writing(self, *, durable: bool = False) -> AbstractContextManager[object]:
        """Make one transaction of several writes, as `Store.writing`."""
        return self._database.writing(durable=durable)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
