"""How much a server bears, and what becomes of requests beyond that.

Requests come as shoppers do: each by itself, at random moments (Poisson), whether or not earlier ones were
answered. A request counts from the moment it was due, so a generator that falls behind hides nothing.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles

from benchmarks.wire import Connections, Outcome, request

OK = 200
SHOPPERS = 200
SHARES = (0.5, 1.0, 2.0)
# What accepted requests may take at twice the capacity, by what they take at full.
MOST_SLOWER = 1.5


@dataclass(frozen=True, slots=True)
class Load:
    """What was seen under one load.

    Attributes
    ----------
    share : float
        Of the capacity.
    offered, answered : float
        Requests a second: sent, and answered with a list of products.
    p50_ms, p95_ms, p99_ms : float
        Of those that were answered.
    refused_ms : float
        Median of those that were told to come again; 0 where none was.
    statuses : dict of int to int
        How many ended with each status; 0 is a lost connection.
    """

    share: float
    offered: float
    answered: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    refused_ms: float
    statuses: dict[int, int]


async def capacity(port: int, sent: Sequence[bytes], *, at_once: int, seconds: float) -> float:
    """Requests a second that are answered where `at_once` shoppers each ask again when they were answered."""
    connections, due = Connections(port), cycle(sent)
    begun_s = time.perf_counter()
    answered = 0

    async def shop() -> None:
        nonlocal answered
        while (now_s := time.perf_counter()) < begun_s + seconds:
            outcome = await connections.ask(next(due), due_s=now_s)
            answered += outcome.status == OK  # apart: `+= await` would read the sum before it waits

    await asyncio.gather(*(shop() for _ in range(at_once)))
    connections.close()
    return answered / (time.perf_counter() - begun_s)


async def offered(
    port: int, sent: Sequence[bytes], *, rate: float, seconds: float, seed: int
) -> list[Outcome]:
    """Send `rate` requests a second, come what may."""
    connections, running = Connections(port), []
    begun_s = time.perf_counter()
    for due_s, one in zip(_moments(rate, seconds, seed), cycle(sent), strict=False):
        await asyncio.sleep(max(0.0, begun_s + due_s - time.perf_counter()))
        running.append(asyncio.create_task(connections.ask(one, due_s=begun_s + due_s)))
    outcomes = await asyncio.gather(*running)
    connections.close()
    return outcomes


def requests(photos: Sequence[bytes], *, secret: str) -> list[bytes]:
    """Requests of many shoppers, each with an address of its own."""
    return [
        request(photos[number % len(photos)], secret=secret, client=f"203.0.{number // 250}.{number % 250}")
        for number in range(SHOPPERS)
    ]


def summary(outcomes: Sequence[Outcome], *, share: float, seconds: float) -> Load:
    """What was seen, in figures."""
    answered = sorted(1000 * outcome.seconds for outcome in outcomes if outcome.status == OK)
    refused = sorted(1000 * outcome.seconds for outcome in outcomes if outcome.status == 503)
    p50, p95, p99 = _percentiles(answered)
    return Load(
        share=share,
        offered=len(outcomes) / seconds,
        answered=len(answered) / seconds,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        refused_ms=refused[len(refused) // 2] if refused else 0.0,
        statuses=dict(sorted(Counter(outcome.status for outcome in outcomes).items())),
    )


def _percentiles(sorted_ms: Sequence[float]) -> tuple[float, float, float]:
    if len(sorted_ms) < 2:
        only = sum(sorted_ms)
        return only, only, only
    cuts = quantiles(sorted_ms, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def _moments(rate: float, seconds: float, seed: int) -> Iterator[float]:
    """Seconds from the start at which requests come."""
    chance = random.Random(seed)
    due_s = chance.expovariate(rate)
    while due_s < seconds:
        yield due_s
        due_s += chance.expovariate(rate)
