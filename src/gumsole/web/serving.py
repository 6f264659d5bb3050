"""One worker, or several that share a port, a snapshot of the index and the change log."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

# What was accepted is finished within this; containers are usually killed after thirty seconds.
GRACE_S = 20
# A worker that ends sooner than this after its start is broken rather than unlucky.
SHORT_LIFE_S = 5.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
WATCHED_S = 0.2
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


@dataclass(slots=True)
class _Worker:
    """A worker process, and when the next is due where it ended."""

    process: subprocess.Popen[bytes]
    begun_s: float
    pause_s: float = FIRST_PAUSE_S
    due_s: float | None = None
    is_first: bool = True


class Supervisor:
    """Keeps so many workers alive; a worker that dies is started again, ever more slowly if it keeps dying.

    Parameters
    ----------
    command : callable
        Number of a worker → its command line.
    inherited : sequence of int
        File descriptors that workers need.
    refused : int
        Exit status of a worker that the operator must help: where it is so from the beginning, none goes on.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        *,
        workers: int,
        inherited: Sequence[int],
        refused: int,
    ) -> None:
        self._command = command
        self._inherited = tuple(inherited)
        self._refused = refused
        self._stopping = threading.Event()
        self._workers = [_Worker(self._start(number), time.monotonic()) for number in range(workers)]

    def run(self) -> int:
        """Watch until told to stop; the exit status of the whole."""
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: self._stopping.set())
        while not self._stopping.wait(WATCHED_S):
            for number, worker in enumerate(self._workers):
                status = worker.process.poll()
                if status == self._refused and worker.is_first:
                    self._end()
                    return status
                if status is not None:
                    self._revive(number, worker)
        # One that was told to stop before it could listen to that ends by the signal.
        return int(any(status not in (0, -signal.SIGTERM) for status in self._end()))

    def _end(self) -> list[int]:
        """Let all finish; their exit statuses."""
        for worker in self._workers:
            with suppress(ProcessLookupError):
                worker.process.terminate()
        return [worker.process.wait() for worker in self._workers]

    def _revive(self, number: int, worker: _Worker) -> None:
        """Start a worker anew: at once, or after a pause if it lived shortly."""
        now_s = time.monotonic()
        if worker.due_s is None:
            shortly = now_s - worker.begun_s < SHORT_LIFE_S
            worker.pause_s = min(LONGEST_PAUSE_S, 2 * worker.pause_s) if shortly else FIRST_PAUSE_S
            worker.due_s = now_s + (worker.pause_s if shortly else 0.0)
        if now_s >= worker.due_s:
            worker.process, worker.begun_s = self._start(number), now_s
            worker.due_s, worker.is_first = None, False

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 -- our own command line
            list(self._command(number)), pass_fds=self._inherited
        )
