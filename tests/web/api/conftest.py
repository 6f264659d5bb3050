from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, running, stock


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every drawn product; only to be copied."""
    return stock(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def server(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a store of the module's own."""
    import shutil

    folder = Path(shutil.copytree(stocked, tmp_path_factory.mktemp("module") / "store"))
    with running(folder) as started:
        yield started
