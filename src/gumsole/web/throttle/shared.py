"""Limits counted in a Redis that several processes share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from limits.errors import StorageError
from limits.storage import RedisStorage

from gumsole.errors import BadSettings
from gumsole.web.throttle.counting import Counts
from gumsole.web.throttle.rates import Limit

if TYPE_CHECKING:
    from redis import ConnectionPool

LOGGER = logging.getLogger("gumsole.web.throttle")

SCHEMES = ("redis", "rediss", "redis+unix")
# Many times what a Redis beside the server takes, and little of what a shopper waits.
TIMEOUT_S = 0.1
# How long this process counts for itself before it looks whether Redis is back.
AWAY_S = 5.0


class SharedCounts:
    """Counts in Redis; in this process for as long as Redis does not answer.

    Nobody is let in uncounted, nobody is turned away for want of a count: each process then holds the limits
    for itself, so that all together let at most so many times more through as there are processes.

    Parameters
    ----------
    shared, own : Counts
        In Redis and in this process.
    back : callable
        True if Redis answers.
    clock : callable
        Seconds that never go back.

    Attributes
    ----------
    outages : int
        How often Redis was lost.
    """

    def __init__(
        self, shared: Counts, own: Counts, *, back: Callable[[], bool], clock: Callable[[], float]
    ) -> None:
        self._shared, self._own = shared, own
        self._back = back
        self._clock = clock
        self._lock = Lock()
        self._look_at_s: float | None = None
        self.outages = 0

    @property
    def away(self) -> bool:
        """True while this process counts for itself."""
        return self._look_at_s is not None

    def take(self, limit: Limit, name: str) -> float:
        """Count one more; seconds to wait where it does not fit, 0 where it does."""
        if not self.away:
            try:
                return self._shared.take(limit, name)
            except StorageError as error:
                self._lost(error.storage_error)
        elif self._is_time_to_look():
            # Beside the requests: none but those that met the outage ever waits for Redis.
            Thread(target=self._look, name="gumsole-redis", daemon=True).start()
        return self._own.take(limit, name)

    def _lost(self, error: Exception) -> None:
        with self._lock:
            first = not self.away
            self._look_at_s = self._clock() + AWAY_S
            self.outages += first
        if first:
            LOGGER.warning(
                "Redis does not answer (%s); each process counts its own limits until it does",
                type(error).__name__,
            )

    def _is_time_to_look(self) -> bool:
        now_s = self._clock()
        with self._lock:
            if self._look_at_s is None or now_s < self._look_at_s:
                return False
            self._look_at_s = now_s + AWAY_S
            return True

    def _look(self) -> None:
        if self._back():
            with self._lock:
                self._look_at_s = None
            LOGGER.info("Redis answers again; limits are shared again")


@dataclass(frozen=True, slots=True)
class Redis:
    """A Redis that is counted in, and the connections to it."""

    storage: RedisStorage
    pool: ConnectionPool

    def close(self) -> None:
        """Let go of the connections."""
        self.pool.disconnect()


def open_redis(url: str) -> Redis:
    """Redis at a URL; it is not asked before the first count.

    Raises
    ------
    BadSettings
        If the URL is none of Redis, or the package `redis` is not there.
    """
    shown = _without_password(url)
    try:
        from redis import ConnectionPool  # noqa: PLC0415 -- an extra
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings(f"limits at {shown} need one package more: pip install 'gumsole[redis]'") from error
    try:
        pool = ConnectionPool.from_url(
            url.replace("redis+unix:", "unix:", 1),
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            retry=Retry(NoBackoff(), 0),
        )
    except ValueError as error:
        raise BadSettings(f"limits cannot be kept at {shown}: {error}") from error
    return Redis(RedisStorage(url, connection_pool=pool, key_prefix="gumsole", wrap_exceptions=True), pool)


def _without_password(url: str) -> str:
    """A URL of Redis as it may be shown."""
    try:
        parts = urlsplit(url)
        host = f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in SCHEMES:
        raise BadSettings(
            f"limits are kept at a URL of Redis ({', '.join(SCHEMES)}), such as redis://localhost:6379/0; "
            f"got one of {parts.scheme!r}"
        )
    return f"{parts.scheme}://{host}{parts.path}"
