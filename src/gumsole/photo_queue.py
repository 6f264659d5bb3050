"""Photos that the API named or was sent, looked at while the store serves.

    address ─▶ bytes ─▶ signals ─▶ passport ─▶ labels, where a service is asked for them

The queue is the store: an address nobody looked at yet, or one whose next try is due. So whoever is killed
over it, the next process goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from gumsole.catalog.fetch import is_remote
from gumsole.errors import StoreLocked
from gumsole.ingest import FETCHERS, Workshop, look_at_photos
from gumsole.intake import SOURCE

# Photos of one round: what is sent meanwhile waits for these, as long as one host that never answers.
ROUND = FETCHERS

# Calibrating takes all cores for a while; it may have a tenth of the time.
RESTS = 9


class PhotoQueue:
    """Looks at the photos that wait, one process at a time.

    Parameters
    ----------
    settle : callable
        Calibrates the store where it needs it; `StoreLocked` while somebody else does.
    label : callable
        Has some photos labeled; True if there are more.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        workers: int,
        settle: Callable[[], object],
        label: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workshop = workshop
        self._workers = workers
        self._settle = settle
        self._label = label
        self._clock = clock
        self._begun = False
        # Whoever had the queue before may have been killed between signals and passport.
        self._unsettled = True
        self._unlabeled = True
        self._rested_s = clock()

    def look_with(self, workshop: Workshop) -> None:
        """Go on with another workshop, if its encoder is another one."""
        if workshop.key != self._workshop.key:
            self._workshop = workshop
            self._begun = False
            self._unsettled = True

    def work(self) -> int:
        """Look at some of what waits, unless another process is at it; how many photos were looked at."""
        with suppress(StoreLocked), self._workshop.store.queueing():
            seen, drained = self._look()
            if self._unsettled and (drained or self._nothing_found_yet()) and not self._workshop.stopping():
                self._settle_at_times()
            self._label_some()
            return seen
        return 0

    def _look(self) -> tuple[int, bool]:
        """One round, no host keeping photos waiting that are here; how many it looked at, and whether all."""
        photos = self._workshop.store.photos
        if not self._begun:
            photos.miss(key=self._workshop.key, source=SOURCE)
            self._begun = True
        photos.try_again(source=SOURCE)
        waiting = photos.waiting(source=SOURCE, limit=ROUND)
        if not waiting:
            return 0, True
        now = [one for one in waiting if not is_remote(one.ref)] or waiting
        looked = look_at_photos(self._workshop, now, workers=self._workers)
        self._unsettled |= looked.analyzed > 0
        self._unlabeled |= looked.analyzed > 0
        return looked.seen, len(now) == len(waiting) < ROUND

    def _nothing_found_yet(self) -> bool:
        return self._workshop.store.passports.active() is None

    def _label_some(self) -> None:
        """What fails here waits for the next photos, or the next ingest."""
        if self._unlabeled and not self._workshop.stopping():
            self._unlabeled = False
            self._unlabeled = self._label()

    def _settle_at_times(self) -> None:
        begun_s = self._clock()
        if begun_s < self._rested_s:
            return
        try:
            self._settle()
            self._unsettled = False
        finally:
            took_s = self._clock() - begun_s
            self._rested_s = begun_s + (1 + RESTS) * took_s
