"""A process that is killed at any moment loses no event that it had answered."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from gumsole.store.events import EventStore
from tests.store.events.making import NOW

KILLS = 10

# Eight threads send at once, as requests would, and say what was answered.
SENDER = """
import sys, threading
from pathlib import Path
from gumsole.store.events import EventStore, EventWriter
from tests.store.events.making import event, query
with EventStore.open(Path(sys.argv[1]), create=True) as events:
    writer = EventWriter(events, groups=lambda skus: {sku: sku for sku in skus})
    print("ready", flush=True)
    def send(thread):
        n = 0
        while True:
            name = f"{sys.argv[2]}-{thread}-{n}"
            writer.searched(query(name))
            writer.happened([event(name, application=name)]).result()
            sys.stdout.write(name + "\\n")
            sys.stdout.flush()
            n += 1
    threads = [threading.Thread(target=send, args=(thread,)) for thread in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def answered_before_kill(folder: Path, round_: int, lines: int, after_s: float) -> set[str]:
    """Names of the events that were answered before the process was killed."""
    command = [sys.executable, "-c", SENDER, str(folder), str(round_)]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True
    ) as sender:
        assert sender.stdout is not None
        assert sender.stdout.readline() == "ready\n"
        said = "".join(sender.stdout.readline() for _ in range(lines))
        time.sleep(after_s)
        sender.kill()
        said += sender.stdout.read()
    return set(said[: said.rfind("\n")].split("\n"))


def test_answered_events_are_there_after_kills_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(7)
    answered: set[str] = set()
    for round_ in range(KILLS):
        answered |= answered_before_kill(tmp_path, round_, chance.randint(1, 20), chance.uniform(0.0, 0.01))
        with closing(sqlite3.connect(tmp_path / "events.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(answered) > KILLS
    with EventStore.open(tmp_path) as events:
        kept = [one.application for one in events.happenings.between(0.0, time.time() + NOW)]
    assert len(kept) == len(set(kept))
    assert answered <= set(kept)
