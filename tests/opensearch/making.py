"""Indices on the tests' node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from gumsole.index.opensearch.connection import Connection, Waiting
from gumsole.index.opensearch.engine import OpenSearchIndex
from gumsole.index.opensearch.patience import Patience
from gumsole.index.opensearch.versions import Spread, Versions
from gumsole.records import Passport
from gumsole.store import IssuedPassport
from tests.contracts.world import COLORS, DIMENSION
from tests.opensearch.node import shared_node

ALONE = Spread(shards=1, replicas=0)
FAMILY = "gumsole-exam"


def small_passport() -> Passport:
    nothing = np.zeros(DIMENSION, np.float32)
    return Passport("tiny", "0" * 64, 1, DIMENSION, COLORS, 0.2, nothing, nothing, 0.0, 0)


@cache
def connection() -> Connection:
    """To the node that all tests share."""
    return Connection(shared_node().url)


def fresh_index(clock: Callable[[], float]) -> OpenSearchIndex:
    """An empty index; the one before it goes."""
    versions = Versions(connection(), FAMILY, IssuedPassport(1, small_passport(), True), ALONE)
    versions.drop_others()
    name = versions.create()
    return OpenSearchIndex(connection(), name, versions.layout, clock=clock)


HURRIED = Patience(attempts=2, first_s=0.01, most_s=0.01, timeout_s=20.0, after_timeouts=False)
STUBBORN = Patience(attempts=5, first_s=1.0, most_s=8.0, timeout_s=20.0)


@dataclass
class Pauses:
    """Time that passes only by pauses, which are noted."""

    now_s: float = 0.0
    taken: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.now_s += seconds

    @property
    def waiting(self) -> Waiting:
        return Waiting(sleep=self.sleep, chance=lambda: 0.5, clock=lambda: self.now_s)


def through(url: str, pauses: Pauses) -> Connection:
    """A connection that nobody waits for in earnest."""
    return Connection(url, searching=HURRIED, writing=STUBBORN, waiting=pauses.waiting)
