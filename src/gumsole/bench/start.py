"""A process of its own: opens a snapshot, answers one query, prints seconds, anonymous and mapped bytes."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np

from gumsole.index.embedded import EmbeddedIndex
from gumsole.records import VectorQuery

STATUS = Path("/proc/self/status")  # Linux tells anonymous memory here


def main() -> None:
    """Measure the folder that the command line names."""
    folder, dimension, color_dimension = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    before = anonymous_bytes()
    begun = time.perf_counter()
    index = EmbeddedIndex.open(folder, dimension=dimension, color_dimension=color_dimension, passport="bench")
    first, second = np.zeros(dimension, np.float32), np.zeros(color_dimension, np.float32)
    first[0] = second[0] = 1
    index.search(VectorQuery(first, second, 0.2))
    seconds = time.perf_counter() - begun
    mapped = len(index) * 4 * (dimension + color_dimension)
    sys.stdout.write(f"{seconds} {anonymous_bytes() - before} {mapped}\n")


def anonymous_bytes(status: Path = STATUS) -> int:
    """Anonymous resident memory of this process; elsewhere than on Linux, all resident memory."""
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["RssAnon"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
