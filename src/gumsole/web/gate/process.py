"""One decoder process, seen from the server: started, asked, and killed when it has no proper answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import IO, cast

from gumsole.errors import BadPhoto
from gumsole.images.decode import Decoded
from gumsole.web.gate import frames, pipes
from gumsole.web.gate.limits import GateLimits

# The server's own search path stands in for the environment, of which a decoder process gets nothing.
BOOT = (
    "import sys; limits = map(int, sys.argv[1:4]); sys.path[:] = sys.argv[4:]; "
    "from gumsole.web.gate.child import run; run(*limits)"
)

# NumPy would start threads. glibc would give the memory of a photo back to the system and fetch it again for
# the next one, which made decoding 1024 px a fifth slower (500 page faults; `python -m tools.gate cost`).
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(4 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(16 << 20),
}


def command_of(limits: GateLimits, *, boot: str = BOOT) -> Sequence[str]:
    """The command line of a decoder process."""
    path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100  "" is the working directory
    bounds = limits.cpu_s, limits.alarm_s, limits.memory_bytes
    return [sys.executable, "-I", "-S", "-c", boot, *map(str, bounds), *path]


class Lost(Exception):
    """The process ended, or had to be ended; says what the photo did to it."""


class DecoderProcess:
    """A process that decodes one photo at a time, for one thread at a time."""

    def __init__(self, command: Sequence[str], limits: GateLimits) -> None:
        """Start it; it need not be ready yet.

        Raises
        ------
        OSError
            If the system lets no process start.
        """
        self._limits = limits
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and code
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=ENVIRONMENT, cwd="/"
        )
        self._pipes = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        self._inbox, self._outbox = (pipe.fileno() for pipe in self._pipes)
        for fd in (self._inbox, self._outbox):
            os.set_blocking(fd, False)
            pipes.widen(fd)
        self._born_s = time.monotonic()
        self._ready = False
        self._sound = True
        self._photos = 0

    @property
    def pid(self) -> int:
        """The operating system's number for it."""
        return self._process.pid

    @property
    def sound(self) -> bool:
        """False once it ended, or did not answer a question to its end."""
        return self._sound

    @property
    def worn(self) -> bool:
        """True if another should take its place."""
        return self._photos >= self._limits.photos

    @property
    def has_spoken(self) -> bool:
        """True if there is something to read of it: that it is ready, or that it ended."""
        return not pipes.is_silent(self._outbox)

    def await_ready(self, *, deadline_s: float) -> bool:
        """True once it takes photos; it is not sound any more if it never will."""
        if self._ready:
            self._sound = not self.has_spoken
            return self._sound
        greeting = bytearray(len(frames.READY))
        try:
            pipes.fill(self._outbox, memoryview(greeting), deadline_s=deadline_s)
        except TimeoutError:
            self._sound = time.monotonic() < self._born_s + self._limits.start_s
        except EOFError:
            self._sound = False
        self._ready = greeting == frames.READY
        return self._ready

    def decode(self, data: bytes, *, short_side: int) -> Decoded:
        """Ask for a photo's pixels.

        Raises
        ------
        BadPhoto
            If the process refuses the photo.
        Lost
            If it has no proper answer in time; it is no more then.
        """
        self._sound = False  # until the answer has been read to its end
        deadline_s = time.monotonic() + self._limits.wall_s
        fill = partial(pipes.fill, self._outbox, deadline_s=deadline_s)
        try:
            pipes.send(self._inbox, frames.question(data, short_side=short_side), deadline_s=deadline_s)
            answer = frames.read_answer(fill, short_side=short_side)
        except TimeoutError:
            raise Lost(f"took more than {self._limits.wall_s:g} s to decode") from None
        except (OSError, EOFError, frames.Garbled):
            raise Lost(self._cause()) from None
        self._photos += 1
        self._sound = True
        if isinstance(answer, BadPhoto):
            raise answer
        return answer

    def end(self) -> int:
        """Kill it, whatever it does; gives back its exit status."""
        self._process.kill()
        for pipe in self._pipes:
            pipe.close()
        return self._process.wait()

    def _cause(self) -> str:
        if self.end() == -signal.SIGXCPU:
            return f"took more than {self._limits.cpu_s} s of processor time to decode"
        return "broke the decoder"
