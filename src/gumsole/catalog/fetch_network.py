"""Connections that go only where they may, and never longer than they may."""

from __future__ import annotations

import math
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from gumsole.catalog.addresses import Resolver, vetted


class Budget:
    """The time that the current thread may still spend."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._thread = threading.local()

    def allow(self, seconds: float) -> None:
        """Give the current thread this much time from now on."""
        self._thread.until = self._clock() + seconds

    def left(self) -> float:
        """Seconds left; without an end before `allow` was called."""
        return float(getattr(self._thread, "until", math.inf)) - self._clock()

    def bound(self, timeout: float | None) -> float:
        """A timeout cut to what is left.

        Raises
        ------
        httpcore.ReadTimeout
            If nothing is left.
        """
        left = self.left()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if timeout is None else min(timeout, left)


class GuardedNetwork(httpcore.NetworkBackend):
    """Resolves a name once for each connection, judges the answer, and connects to that very address.

    TLS and the Host header keep the name. The time a thread was given bounds whatever it does here,
    headers that trickle in included.
    """

    def __init__(
        self, system: httpcore.NetworkBackend, resolver: Resolver, budget: Budget, *, allow_private: bool
    ) -> None:
        self._system = system
        self._resolver = resolver
        self._budget = budget
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in vetted(host, port, self._resolver, allow_private=self._allow_private):
            try:
                stream = self._system.connect_tcp(
                    address, port, self._budget.bound(timeout), local_address, socket_options
                )
                return _BoundedStream(stream, self._budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _BoundedStream(httpcore.NetworkStream):
    """A stream of which every read and write counts against the budget."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._budget.bound(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.bound(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._budget.bound(timeout))
        return _BoundedStream(secured, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
