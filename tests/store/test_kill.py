"""A writer that is killed at any moment loses nothing that it had said was done."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from gumsole.store import Store
from tests.store.making import KEY

KILLS = 10

WRITER = """
import sys
from pathlib import Path
from gumsole.store import Store
from tests.store.making import ingest, item
with Store.open(Path(sys.argv[1]), create=True) as store:
    print("ready", flush=True)
    n = int(sys.argv[2])
    while True:
        ingest(store, *(item(f"s{n}-{k}") for k in range(5)))
        print(n, flush=True)
        n += 1
"""


def killed_writer(folder: Path, first: int, batches: int, after_s: float) -> int:
    """Kill a process that writes batches from `first` on; gives back the first it had not acknowledged."""
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        for _ in range(batches):
            writer.stdout.readline()
        time.sleep(after_s)
        writer.kill()
        acknowledged = writer.stdout.read().split("\n")[:-1]
    return int(acknowledged[-1]) + 1 if acknowledged else first + batches


def test_what_was_acknowledged_is_there_after_kills_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder, done = tmp_path / "shop", 0
    for _ in range(KILLS):
        done = killed_writer(folder, done, chance.randint(1, 3), chance.uniform(0.0, 0.01))
        with closing(sqlite3.connect(folder / "store.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with Store.open(folder) as store:
        found = store.products.get_many([f"s{n}-{k}" for n in range(done) for k in range(5)])
        assert len(found) == done * 5
        assert store.entries.count(key=KEY) >= done * 5
