"""A real server for tests: a process of its own, on a store of drawn products, with a key for each role."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner

from gumsole.cli import main
from gumsole.records import Role
from gumsole.store import Store
from tests.opensearch.node import shared_node
from tests.shelf import Drawn, assortment, drawing, lay_out

ORIGIN = "https://shop.example"
READY_S = 60.0
# A line of the log comes through a pipe, after the answer.
LOGGED_S = 0.5
MAIN = "from gumsole.cli import main; main()"

# Whatever a test sends in a minute is let in, unless it is about limits.
GENEROUS = {
    "GUMSOLE_RATE_PER_CLIENT": "100000/minute",
    "GUMSOLE_RATE_PER_KEY": "100000/minute",
    "GUMSOLE_QUOTA_PER_DAY": "1000000/day",
    "GUMSOLE_RATE_PER_PHOTO": "100000/minute",
}


def photo(shape: str = "mug", color: str = "navy", *, size: int = 600) -> bytes:
    """A shopper's photo of a drawn product."""
    return drawing(Drawn(shape, color), size=size, background=(225, 223, 220))


def stock(folder: Path) -> Path:
    """A store with every drawn product in it."""
    feed = lay_out(folder / "feed", assortment())
    done = CliRunner().invoke(main, ["ingest", str(feed), "--store", str(folder / "store")])
    assert done.exit_code == 0, done.output
    return folder / "store"


def keys(folder: Path) -> dict[Role, str]:
    """A secret for each role."""
    with Store.open(folder, create=True) as store:
        return {
            role: store.keys.create(role, origins=(ORIGIN,) if role is Role.SEARCH else ())[1]
            for role in Role
        }


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """A running server."""

    url: str
    folder: Path
    secrets: Mapping[Role, str]
    process: subprocess.Popen[str]
    lines: list[str]
    reader: threading.Thread

    def client(self, role: Role | None = None, **headers: str) -> httpx.Client:
        """A client with the key of a role, or none."""
        if role:
            headers["Authorization"] = f"Bearer {self.secrets[role]}"
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)

    def logged(self) -> list[dict[str, Any]]:
        """What it logged so far, line by line."""
        return [json.loads(line) for line in list(self.lines) if line.startswith("{")]

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """What fails within is told together with the faults that the server logged meanwhile."""
        begun = len(self.lines)
        try:
            yield
        except (Exception, BaseExceptionGroup) as error:
            time.sleep(LOGGED_S)
            faults = [line for line in self.lines[begun:] if '"message": "fault"' in line]
            if not faults:
                raise
            raise AssertionError("\n".join([str(error), *faults])) from error

    def kill(self) -> None:
        """End it as a power failure would."""
        self.process.kill()
        self.process.wait()
        self.reader.join()

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=READY_S)
        self.reader.join()
        return code


def engine_for(folder: Path) -> dict[str, str]:
    """The engine that a run of the tests is about (GUMSOLE_TEST_ENGINE), as the environment of a server.

    Copies of a store are one store to an engine that they share, so each folder gets indices of its own.
    """
    if os.environ.get("GUMSOLE_TEST_ENGINE") != "opensearch":
        return {}
    return {
        "GUMSOLE_ENGINE": "opensearch",
        "GUMSOLE_OPENSEARCH_URL": shared_node().url,
        "GUMSOLE_OPENSEARCH_REPLICAS": "0",
        "GUMSOLE_OPENSEARCH_TIMEOUT_S": "20",
        "GUMSOLE_OPENSEARCH_INDEX": f"gumsole-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}",
    }


def start(
    folder: Path,
    *options: str,
    secrets: Mapping[Role, str] | None = None,
    environ: Mapping[str, str] = GENEROUS,
    ready: bool = True,
) -> Server:
    """Start a server on a free port and wait until it answers."""
    secrets = keys(folder) if secrets is None else secrets
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", "--store", str(folder), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **engine_for(folder), **environ},
    )
    assert process.stdout
    url = process.stdout.readline().rsplit(" ", 1)[-1].strip()
    lines: list[str] = []
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    server = Server(url, folder, secrets, process, lines, reader)
    until(lambda: _answers(server, "/readyz" if ready else "/healthz"), "the server answers", server.lines)
    return server


@contextmanager
def running(folder: Path, *options: str, **more: Any) -> Iterator[Server]:
    """A server for the length of a `with`."""
    server = start(folder, *options, **more)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def until(holds: Any, what: str, shown: Sequence[str] = (), *, within_s: float = READY_S) -> None:
    """Wait until something holds."""
    over = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < over, f"{what}: not within {within_s:g} s\n{''.join(shown)}"
        time.sleep(0.05)


def _read(process: subprocess.Popen[str], lines: list[str]) -> None:
    """Collect what a server logs until it ends."""
    assert process.stdout
    assert process.stderr
    with process.stdout, process.stderr:
        lines.extend(process.stderr)


def _answers(server: Server, path: str) -> bool:
    assert server.process.poll() is None, "".join(server.lines)
    try:
        return httpx.get(server.url + path, timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
