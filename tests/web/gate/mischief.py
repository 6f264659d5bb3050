"""A decoder process that does what photos tell it to: an order is written behind the picture, after a #."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import stat
import sys
import time
from collections.abc import Callable

from gumsole.errors import BadPhoto
from gumsole.images.decode import Decoded
from gumsole.images.decode import decode as decode_properly
from gumsole.web.gate import child, frames
from gumsole.web.gate.limits import GateLimits
from gumsole.web.gate.process import BOOT, command_of

PR_GET_DUMPABLE = 3  # prctl(2)
OUTBOX = 3  # the first number that is free when a process starts


def ordered(photo: bytes, order: str) -> bytes:
    """A photo that gives an order."""
    return photo + b"#" + order.encode()


def command(limits: GateLimits) -> list[str]:
    """The command line of a decoder process that takes orders."""
    boot = BOOT.replace("from gumsole.web.gate.child import run", f"from {__name__} import run")
    return [*command_of(limits, boot=boot)]


def run(cpu_s: int, alarm_s: int, memory_bytes: int) -> None:
    """Stand in for `child.run`."""
    vars(child)["decode"] = decode
    child.run(cpu_s, alarm_s, memory_bytes)


def decode(data: bytes, *, short_side: int) -> Decoded:
    """Obey, then decode."""
    order = data.rpartition(b"#")[2]
    if order in ORDERS:
        ORDERS[order]()
    return decode_properly(data, short_side=short_side)


def hang() -> None:
    time.sleep(3600)


def spin() -> None:
    while True:
        pass


def toil() -> None:
    """Take a second of processor time."""
    began = time.process_time()
    while time.process_time() - began < 1:
        pass


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    os.abort()


def leave() -> None:
    os._exit(0)


def hoard() -> None:
    sys.stdout.write(str(len(bytes(8 << 30))))


def chatter() -> None:
    os.write(1, b"libjpeg: something is odd\n")
    os.write(2, b"libjpeg: something is odd\n")


def babble() -> None:
    os.write(OUTBOX, b"\xff" * 4096)


def answer_twice() -> None:
    os.write(OUTBOX, b"".join(frames.refusal(BadPhoto("no"))) * 2)


def tell_files() -> None:
    """Refuse with what is open: number and kind of each."""
    raise BadPhoto(" ".join(_open_files()))


def _open_files() -> list[str]:
    found = []
    for fd in range(256):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        found.append(f"{fd}:{'pipe' if stat.S_ISFIFO(mode) else 'device' if stat.S_ISCHR(mode) else 'other'}")
    return found


def tell_environment() -> None:
    raise BadPhoto(" ".join(sorted(os.environ)))


def tell_limits() -> None:
    kinds = (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    raise BadPhoto(" ".join(str(resource.getrlimit(kind)) for kind in kinds))


def tell_time() -> None:
    """Refuse with the processor time that is left."""
    raise BadPhoto(str(resource.getrlimit(resource.RLIMIT_CPU)[0] - time.process_time()))


def tell_dumpable() -> None:
    raise BadPhoto(str(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)))


def tell_reach() -> None:
    """Refuse with what came of opening a file, a socket and a pipe."""
    acts: list[Callable[[], object]] = [lambda: os.open("/", os.O_RDONLY), socket.socket, os.pipe]
    raise BadPhoto(" ".join(_outcome(act) for act in acts))


def _outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "possible"


ORDERS: dict[bytes, Callable[[], None]] = {
    act.__name__.encode(): act
    for act in (
        hang, toil, spin, die, crash, leave, hoard, chatter, babble, answer_twice,
        tell_files, tell_environment, tell_limits, tell_reach, tell_time,
        tell_dumpable,
    )
}  # fmt: skip
