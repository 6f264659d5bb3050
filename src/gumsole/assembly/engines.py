"""Which engine searches a store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from gumsole.assembly.indexes import EmbeddedEngine
from gumsole.doctor import Finding
from gumsole.errors import BadSettings, NotFound
from gumsole.index.contract import Neighborhood
from gumsole.records import Comparison
from gumsole.settings import Settings
from gumsole.store import EncoderKey, IssuedPassport, Store


class Rebuilt(Protocol):
    """An index with versions."""

    def reindex(self, *, force: bool) -> Comparison:
        """Build another version, compare it, use it."""

    def roll_back(self) -> str:
        """Use the version before."""


class Engine(Protocol):
    """Opens the index of a store and keeps it up."""

    def open(self, store: Store, issued: IssuedPassport) -> Neighborhood:
        """What searches the store, and follows it; built where there is none."""

    def bring_up(self, store: Store, key: EncoderKey) -> None:
        """Leave an index that the next search finds as the store is now."""

    def follow(self) -> None:
        """Bring to the index what searches leave to others; done twice a second by a server."""

    def rebuilt(self, store: Store, issued: IssuedPassport) -> Rebuilt:
        """The index, to be built anew beside itself."""

    def examined(self, store: Store, issued: IssuedPassport) -> Finding:
        """What the doctor says of the index."""


def reindex(folder: Path, settings: Settings, *, force: bool = False) -> Comparison:
    """Build the store's index anew beside the one in use, compare both, and use the new one.

    Parameters
    ----------
    force : bool
        Use it however it compares.
    """
    with _rebuilt(folder, settings) as index:
        return index.reindex(force=force)


def roll_back(folder: Path, settings: Settings) -> str:
    """Use the index before again, with all changes since; its name."""
    with _rebuilt(folder, settings) as index:
        return index.roll_back()


@contextmanager
def _rebuilt(folder: Path, settings: Settings) -> Iterator[Rebuilt]:
    with Store.open(folder) as store, engine_of(settings) as engine:
        issued = store.passports.active()
        if issued is None:
            raise NotFound(f"nothing to index in {folder} yet; run: gumsole ingest FEED --store {folder}")
        yield engine.rebuilt(store, issued)


@contextmanager
def engine_of(settings: Settings, *, environ: Mapping[str, str] = os.environ) -> Iterator[Engine]:
    """The engine that the settings name.

    Raises
    ------
    BadSettings
        If what it needs is not installed, or its settings make no sense.
    """
    match settings.engine:
        case "opensearch":
            try:
                from gumsole.assembly.opensearch import (  # noqa: PLC0415 -- an extra
                    OpenSearchEngine,
                    connected,
                )
            except ModuleNotFoundError as missing:
                raise BadSettings(
                    "engine opensearch needs opensearch-py: pip install 'gumsole[opensearch]'"
                ) from missing
            with connected(settings, environ) as connection:
                yield OpenSearchEngine(connection, settings)
        case _:
            yield EmbeddedEngine()
