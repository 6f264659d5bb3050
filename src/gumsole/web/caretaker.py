"""What a server does by itself: follow the store, look at photos that wait, forget what is over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from gumsole.errors import GumsoleError
from gumsole.privacy import Purgeable, forget_all, purge_all
from gumsole.store import Store
from gumsole.web.logs import LOGGER

# What other processes did is seen within a second.
FOLLOWED_S = 0.5
QUEUE_S = 0.5
PURGED_S = 60.0


class Caretaker:
    """Two threads: one that looks after the store, one that looks at photos.

    Parameters
    ----------
    renew : callable
        Exchanges the searcher where another passport is in force.
    work : callable
        Looks at some of the photos that wait; how many it looked at.
    stopping : Event
        Set when the server ends.
    """

    def __init__(
        self,
        *,
        store: Store,
        renew: Callable[[], object],
        kept: Sequence[Purgeable],
        work: Callable[[], int],
        clock: Callable[[], float] = time.time,
        stopping: threading.Event | None = None,
    ) -> None:
        self._store = store
        self._renew = renew
        self._kept = kept
        self._work = work
        self._clock = clock
        self._stopping = stopping or threading.Event()
        self._forgotten = 0
        self._purged_s = -PURGED_S
        self._threads = [
            threading.Thread(target=self._repeat, args=(self.follow, FOLLOWED_S), name="follow"),
            threading.Thread(target=self._repeat, args=(work, QUEUE_S), name="photos"),
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop after what is under way."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def follow(self) -> None:
        """Do once what is done twice a second."""
        self._renew()
        for number, whom in self._store.ledger.passed_on(self._forgotten):
            forget_all(self._kept, whom, self._store.ledger)
            self._forgotten = number
        if time.monotonic() - self._purged_s >= PURGED_S:
            self._purged_s = time.monotonic()
            purge_all(self._kept, now_s=self._clock(), ledger=self._store.ledger)
            self._store.ledger.tidy()

    def _repeat(self, act: Callable[[], object], pause_s: float) -> None:
        """Again and again, at once where something was done; what fails is told, and tried again later."""
        done: object = None
        while not self._stopping.wait(0 if done else pause_s):
            done = None
            try:
                done = act()
            except GumsoleError as error:
                LOGGER.error("%s", error)
            except Exception:
                LOGGER.exception("a background task failed")
