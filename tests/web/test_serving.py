"""Workers are kept alive, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from gumsole.web.serving import Supervisor
from tests.serving import until

REFUSED = 78
# Notes that it began and does what its number of starts says.
WORKER = """
import pathlib, sys, time
begun = pathlib.Path(sys.argv[1])
count = len(begun.read_text()) if begun.exists() else 0
begun.write_text("x" * (count + 1))
ends = sys.argv[2:]
sys.exit(int(ends[count])) if count < len(ends) else time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The supervisor listens to signals until its process ends; this one goes on."""
    before = {told: signal.getsignal(told) for told in (signal.SIGTERM, signal.SIGINT)}
    yield
    for told, handler in before.items():
        signal.signal(told, handler)


def supervised(folder: Path, *ends: Sequence[int], until_: Callable[[], bool]) -> int:
    """The exit status of a supervisor over workers that end so, told to stop once something holds."""

    def command(number: int) -> list[str]:
        return [sys.executable, "-c", WORKER, str(folder / str(number)), *map(str, ends[number])]

    def stop() -> None:
        until(until_, "it came so far")
        os.kill(os.getpid(), signal.SIGTERM)

    supervisor = Supervisor(command, workers=len(ends), inherited=(), refused=REFUSED)
    thread = threading.Thread(target=stop)
    thread.start()
    status = supervisor.run()
    thread.join()
    return status


def starts(folder: Path, number: int) -> int:
    path = folder / str(number)
    return len(path.read_text()) if path.exists() else 0


def test_a_worker_that_ends_is_started_again_while_the_others_go_on(tmp_path: Path) -> None:
    assert supervised(tmp_path, [1], [], until_=lambda: starts(tmp_path, 0) == 2) == 0
    assert starts(tmp_path, 1) == 1


def test_one_that_is_refused_later_on_is_tried_again(tmp_path: Path) -> None:
    assert supervised(tmp_path, [1, REFUSED], until_=lambda: starts(tmp_path, 0) == 3) == 0


def test_one_that_is_refused_from_the_beginning_ends_all(tmp_path: Path) -> None:
    def command(number: int) -> list[str]:
        ends = [str(REFUSED)] if number else []
        return [sys.executable, "-c", WORKER, str(tmp_path / str(number)), *ends]

    assert Supervisor(command, workers=2, inherited=(), refused=REFUSED).run() == REFUSED
    assert starts(tmp_path, 1) == 1
