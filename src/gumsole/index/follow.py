"""An index follows the store: built once, then kept up by the change log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from gumsole.errors import IndexMismatch
from gumsole.index.contract import Index
from gumsole.records import Entry, Neighbors, Passport, Vector, VectorQuery
from gumsole.store import Store, key_of


def entries_of(store: Store, passport: Passport) -> Iterator[list[Entry]]:
    """Every entry of the store as of now, centered, in chunks by ascending id."""
    for chunk in store.entries.all(key=key_of(passport)):
        yield centered_entries(chunk, passport.catalog_mean)


def catch_up(
    index: Index,
    store: Store,
    passport: Passport,
    *,
    seq: int,
    reached: Callable[[int], None] = lambda seq: None,
) -> int | None:
    """Bring an index that stands at `seq` to the end of the change log.

    Parameters
    ----------
    reached : callable
        Told where the index stands after every batch.

    Returns
    -------
    int or None
        Where it stands now; None if the log no longer reaches back that far and it must be rebuilt.
    """
    key = key_of(passport)
    while (update := store.changes.since(seq, key=key)) is not None:
        if update.seq == seq:
            return seq
        index.delete(update.deletes)
        index.upsert(centered_entries(update.upserts, passport.catalog_mean))
        index.set_offers(update.offers)
        seq = update.seq
        reached(seq)
    return None


class FollowedIndex:
    """An index that reads the change log before each search: what was written before is found.

    Parameters
    ----------
    seq : int
        The change that the index stands at.
    """

    def __init__(self, index: Index, store: Store, passport: Passport, *, seq: int) -> None:
        self._index = index
        self._store = store
        self._passport = passport
        self._seq = seq
        self._following = threading.Lock()

    def search(self, query: VectorQuery) -> Neighbors:
        """As the index does.

        Raises
        ------
        IndexMismatch
            If the log no longer reaches back to where the index stands: it must be opened anew.
        """
        self.catch_up()
        return self._index.search(query)

    def catch_up(self) -> None:
        """Bring the index to the end of the change log."""
        with self._following:
            seq = catch_up(self._index, self._store, self._passport, seq=self._seq)
            if seq is None:
                raise IndexMismatch("the index was left behind by the change log; it must be opened anew")
            self._seq = seq


def centered_entries(entries: Sequence[Entry], mean: Vector) -> list[Entry]:
    """Entries with the mean subtracted from their embeddings, at unit length again."""
    if not entries:
        return []
    shifted = np.stack([entry.embedding for entry in entries]) - mean
    lengths = np.linalg.norm(shifted, axis=1, keepdims=True)
    unit = (shifted / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
    return [replace(entry, embedding=row) for entry, row in zip(entries, unit, strict=True)]
