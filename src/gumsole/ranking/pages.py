"""Ranked lists of past searches, kept for a while so that shoppers can turn the page."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gumsole.errors import NotFound

# Longer than shoppers look at one list, short enough that what they looked for is soon forgotten.
KEPT_S = 15 * 60.0
MAX_LISTS = 10_000
MAX_BYTES = 64 * 2**20
# 128 random bits: nobody comes upon another shopper's list by trying.
ID_BYTES = 16

Ranked = TypeVar("Ranked")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept, and how long."""

    lists: int = MAX_LISTS
    bytes: int = MAX_BYTES
    seconds: float = KEPT_S


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Ranked]):
    ranked: Ranked
    nbytes: int
    until_s: float
    session: str


class RankedLists(Generic[Ranked]):
    """Ranked lists by query id, the oldest forgotten first. Threads may share it."""

    def __init__(
        self,
        bounds: Bounds = Bounds(),
        *,
        clock: Callable[[], float] = time.monotonic,
        new_id: Callable[[], str] = lambda: secrets.token_urlsafe(ID_BYTES),
    ) -> None:
        self._bounds = bounds
        self._clock = clock
        self._new_id = new_id
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept[Ranked]] = OrderedDict()
        self._bytes = 0

    def put(self, ranked: Ranked, *, nbytes: int, session: str = "") -> str:
        """Keep a list of so many bytes; its query id. One larger than all that may be kept is not kept.

        Parameters
        ----------
        session : str
            Pseudonymous session of the shopper; empty where none is known.
        """
        query_id, now = self._new_id(), self._clock()
        with self._lock:
            self._kept[query_id] = _Kept(ranked, nbytes, now + self._bounds.seconds, session)
            self._bytes += nbytes
            self._forget(now)
        return query_id

    def get(self, query_id: str) -> Ranked:
        """The list of a query.

        Raises
        ------
        NotFound
            If it was never kept, or is no longer.
        """
        with self._lock:
            self._forget(self._clock())
            kept = self._kept.get(query_id)
        if kept is None:
            minutes = self._bounds.seconds / 60
            raise NotFound(
                f"the results of query {query_id[:64]!r} are not there; they are kept for {minutes:g} "
                "minutes at most, so search with the photo again"
            )
        return kept.ranked

    @property
    def kept_s(self) -> float:
        """Seconds that a list is kept at most."""
        return self._bounds.seconds

    def drop(self, *, query_id: str = "", session: str = "", older_than_s: float | None = None) -> int:
        """Forget one list, those of a session, or those older than so many seconds; how many they were."""
        with self._lock:
            now = self._clock()
            gone = [
                known
                for known, kept in self._kept.items()
                if (query_id and known == query_id)
                or (session and kept.session == session)
                or (older_than_s is not None and kept.until_s - self._bounds.seconds <= now - older_than_s)
            ]
            for known in gone:
                self._bytes -= self._kept.pop(known).nbytes
            return len(gone)

    def tidy(self) -> int:
        """Forget the lists whose time is over, without waiting for the next search; how many they were."""
        with self._lock:
            before = len(self._kept)
            self._forget(self._clock())
            return before - len(self._kept)

    @property
    def nbytes(self) -> int:
        """Bytes of all lists that are kept."""
        return self._bytes

    def __len__(self) -> int:
        """How many lists are kept."""
        return len(self._kept)

    def _forget(self, now: float) -> None:
        """Drop what is over, then the oldest until the bounds hold."""
        while self._kept:
            oldest = next(iter(self._kept.values()))
            full = len(self._kept) > self._bounds.lists or self._bytes > self._bounds.bytes
            if now < oldest.until_s and not full:
                return
            self._kept.popitem(last=False)
            self._bytes -= oldest.nbytes
