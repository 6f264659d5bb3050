"""Processor time of HTTP, gate, keys and limits: a served search beside the same search within a process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import OK
from benchmarks.server import Server
from benchmarks.wire import Connections

MOST_MS = 2.0


@dataclass(frozen=True, slots=True)
class Overhead:
    """Processor time of one search by photo, medians over rounds; whatever the cores did beside.

    Attributes
    ----------
    alone_ms : float
        Decoding, encoding and searching within one process.
    served_ms : float
        All that the server and its decoders took.
    overhead_ms : float
        Median of the rounds' differences.
    idle_ms : float
        What the server takes in a second in which nobody asks.
    """

    alone_ms: float
    served_ms: float
    overhead_ms: float
    idle_ms: float


def overhead(
    server: Server,
    search: Callable[[bytes], object],
    photos: Sequence[bytes],
    sent: Sequence[bytes],
    *,
    rounds: int,
    idle_s: float = 5.0,
) -> Overhead:
    """Search by all photos in turns, here and at the server, one after the other.

    Parameters
    ----------
    search : callable
        The same search, within this process.
    photos, sent : sequence of bytes
        Photos, and the requests that carry them.
    """
    alone, served = [], []
    for number in range(rounds + 1):
        here_s = _cpu_s(time.process_time, lambda: [search(photo) for photo in photos])
        there_s = _cpu_s(server.cpu_s, lambda: asyncio.run(_ask(server.port, sent)))
        if number:  # the first round fills caches
            alone.append(1000 * here_s / len(photos))
            served.append(1000 * there_s / len(sent))
    idle = _cpu_s(server.cpu_s, lambda: time.sleep(idle_s))
    return Overhead(
        alone_ms=median(alone),
        served_ms=median(served),
        overhead_ms=median(there - here for here, there in zip(alone, served, strict=True)),
        idle_ms=1000 * idle / idle_s,
    )


def _cpu_s(clock: Callable[[], float], act: Callable[[], object]) -> float:
    begun_s = clock()
    act()
    return clock() - begun_s


async def _ask(port: int, sent: Sequence[bytes]) -> None:
    connections = Connections(port)
    for one in sent:
        outcome = await connections.ask(one, due_s=time.perf_counter())
        if outcome.status != OK:
            raise SystemExit(f"a search was answered with {outcome.status}")
    connections.close()
