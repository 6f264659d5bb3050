"""A real Redis for the length of a test; it can be lost, hang, and come back."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Unreachable


class RedisServer:
    """Listens on a socket in a folder of its own, keeps nothing on the disk."""

    def __init__(self) -> None:
        found = shutil.which("redis-server")
        if found is None:
            pytest.skip("install Redis: apt-get install redis-server, or brew install redis")
        self._command = found
        # Sockets take paths of a hundred characters at most, which those of pytest may exceed.
        self._folder = tempfile.TemporaryDirectory(prefix="gumsole-redis-")
        self._socket = Path(self._folder.name) / "redis.sock"
        self.url = f"redis+unix://{self._socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.lose()
        self._folder.cleanup()

    @property
    def client(self) -> Redis:
        return Redis(unix_socket_path=str(self._socket), decode_responses=True)

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", self._folder.name]
        self._process = subprocess.Popen([self._command, *options], stdout=subprocess.DEVNULL)
        while not self._answers():
            assert self._process.poll() is None, "redis-server ended at once"
            time.sleep(0.01)

    def lose(self) -> None:
        """Kill it, with all that it counted."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        with self.client as client:
            try:
                return bool(client.ping())
            except Unreachable:
                return False
