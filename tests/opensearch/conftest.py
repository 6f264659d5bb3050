from __future__ import annotations

from collections.abc import Iterator

import pytest

from gumsole.index.opensearch.connection import Connection
from tests.opensearch.front import Front
from tests.opensearch.making import Pauses, through
from tests.opensearch.node import shared_node


@pytest.fixture
def front() -> Iterator[Front]:
    """A front before the shared node; what was made in the node goes with it."""
    node = shared_node()
    with Front(node.url) as opened:
        yield opened
    node.wipe()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def through_front(front: Front, pauses: Pauses) -> Iterator[Connection]:
    opened = through(front.url, pauses)
    yield opened
    opened.close()
