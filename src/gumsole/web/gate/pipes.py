"""Bytes through pipes without copies, and no longer than until a deadline."""

from __future__ import annotations

import fcntl
import os
import select
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

# Photos as browsers shrink them fit whole, so that neither side waits for the other in the middle of one.
# Linux lets anyone ask for this much (pipe(7), pipe-max-size).
PIPE_BYTES = 1 << 20

NEVER = float("inf")


def widen(fd: int) -> None:
    """Make a pipe hold more, where the system lets it."""
    if sys.platform == "linux":
        with suppress(OSError):  # beyond the user's quota of pipe memory a pipe just stays narrow
            fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def send(fd: int, parts: Sequence[bytes | memoryview], *, deadline_s: float = NEVER) -> None:
    """Write all parts, one after the other.

    Parameters
    ----------
    fd : int
        Must not block if there is a deadline.
    deadline_s : float
        On the monotonic clock.

    Raises
    ------
    TimeoutError
        If the deadline passes first.
    OSError
        If nobody reads any more.
    """
    views = [memoryview(part).cast("B") for part in parts]
    while views:
        try:
            sent = os.writev(fd, views)
        except BlockingIOError:
            _await(fd, select.POLLOUT, deadline_s)
            continue
        while views and sent >= len(views[0]):
            sent -= len(views.pop(0))
        if sent:
            views[0] = views[0][sent:]


def fill(fd: int, view: memoryview, *, deadline_s: float = NEVER) -> None:
    """Read until the view is full.

    Raises
    ------
    TimeoutError
        If the deadline passes first.
    EOFError
        If the other side closes first.
    """
    while view:
        try:
            got = os.readv(fd, [view])
        except BlockingIOError:
            _await(fd, select.POLLIN, deadline_s)
            continue
        if not got:
            raise EOFError
        view = view[got:]


def receive(fd: int, count: int) -> bytes:
    """Exactly `count` bytes; copied only if they come in pieces.

    Raises
    ------
    EOFError
        If the other side closes first.
    """
    parts = []
    while count:
        part = os.read(fd, count)
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def is_silent(fd: int) -> bool:
    """True if the other side is there and has sent nothing that was not read."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return not poll.poll(0)


def _await(fd: int, event: int, deadline_s: float) -> None:
    poll = select.poll()
    poll.register(fd, event)
    left_s = deadline_s - time.monotonic()
    if left_s <= 0 or not poll.poll(left_s * 1000):
        raise TimeoutError
