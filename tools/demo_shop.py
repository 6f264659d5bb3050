"""The demo shop as `make demo` opens it, in a folder that is gone afterwards."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

READY_S = 60
_MAIN = "from gumsole.cli import main; main()"
_SAID = "Gumsole answers at "


@contextmanager
def open_shop() -> Iterator[str]:
    """The shop's address for the length of a `with`."""
    with tempfile.TemporaryDirectory(prefix="gumsole-shop-") as scratch:
        command = ["demo", "--serve", "--port", "0", "--store", str(Path(scratch) / "store")]
        log = Path(scratch) / "log"
        with log.open("w") as written:
            process = subprocess.Popen(
                [sys.executable, "-c", _MAIN, *command], stdout=subprocess.PIPE, stderr=written, text=True
            )
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen[str], log: Path) -> str:
    """Where it listens, once it is ready."""
    assert process.stdout is not None
    told = next((line for line in process.stdout if line.startswith(_SAID)), "")
    address = told.removeprefix(_SAID).strip()
    over_s = time.monotonic() + READY_S
    while not (address and _is_ready(address)):
        if process.poll() is not None or time.monotonic() > over_s:
            raise SystemExit(f"the demo shop did not open\n{log.read_text()}")
        time.sleep(0.1)
    return address


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False
