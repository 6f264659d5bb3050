"""One worker, or several that share a port, a snapshot of the index and the change log."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import uvicorn
from fastapi import FastAPI

# What was accepted is finished within this; containers are usually killed after thirty seconds.
GRACE_S = 20
# A worker that ends sooner than this after its start is broken rather than unlucky.
SHORT_LIFE_S = 5.0
LONGEST_PAUSE_S = 30.0
BACKLOG = 2048


def listening(host: str, port: int) -> socket.socket:
    """A listening TCP socket that child processes may inherit."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Where TCP is not named, asyncio lets the second half of an answer be held back for 40 ms (Nagle).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(BACKLOG)
    bound.set_inheritable(True)
    return bound


def sibling_socket(path: str) -> socket.socket:
    """A listening socket for requests that other workers hand on."""
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    bound.bind(path)
    bound.listen(BACKLOG)
    return bound


def run(app: FastAPI, sockets: Sequence[socket.socket]) -> None:
    """Serve until told to stop by SIGTERM or SIGINT; then finish what was accepted, taking nothing new."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Server(config, app)
    server.run(sockets=list(sockets))


class _Server(uvicorn.Server):
    """Says that it is leaving, so that load balancers look elsewhere while it finishes."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop when told to. uvicorn would then raise the signal anew, which ends the process untidied."""
        before = {told: signal.signal(told, self.handle_exit) for told in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for told, handler in before.items():
                signal.signal(told, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.leaving = True
        await super().shutdown(sockets)


class Supervisor:
    """Keeps so many workers alive; a worker that dies is started again, ever more slowly if it keeps dying.

    Parameters
    ----------
    command : callable
        Number of a worker → its command line.
    inherited : sequence of int
        File descriptors that workers need.
    """

    def __init__(
        self, command: Callable[[int], Sequence[str]], *, workers: int, inherited: Sequence[int]
    ) -> None:
        self._command = command
        self._inherited = tuple(inherited)
        self._stopping = threading.Event()
        self._children = [self._start(number) for number in range(workers)]
        self._begun = [time.monotonic()] * workers
        self._pause = [1.0] * workers

    def run(self) -> int:
        """Watch until told to stop; the exit status of the whole."""
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: self._stopping.set())
        while not self._stopping.wait(0.2):
            for number, child in enumerate(self._children):
                if child.poll() is not None:
                    self._revive(number)
        for child in self._children:
            with suppress(ProcessLookupError):
                child.terminate()
        # One that was told to stop before it could listen to that ends by the signal.
        return int(any(child.wait() not in (0, -signal.SIGTERM) for child in self._children))

    def _revive(self, number: int) -> None:
        lived_s = time.monotonic() - self._begun[number]
        if lived_s < SHORT_LIFE_S:
            self._pause[number] = min(LONGEST_PAUSE_S, 2 * self._pause[number])
            if self._stopping.wait(self._pause[number]):
                return
        else:
            self._pause[number] = 1.0
        self._children[number] = self._start(number)
        self._begun[number] = time.monotonic()

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 -- our own command line
            list(self._command(number)), pass_fds=self._inherited
        )
