"""A real `gumsole serve` on a copy of a store, and the processor time that it and its decoders take."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from gumsole.records import Role
from gumsole.store import Store

READY_S = 60
# Limits on callers are not what is measured; each simulated shopper has an address of its own.
ENVIRONMENT = {
    "GUMSOLE_RATE_PER_CLIENT": "1000000/minute",
    "GUMSOLE_RATE_PER_KEY": "1000000/minute",
    "GUMSOLE_QUOTA_PER_DAY": "100000000/day",
    "GUMSOLE_RATE_PER_PHOTO": "1000000/minute",
    "GUMSOLE_TRUSTED_PROXIES": "127.0.0.1/32",
}
_MAIN = "from gumsole.cli import main; main()"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """A running server.

    Attributes
    ----------
    secret : str
        A key that may search.
    """

    process: subprocess.Popen[str]
    port: int
    secret: str

    def cpu_s(self) -> float:
        """Processor time so far of the server, its children and those of theirs that ended."""
        return sum(_cpu_s(pid) for pid in _tree(self.process.pid))


@contextmanager
def served(store: Path, *options: str, cores: Collection[int] = ()) -> Iterator[Server]:
    """A server for the length of a `with`, on a copy of a store, on some cores alone."""
    with tempfile.TemporaryDirectory(prefix="gumsole-benchmark-") as scratch:
        folder = Path(shutil.copytree(store, Path(scratch) / "store"))
        with Store.open(folder) as opened:
            secret = opened.keys.create(Role.SEARCH)[1]
        with (Path(scratch) / "log").open("w") as log, _kept_to(cores):
            process = subprocess.Popen(
                [sys.executable, "-c", _MAIN, "serve", "--store", str(folder), "--port", "0", *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **ENVIRONMENT},
            )
        try:
            yield Server(process, _port(process), secret)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _kept_to(cores: Collection[int]) -> Iterator[None]:
    """Cores of whatever is started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _port(process: subprocess.Popen[str]) -> int:
    """The port it listens at, once it is ready."""
    assert process.stdout is not None
    port = int(process.stdout.readline().rsplit(":", 1)[-1])
    over_s = time.monotonic() + READY_S
    while not _is_ready(port):
        if process.poll() is not None or time.monotonic() > over_s:
            raise SystemExit("the server did not get ready")
        time.sleep(0.1)
    return port


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (stat := _stat(int(entry.name))):
            parents.setdefault(int(stat[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _cpu_s(pid: int) -> float:
    """User and system time of a process and of its children that ended (proc(5))."""
    return sum(map(int, _stat(pid)[11:15])) / _TICKS


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
