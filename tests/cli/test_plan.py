"""`gumsole plan` as somebody meets it who must rent machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_plan_shows_formula_numbers_and_price(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "plan.json"
    done = run("plan", "--photos", "50M", "--qps", "300", "--json", written, env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    assert "OpenSearch: the embedded engine is for up to about 2,000,000 photos." in done.output
    assert "1.1 × (bytes·d + 8·M) = 1.1 × (4·325 + 8·16)" in done.output
    assert "4 × 730 × $1.339" in done.output
    assert "us-east-1" in done.output
    figures = json.loads(written.read_text())
    assert (figures["engine"], figures["opensearch"]["nodes"]) == ("opensearch", 4)
    assert figures["usd_a_month"] == pytest.approx(
        figures["opensearch"]["usd_a_month"]
        + sum(figures["front"][part] for part in ("tasks_usd", "redis_usd", "balancer_usd")),
        abs=0.01,
    )


def test_a_small_store_is_told_that_one_machine_is_enough(run: Run) -> None:
    done = run("plan", "--photos", "800k", "--qps", "20", env={"COLUMNS": "200"})
    assert "The embedded engine is enough: one c6a.large holds 800,000 photos" in done.output
    assert done.output.index("embedded engine: $") < done.output.index("OpenSearch: $")


@pytest.mark.parametrize(
    ("written", "read"),
    [("1200000", "1,200,000"), ("1.5M", "1,500,000"), ("250k", "250,000"), ("2_000", "2,000")],
)
def test_counts_are_read_as_they_are_spoken(run: Run, written: str, read: str) -> None:
    assert run("plan", "--photos", written, "--qps", "1").output.startswith(f"{read} photos")


@pytest.mark.parametrize(
    "words", [("many", "1"), ("0", "1"), ("nan", "1"), ("-5", "1"), ("5k", "0"), ("5k", "x")]
)
def test_what_is_no_count_is_bad_use(run: Run, words: tuple[str, str]) -> None:
    done = run("plan", "--photos", words[0], "--qps", words[1])
    assert done.exit_code == 2
