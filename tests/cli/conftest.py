from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gumsole.cli import main
from tests.shelf import assortment, lay_out

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs a command as a user would; gives back what it printed and its exit code."""

    def invoke(*words: object, **more: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], **more)  # type: ignore[arg-type]

    return invoke


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every drawn product in it; tests only read it."""
    folder = tmp_path_factory.mktemp("stocked")
    feed = lay_out(folder / "feed", assortment())
    done = CliRunner().invoke(main, ["ingest", str(feed), "--store", str(folder / "store")])
    assert done.exit_code == 0, done.output
    return folder / "store"
