"""What all tests share: a skip is loud, and with REQUIRE_ALL=1 a failure; one demo store, ingested once."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gumsole.cli import main

SKIP_MARK = Path(".cache/skipped")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        SKIP_MARK.parent.mkdir(exist_ok=True)
        SKIP_MARK.touch()
        if os.environ.get("REQUIRE_ALL") == "1":
            report.outcome = "failed"
    return report


def pytest_sessionstart() -> None:
    SKIP_MARK.unlink(missing_ok=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("skipped"):
        terminalreporter.write_line(f"SKIPPED {report.nodeid}: {report.longrepr}", yellow=True)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The store that `gumsole demo` makes, and what it said; tests only read it."""
    store = tmp_path_factory.mktemp("demo") / "store"
    done = CliRunner().invoke(main, ["demo", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return store, done
