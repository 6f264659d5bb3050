from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole.store import Store
from tests.store.making import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True, clock=clock) as opened:
        yield opened
