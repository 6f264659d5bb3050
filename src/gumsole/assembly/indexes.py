"""The index of a store: opened as of now, left for the next to open."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

from gumsole.doctor import Finding, memory
from gumsole.errors import BadQuery, BrokenStore, IndexMismatch, NotFound, TryLater
from gumsole.index.embedded import EmbeddedIndex
from gumsole.index.follow import FollowedIndex, catch_up, entries_of
from gumsole.store import EncoderKey, IssuedPassport, Store
from gumsole.store.layout import INDEX_LOCK_FILE
from gumsole.store.lock import held

INDEX_FOLDER = "index"

# Entries up to which an ingest brings the index up to date by itself. Resident memory peaked at 345 MB with
# 50,000 and at 716 MB with 240,000, mapped vectors included; beyond this many a process of its own does it,
# so that an ingest stays below 500 MB whatever the size of the feed.
INDEXED_IN_PROCESS = 100_000

# A snapshot is written again when it lacks this share of the entries: below, catching up takes milliseconds.
STALE = 0.05


class EmbeddedEngine:
    """The engine inside the process."""

    def open(self, store: Store, issued: IssuedPassport) -> FollowedIndex:
        """What searches the store, and follows it."""
        index = open_index(store.folder, store, issued)
        return FollowedIndex(index, store, issued.passport, seq=index.seq)

    def bring_up(self, store: Store, key: EncoderKey) -> None:
        """Leave a snapshot that the next search opens at once."""
        if store.entries.count(key=key) <= INDEXED_IN_PROCESS:
            _refresh_index(store.folder)
        else:
            _in_process_of_its_own(_refresh_index, store.folder)

    def follow(self) -> None:
        """Nothing: every search follows the store."""

    def rebuilt(self, store: Store, issued: IssuedPassport) -> NoReturn:
        """It has no versions: a snapshot that does not fit is built anew whenever it is opened."""
        raise BadQuery("the embedded engine builds its index by itself; --engine opensearch names the other")

    def examined(self, store: Store, issued: IssuedPassport) -> Finding:
        """What the index takes."""
        index = open_index(store.folder, store, issued)
        return memory(len(index), index.footprint())


def open_index(folder: Path, store: Store, issued: IssuedPassport) -> EmbeddedIndex:
    """The store's index as of now: its snapshot brought up to date, or built anew where none fits."""
    opened = _fitting(folder, store, issued)
    if opened is None:
        with held(folder / INDEX_LOCK_FILE, "another process builds the index", wait=True):
            opened = _fitting(folder, store, issued) or _built(folder, store, issued)
    index, seq = opened
    if seq - index.seq > STALE * len(index):
        index.save(folder / INDEX_FOLDER, passport=_made_for(store, issued), seq=seq)
    index.seq = seq
    return index


def _fitting(folder: Path, store: Store, issued: IssuedPassport) -> tuple[EmbeddedIndex, int] | None:
    """The snapshot that is there, followed up to now; None where none fits."""
    passport = issued.passport
    try:
        index = EmbeddedIndex.open(
            folder / INDEX_FOLDER,
            dimension=passport.dimension,
            color_dimension=passport.color_dimension,
            passport=_made_for(store, issued),
        )
        seq = catch_up(index, store, passport, seq=index.seq)
    except (NotFound, IndexMismatch, BrokenStore):
        return None
    return None if seq is None else (index, seq)


def _built(folder: Path, store: Store, issued: IssuedPassport) -> tuple[EmbeddedIndex, int]:
    passport, seq = issued.passport, store.changes.latest_seq()
    index = EmbeddedIndex.build(
        folder / INDEX_FOLDER,
        entries_of(store, passport),
        dimension=passport.dimension,
        color_dimension=passport.color_dimension,
        passport=_made_for(store, issued),
        seq=seq,
    )
    return index, seq


def _made_for(store: Store, issued: IssuedPassport) -> str:
    """Names what a snapshot belongs to: this history of the store, under this passport."""
    return f"{store.incarnation()}/{issued.id}"


def _refresh_index(folder: Path) -> None:
    with Store.open(folder) as store:
        if issued := store.passports.active():
            open_index(folder, store, issued)


def _in_process_of_its_own(work: Callable[[Path], None], folder: Path) -> None:
    child = get_context("spawn").Process(target=work, args=(folder,))
    child.start()
    child.join()
    if child.exitcode:
        raise TryLater(
            f"the index of {folder} was not finished (exit {child.exitcode}); the next search will"
        )
