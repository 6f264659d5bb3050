"""Indices on the tests' node."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.engine import OpenSearchIndex
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
