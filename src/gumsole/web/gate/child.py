"""The process that decodes: it loads what that takes, gives up everything else, answers until nobody asks.

Nothing of a photo but its color profile is kept after its answer: in no variable, in no core dump, and in no
file, since none can be opened any more.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PIL import AvifImagePlugin

from gumsole.errors import BadPhoto
from gumsole.images.decode import decode
from gumsole.web.gate import frames, pipes

_PR_SET_DUMPABLE = 4  # prctl(2)
_OOM_SCORE = Path("/proc/self/oom_score_adj")  # proc(5)


def run(cpu_s: int, alarm_s: int, memory_bytes: int) -> None:
    """Be a decoder process: questions come on standard input, answers leave where standard output was."""
    load()
    outbox = os.dup(1)
    hush()
    offer_first()
    confine(memory_bytes)
    pipes.send(outbox, [frames.READY])
    serve(0, outbox, cpu_s=cpu_s, alarm_s=alarm_s)


def load() -> None:
    """Import what a photo may ask for while that is possible; no photo gets more than one core."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    try:
        import pillow_heif  # noqa: PLC0415  an extra
    except ImportError:
        vars(sys)["modules"]["pillow_heif"] = None  # it could not even be looked for later
    else:
        pillow_heif.options.DECODE_THREADS = 1


def hush() -> None:
    """Let what C libraries print go nowhere: it is no answer, and may quote a photo."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def offer_first(score: Path = _OOM_SCORE) -> None:
    """Let a system that runs out of memory end this process before any other."""
    with suppress(OSError):
        score.write_text("1000")


def confine(memory_bytes: int) -> None:
    """Give up for good what decoding does not need: core dumps, files, sockets, more memory."""
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        resource.setrlimit(limit, (0, 0))
    if sys.platform == "linux":
        _bound(resource.RLIMIT_AS, memory_bytes, hard=True)
        # Cores that are piped to a handler are made whatever their limit (core(5)); but not of a process like
        # this, and other processes of the same user cannot look into it either.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def serve(inbox: int, outbox: int, *, cpu_s: int, alarm_s: int) -> None:
    """Answer one question after the other until nobody asks any more.

    A server that is gone cannot kill a decoder that hangs, so the kernel does after `alarm_s`.
    """
    try:
        while True:
            _bound(resource.RLIMIT_CPU, int(time.process_time()) + 1 + cpu_s)
            pipes.send(outbox, _answered(inbox, alarm_s))
            signal.alarm(0)
    except (EOFError, BrokenPipeError):
        return


def _answered(inbox: int, alarm_s: int) -> Sequence[bytes | memoryview]:
    short_side, size = frames.QUESTION.unpack(pipes.receive(inbox, frames.QUESTION.size))
    signal.alarm(alarm_s)
    try:
        return frames.answer(decode(pipes.receive(inbox, size), short_side=short_side))
    except BadPhoto as refused:
        return frames.refusal(refused)


def _bound(limit: int, most: int, *, hard: bool = False) -> None:
    """Lower a limit, or raise it as far as it may be raised."""
    ceiling = resource.getrlimit(limit)[1]
    soft = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
    resource.setrlimit(limit, (soft, soft if hard else ceiling))
