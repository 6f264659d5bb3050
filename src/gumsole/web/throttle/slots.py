"""So much at once, and a short line before it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil, exp

from gumsole.errors import BadSettings, Overloaded

# Demand is seen over about so long, which is what a person waits without losing the thread (Miller 1968).
SIGHT_S = 1.0
# It takes at least four clients to fill the line.
CLIENT_SHARE = 0.25
# Two, so that a client never takes up a line alone.
LEAST_ROOM = 2
# Weight of the newest in the average service time, as TCP averages round trips (RFC 6298).
NEWEST = 1 / 8
# The least that `Retry-After` can say, told while nothing was measured.
UNKNOWN_S = 1.0


@dataclass(eq=False, slots=True)
class _Waiter:
    client: str
    called: asyncio.Future[None]


class Slots:
    """A bounded line before the threads that compute; for one event loop.

    A burst may fill the line. Where more came within about a second than can be done in it, no more may wait
    than run at once: whoever is let in then waits about as long as one request takes, and the others are told
    at once to come again.

    Parameters
    ----------
    running : int
        How many run at once.
    waiting : int
        How many wait at most.
    clock : callable
        Seconds that never go back.

    Attributes
    ----------
    running : int
        How many run now.
    admitted, shed : int
        How many were let in, and how many turned away.
    mean_s : float
        Moving average of the time that one takes, once it runs; 0 before the first.

    Raises
    ------
    BadSettings
        If none may run, or fewer than none wait.
    """

    def __init__(self, *, running: int, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        if running < 1 or waiting < 0:
            raise BadSettings(f"at least 1 runs and 0 wait, got {running} and {waiting}")
        self._most_running, self._most_waiting = running, waiting
        self._clock = clock
        self._line: deque[_Waiter] = deque()
        self._of_client: Counter[str] = Counter()
        self._demand = 0.0
        self._seen_s = clock()
        self.running = 0
        self.admitted = 0
        self.shed = 0
        self.mean_s = 0.0

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._line)

    @asynccontextmanager
    async def taken(self, client: str = "") -> AsyncIterator[None]:
        """Wait in line, and hold a slot for the length of an `async with`.

        Parameters
        ----------
        client : str
            Who asks: one client gets a share of the line, however often it asks.

        Raises
        ------
        Overloaded
            At once where the line is full, or the client's share of it.
        """
        self._note_demand()
        if self.running >= self._most_running:
            await self._wait(client)
        else:
            self.running += 1
        self.admitted += 1
        begun_s = self._clock()
        try:
            yield
        finally:
            took_s = self._clock() - begun_s
            self.mean_s = self.mean_s + NEWEST * (took_s - self.mean_s) if self.mean_s else took_s
            self._pass_on()

    async def _wait(self, client: str) -> None:
        self._check_room(client)
        waiter = _Waiter(client, asyncio.get_running_loop().create_future())
        self._line.append(waiter)
        self._of_client[client] += 1
        try:
            await waiter.called
        except asyncio.CancelledError:
            if waiter in self._line:
                self._line.remove(waiter)
                self._forget(waiter)
            elif not waiter.called.cancelled():
                # Called in the very moment of giving up.
                self._pass_on()
            raise

    def _check_room(self, client: str) -> None:
        room = self._room()
        share = max(1, int(room * CLIENT_SHARE))
        if self.waiting < room and self._of_client[client] < share:
            return
        self.shed += 1
        through_s = (self.waiting + 1) * self.mean_s / self._most_running or UNKNOWN_S
        raise Overloaded(
            f"{self.running} requests are being answered and {self.waiting} wait; "
            f"try again in {ceil(through_s)} s",
            retry_after_s=through_s,
        )

    def _room(self) -> int:
        """Places in the line: fewer where the requests in sight would take longer than they were in sight."""
        if self._demand * self.mean_s <= self._most_running * SIGHT_S:
            return self._most_waiting
        return min(self._most_waiting, max(LEAST_ROOM, self._most_running))

    def _note_demand(self) -> None:
        """Requests of late, each counted less the longer ago it came."""
        now_s = self._clock()
        self._demand = self._demand * exp((self._seen_s - now_s) / SIGHT_S) + 1
        self._seen_s = now_s

    def _pass_on(self) -> None:
        """Give a slot to the next in line, or back."""
        while self._line:
            waiter = self._line.popleft()
            self._forget(waiter)
            if not waiter.called.done():
                waiter.called.set_result(None)
                return
        self.running -= 1

    def _forget(self, waiter: _Waiter) -> None:
        self._of_client[waiter.client] -= 1
        if not self._of_client[waiter.client]:
            del self._of_client[waiter.client]
