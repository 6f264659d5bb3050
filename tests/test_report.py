"""What could not be taken in, as a table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gumsole.records import Rejected
from gumsole.report import Report, neutralized


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_rows_and_photos_are_listed_with_their_reasons(tmp_path: Path) -> None:
    with Report.open(tmp_path / "reports", "https://shop.example/feed.xml") as report:
        report.add(Rejected(3, "price", "'much' is no price"))
        report.add_photo("a.jpg", "a.jpg is empty")
        report.add_photo("b.jpg", "empty")
    assert rows(report.path) == [
        ["row", "field", "reason"],
        ["3", "price", "''much' is no price"[1:]],
        ["0", "photo", "a.jpg is empty"],
        ["0", "photo", "b.jpg: empty"],
    ]


def test_an_unfinished_report_leaves_the_last_one_in_place(tmp_path: Path) -> None:
    with Report.open(tmp_path, "feed") as first:
        first.add(Rejected(1, "id", "missing"))
    with pytest.raises(KeyboardInterrupt), Report.open(tmp_path, "feed"):
        raise KeyboardInterrupt
    assert len(rows(first.path)) == 2


def test_sources_of_one_name_have_reports_of_their_own(tmp_path: Path) -> None:
    with Report.open(tmp_path, "/a/feed.csv") as left, Report.open(tmp_path, "/b/feed.csv") as right:
        assert left.path != right.path
        assert left.path.name.startswith("feed.csv-")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert neutralized(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    assert neutralized("12 EUR = too much") == "12 EUR = too much"
