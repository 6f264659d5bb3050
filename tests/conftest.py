"""What all tests share: a skip is loud, and with REQUIRE_ALL=1 a failure."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

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
