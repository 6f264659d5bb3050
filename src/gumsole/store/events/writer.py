"""One thread that writes what many requests hand in: a commit and its flush to the disk serve all that wait.

While one commit is under way the next gathers, so that the disk sets the pace and not the number of
requests. An event is answered after its commit; a search is noted whenever there is room, and never waited
for.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from gumsole.errors import GumsoleError, Overloaded
from gumsole.records import IssuedQuery, Outcome, ShopperEvent, Shown
from gumsole.store.events.event_store import EventStore

# At 24 hits a search takes about 5 KB here, so 10 MB at most: a fifth of a second's writing (10,000 searches
# a second on two cores and an SSD).
MOST_WAITING = 2000
# A commit of so many takes about 20 ms there; more at once would only make the first of them wait.
MOST_TOGETHER = 256

# A server that is killed may lose the searches of so long; events do not wait.
PATIENCE_S = 0.25

Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A write, and who waits for it: nobody, for what may be lost."""

    write: Callable[[], Outcomes]
    waiting: Future[Outcomes] | None = None


class EventWriter:
    """Keeps searches and events.

    Parameters
    ----------
    groups : callable
        Skus → groups of those that the store knows.
    signals : bool
        Keep what shoppers' photos said.
    """

    def __init__(
        self,
        store: EventStore,
        *,
        groups: Callable[[Collection[str]], Mapping[str, str]],
        signals: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._groups = groups
        self._signals = signals
        self._clock = clock
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()

    @property
    def lost(self) -> int:
        """Searches that could not be noted, since the start."""
        return self._lost

    def searched(self, query: IssuedQuery) -> None:
        """Note a search; never waits and never fails, but may lose it where the disk cannot keep up."""
        noted = query if self._signals else replace(query, signals=None)
        self._note(partial(self._put, noted))

    def turned(self, query_id: str, shown: Iterable[Shown]) -> None:
        """Note what a further page showed, as `searched` does."""
        self._note(partial(self._turned, query_id, tuple(shown)))

    def happened(self, events: Sequence[ShopperEvent]) -> Future[Outcomes]:
        """Keep events; the outcomes come once they are on the disk.

        Raises
        ------
        Overloaded
            If too much waits already.
        """
        waiting: Future[Outcomes] = Future()
        if not self._offered(_Job(partial(self._happened, tuple(events)), waiting)):
            raise Overloaded("more events arrive than can be kept; send them again in a moment")
        return waiting

    def close(self) -> None:
        """Write what was handed in, then stop."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _note(self, write: Callable[[], Outcomes]) -> None:
        if not self._offered(_Job(write)):
            self._lose()

    def _lose(self) -> None:
        with self._changed:
            self._lost += 1

    def _offered(self, job: _Job) -> bool:
        with self._changed:
            if self._closing or len(self._jobs) >= MOST_WAITING:
                return False
            self._jobs.append(job)
            self._changed.notify()
            return True

    def _is_pressing(self) -> bool:
        return self._closing or len(self._jobs) >= MOST_TOGETHER or any(job.waiting for job in self._jobs)

    def _run(self) -> None:
        while jobs := self._gathered():
            self._write(
                [job for job in jobs if job.waiting is None or job.waiting.set_running_or_notify_cancel()]
            )

    def _gathered(self) -> list[_Job]:
        """What waits now; empty once the writer is closed and nothing does.

        Searches alone wait a little for others: a commit takes more than what is written by it.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing)
            self._changed.wait_for(self._is_pressing, timeout=PATIENCE_S)
            return [self._jobs.popleft() for _ in range(min(len(self._jobs), MOST_TOGETHER))]

    def _write(self, jobs: Sequence[_Job]) -> None:
        """Commit together what came together; a write that cannot be done does not take others with it."""
        try:
            with self._store.writing(durable=any(job.waiting for job in jobs)):
                outcomes = [job.write() for job in jobs]
        except Exception as error:
            if len(jobs) > 1 and not isinstance(error, GumsoleError):
                for job in jobs:
                    self._write([job])
            else:
                self._failed(jobs, error)
        else:
            for job, outcome in zip(jobs, outcomes, strict=True):
                if job.waiting:
                    job.waiting.set_result(outcome)

    def _failed(self, jobs: Iterable[_Job], error: Exception) -> None:
        for job in jobs:
            if job.waiting:
                job.waiting.set_exception(error)
            else:
                self._lose()

    def _put(self, query: IssuedQuery) -> Outcomes:
        self._store.queries.put(query)
        return ()

    def _turned(self, query_id: str, shown: tuple[Shown, ...]) -> Outcomes:
        self._store.queries.turned(query_id, shown)
        return ()

    def _happened(self, events: tuple[ShopperEvent, ...]) -> Outcomes:
        groups = self._groups({event.sku for event in events if event.sku})
        return self._store.happenings.put_many(events, groups=groups, received_s=self._clock())
