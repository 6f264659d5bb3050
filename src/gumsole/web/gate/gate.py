"""The gate that uploads pass: only decoding meets their bytes, in processes that can be killed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Self

from gumsole.errors import Overloaded, SetupError
from gumsole.images.container import unreadable
from gumsole.images.decode import Decoded, glance
from gumsole.web.gate.limits import GateLimits
from gumsole.web.gate.process import DecoderProcess, Lost, command_of

_USUAL = GateLimits()


class Gate:
    """Decodes uploads in a fixed number of processes: warm, and replaced when they are worn or lost.

    To be entered before use; may be shared by threads.

    Parameters
    ----------
    processes : int
        Photos that are decoded at once.
    limits : GateLimits
    """

    def __init__(
        self, *, processes: int, limits: GateLimits = _USUAL, _command: Sequence[str] | None = None
    ) -> None:
        if processes < 1:
            raise SetupError(f"uploads need at least one decoder process, got {processes}")
        self._limits = limits
        self._command = _command or command_of(limits)
        # Whoever takes a place off the queue has it alone; it holds None if its process could not be started.
        self._places: list[DecoderProcess | None] = [None] * processes
        self._successors: dict[int, DecoderProcess] = {}
        self._free: SimpleQueue[int] = SimpleQueue()
        self._closed = False
        self._lock = Lock()
        self._lost = 0

    def __enter__(self) -> Self:
        """Start all processes and wait until they are ready.

        Raises
        ------
        SetupError
            If one does not get ready.
        """
        for place in range(len(self._places)):
            self._renew(place)
            self._free.put(place)
        deadline_s = time.monotonic() + self._limits.start_s
        if not all(process and process.await_ready(deadline_s=deadline_s) for process in self._places):
            self.close()
            raise SetupError(
                f"a decoder process was not ready after {self._limits.start_s:g} s; see what it wrote to "
                "standard error"
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The operating system's numbers for the processes."""
        return tuple(process.pid for process in self._places if process)

    @property
    def lost(self) -> int:
        """How many processes were lost over a photo so far: by its limits, or by a crash."""
        return self._lost

    def decode(self, data: bytes, *, short_side: int) -> Decoded:
        """Decode a photo as `images.decode.decode` does, but elsewhere.

        A photo that a process is lost over is not tried again.

        Raises
        ------
        BadPhoto
            As `decode` does; UNREADABLE also where decoding took too long or broke the decoder.
        Overloaded
            If no process gets free in time, or none can be started.
        """
        kind = glance(data)
        with self._process() as process:
            try:
                return process.decode(data, short_side=short_side)
            except Lost as loss:
                with self._lock:
                    self._lost += 1
                raise unreadable(f"the {kind} {loss}") from None

    def close(self) -> None:
        """Let the photos that are being decoded be finished, then end all processes."""
        if self._closed:
            return
        self._closed = True
        for _ in self._places:
            place = self._free.get()
            for process in (self._places[place], self._successors.pop(place, None)):
                if process:
                    process.end()
            self._places[place] = None
        for place in range(len(self._places)):  # whoever still waits for one is told that it is over
            self._free.put(place)

    @contextmanager
    def _process(self) -> Iterator[DecoderProcess]:
        """A process that is ready; back in its place, or replaced, afterwards."""
        place = self._free_place()
        try:
            yield self._ready_at(place)
        finally:
            self._tidy(place)
            self._free.put(place)

    def _free_place(self) -> int:
        wait_s = 0.0 if self._closed else self._limits.wait_s
        try:
            place = self._free.get(timeout=wait_s)
        except Empty:
            raise self._overloaded(f"photos have kept all decoders busy for {wait_s:g} s") from None
        if self._closed:
            self._free.put(place)
            raise self._overloaded("the server is closing")
        return place

    def _ready_at(self, place: int) -> DecoderProcess:
        """The process of a place; one that ended since its last photo is replaced, no photo blamed."""
        deadline_s = time.monotonic() + self._limits.wait_s
        process = self._places[place]
        if process is None or not (process.await_ready(deadline_s=deadline_s) or process.sound):
            process = self._renew(place)
        if process is None or not process.await_ready(deadline_s=deadline_s):
            raise self._overloaded("no decoder is ready")
        return process

    def _tidy(self, place: int) -> None:
        """Replace a process that is lost at once; one that is worn when its successor is ready."""
        process = self._places[place]
        if process and not process.sound:
            self._renew(place)
        elif process and process.worn:
            successor = self._successors.get(place)
            if successor is None:
                self._prepare(place)
            elif successor.has_spoken:
                self._renew(place)

    def _renew(self, place: int) -> DecoderProcess | None:
        """End the process of a place and start another, if none was prepared; nobody waits for it here."""
        process = self._places[place]
        if process:
            process.end()
        self._prepare(place)
        self._places[place] = self._successors.pop(place, None)
        return self._places[place]

    def _prepare(self, place: int) -> None:
        if place not in self._successors:
            with suppress(OSError):
                self._successors[place] = DecoderProcess(self._command, self._limits)

    def _overloaded(self, what: str) -> Overloaded:
        retry_after_s = max(1.0, self._limits.wait_s)
        return Overloaded(f"{what}; try again in {retry_after_s:g} s", retry_after_s=retry_after_s)
