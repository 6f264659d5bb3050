from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.catalog.feed import FeedOptions
from gumsole.settings import Settings
from tests.shelf import assortment, lay_out
from tests.store.making import Clock
from tests.web.stage import Stage, stage

NOW = 1_790_000_000.0


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every drawn product in it; tests only read it."""
    folder = tmp_path_factory.mktemp("shelf")
    order = IngestOrder(str(lay_out(folder / "feed", assortment())), FeedOptions(), "shelf")
    assembly.ingest_feed(folder / "store", Settings(), order, progress=lambda _: None)
    return folder / "store"


@pytest.fixture
def folder(shelf: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    return Path(shutil.copytree(shelf, tmp_path / "store"))


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def served(folder: Path, clock: Clock) -> Iterator[Stage]:
    with stage(folder, clock=clock) as staged:
        yield staged
