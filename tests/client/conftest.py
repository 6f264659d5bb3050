from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, running, stock


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a store of drawn products."""
    folder: Path = stock(tmp_path_factory.mktemp("client"))
    with running(folder) as started:
        yield started
