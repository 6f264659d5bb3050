"""How long a call is tried, and when it is not worth trying."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from gumsole.errors import EngineAway

LOGGER = logging.getLogger("gumsole.index.opensearch")

# So many calls in a row that got no answer, and nobody asks for a while.
FAILURES = 5
OPEN_S = 10.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is tried, and how long is waited in between.

    Attributes
    ----------
    attempts : int
        At least one.
    first_s, most_s : float
        Longest pause after the first attempt, doubled after each, and its limit.
    timeout_s : float
        For each attempt.
    after_timeouts : bool
        Try again where no answer came in time; whoever waits for it has waited long enough.
    """

    attempts: int
    first_s: float
    most_s: float
    timeout_s: float
    after_timeouts: bool = True

    def pause_s(self, attempt: int, chance: float) -> float:
        """What to wait after an attempt, counted from 0; the whole of it is jitter.

        Parameters
        ----------
        chance : float
            In [0, 1).

        References
        ----------
        Brooker, Exponential Backoff and Jitter (AWS Architecture Blog, 2015): of the ways compared there,
        "full jitter" ends soonest when many callers wait for one server.
        """
        return chance * min(self.most_s, self.first_s * 2.0**attempt)


class Breaker:
    """Spares a node that does not answer, and the shopper the wait for it.

    After some failures in a row no call is made for a while; then one is, and tells whether others may.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_at_s = 0.0

    def admit(self) -> None:
        """Let a call pass.

        Raises
        ------
        EngineAway
            If none is to be made yet.
        """
        with self._lock:
            if self._failures < FAILURES:
                return
            left_s = self._closed_at_s - self._clock()
            if left_s > 0:
                raise EngineAway("OpenSearch did not answer lately", retry_after_s=left_s)
            self._closed_at_s = self._clock() + OPEN_S  # this call is the one that tries

    def succeeded(self) -> None:
        """Note a call that was answered."""
        with self._lock:
            if self._failures >= FAILURES:
                LOGGER.warning("OpenSearch answers again")
            self._failures = 0

    def failed(self) -> None:
        """Note a call that was not."""
        with self._lock:
            self._failures += 1
            if self._failures == FAILURES:
                LOGGER.error("OpenSearch did not answer %d calls in a row; searches give favorites", FAILURES)
            if self._failures >= FAILURES:
                self._closed_at_s = self._clock() + OPEN_S
