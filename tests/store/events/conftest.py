from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole.store.events import EventStore


@pytest.fixture
def events(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore.open(tmp_path, create=True) as opened:
        yield opened
