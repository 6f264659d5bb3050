"""Photos on web hosts: bounded in bytes, time and redirects, read again only if they changed."""

from __future__ import annotations

import random
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import cast

import httpcore
import httpx

from gumsole import __version__
from gumsole.catalog.addresses import Resolver, resolve
from gumsole.catalog.fetch_body import read_body
from gumsole.catalog.fetch_network import Budget, GuardedNetwork
from gumsole.catalog.fetch_urls import checked_url, on_the_wire
from gumsole.catalog.fetched import MAX_BYTES, Fetched, fetched
from gumsole.errors import NotFound, PhotoUnreachable
from gumsole.records import Known

_HEADERS = {
    "User-Agent": f"gumsole/{__version__} (catalog photos)",
    # Hosts that choose a format by this header should choose the same one every time.
    "Accept": "image/jpeg,image/png,image/webp,image/*;q=0.8",
    "Accept-Encoding": "identity",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})

# First wait before another attempt; it doubles, and chance takes off up to half so that threads spread out.
_BACKOFF_S = 0.5


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one photo may cost.

    Attributes
    ----------
    total_s : float
        Seconds on the network for all attempts and redirects together, waits between attempts apart.
    connect_s, read_s : float
        Seconds for one connection, and for one wait for more bytes.
    longest_wait_s : float
        Longest `Retry-After` that is waited for.
    connections : int
        That one thread keeps open, to all hosts together.
    """

    max_bytes: int = MAX_BYTES
    total_s: float = 30.0
    connect_s: float = 5.0
    read_s: float = 10.0
    redirects: int = 5
    attempts: int = 4
    longest_wait_s: float = 30.0
    connections: int = 4


@dataclass(frozen=True, slots=True)
class World:
    """Network, time and chance, as arguments."""

    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    resolver: Resolver = resolve
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    ssl_context: ssl.SSLContext | None = None


class RemotePhotos:
    """Fetches over http and https; one for many threads, of which each keeps connections of its own.

    A pool that threads share closes connections at work now and then: httpcore takes an answer that arrives
    between two of its checks for the host hanging up. No proxy of the environment is used, as it would
    resolve names unjudged.
    """

    def __init__(self, *, allow_private: bool, limits: FetchLimits, world: World) -> None:
        self._limits = limits
        self._world = world
        self._budget = Budget(world.clock)
        self._network = GuardedNetwork(
            world.network, world.resolver, self._budget, allow_private=allow_private
        )
        self._ssl_context = world.ssl_context or httpcore.default_ssl_context()
        self._thread = threading.local()
        self._pools: list[httpcore.ConnectionPool] = []

    def fetch(self, ref: str, known: Known | None = None) -> Fetched:
        """The photo's bytes, or that they are the known ones.

        Raises
        ------
        NotFound
            If the host says there is no such photo.
        BadPhoto
            If it is larger than the limit, or compressed in a way that is not understood.
        InputError
            If the URL may not be fetched: scheme, port, credentials, address.
        PhotoUnreachable
            If the host did not answer as hoped.
        """
        self._budget.allow(self._limits.total_s)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._attempt(ref, known)
            except _MayPass as failure:
                self._wait(ref, failure, attempt)

    def close(self) -> None:
        """Close the connections of every thread."""
        for pool in self._pools:
            pool.close()

    def _pool(self) -> httpcore.ConnectionPool:
        """The current thread's connections."""
        if not hasattr(self._thread, "pool"):
            self._thread.pool = httpcore.ConnectionPool(
                ssl_context=self._ssl_context,
                max_connections=self._limits.connections,
                keepalive_expiry=self._limits.read_s,
                network_backend=self._network,
            )
            self._pools.append(self._thread.pool)
        return cast(httpcore.ConnectionPool, self._thread.pool)

    def _attempt(self, ref: str, known: Known | None) -> Fetched:
        try:
            return self._follow(ref, known)
        except httpcore.TimeoutException as error:
            raise _MayPass("took too long") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _MayPass(f"broke off: {error}") from error

    def _follow(self, ref: str, known: Known | None) -> Fetched:
        url = checked_url(ref, ref)
        for _ in range(self._limits.redirects + 1):
            with self._pool().stream(
                "GET",
                on_the_wire(url),
                headers=_headers(url, known),
                extensions={"timeout": self._timeouts()},
            ) as response:
                headers = httpx.Headers(response.headers)
                if response.status not in _REDIRECTS or "location" not in headers:
                    return self._answer(ref, response, headers, known)
                url = checked_url(headers["location"], ref, base=url)
        raise PhotoUnreachable(f"{ref} redirects more than {self._limits.redirects} times")

    def _answer(
        self, ref: str, response: httpcore.Response, headers: httpx.Headers, known: Known | None
    ) -> Fetched:
        if response.status == httpx.codes.OK:
            data = read_body(ref, response.iter_stream(), headers, max_bytes=self._limits.max_bytes)
            return fetched(
                data,
                known,
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
                size=len(data),
            )
        if response.status == httpx.codes.NOT_MODIFIED and known:
            return Fetched(None, known)
        if response.status in _GONE:
            raise NotFound(f"no photo at {ref}: the host answered {response.status}")
        if response.status in _PASSING:
            raise _MayPass(f"answered {response.status}", retry_after_s=_retry_after_s(headers))
        raise PhotoUnreachable(f"{ref}: the host answered {response.status}")

    def _wait(self, ref: str, failure: _MayPass, attempt: int) -> None:
        """Sleep before another attempt, or give up."""
        backoff = _BACKOFF_S * 2 ** (attempt - 1) * (1 - self._world.chance() / 2)
        wait_s = max(failure.retry_after_s, backoff)
        left_s = self._budget.left()
        if attempt >= self._limits.attempts or left_s <= 0 or wait_s > self._limits.longest_wait_s:
            raise PhotoUnreachable(
                f"{ref}: the host {failure} ({attempt} attempts); try again later",
                retry_after_s=wait_s,
            ) from failure
        self._world.sleep(wait_s)
        self._budget.allow(left_s)

    def _timeouts(self) -> dict[str, float]:
        limits = self._limits
        return {"connect": limits.connect_s, "read": limits.read_s, "write": limits.read_s}


class _MayPass(Exception):
    """Something that another attempt may not meet."""

    def __init__(self, what: str, *, retry_after_s: float = 0.0) -> None:
        super().__init__(what)
        self.retry_after_s = retry_after_s


def _headers(url: httpx.URL, known: Known | None) -> list[tuple[bytes, bytes]]:
    fields = {"Host": url.netloc.decode("ascii"), **_HEADERS}
    if known and known.etag and known.etag.isascii():
        fields["If-None-Match"] = known.etag
    elif known and known.last_modified and known.last_modified.isascii():
        fields["If-Modified-Since"] = known.last_modified
    return httpx.Headers(fields).raw


def _retry_after_s(headers: httpx.Headers) -> float:
    """How long the host asks to wait; a date is measured against the host's own clock."""
    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    try:
        until, now = (parsedate_to_datetime(text) for text in (asked, headers.get("date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
