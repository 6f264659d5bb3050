"""Figures as `evaluate` and `calibrate` print them, from figures of known values."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from gumsole.assembly import Calibrated
from gumsole.cli.showing.figures import (
    answer_lines,
    bands_table,
    calibration_lines,
    figures_heading,
    figures_table,
)
from gumsole.evaluate import AnswerFigures, BandFigures, Evaluation, Figures
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard, GuardClaim
from gumsole.records import Band, BandClaim

STATED = BandClaim(Band.CLOSE, 0.973, 0.924, 0.991, 112)
GUARD = Guard(
    (("A",), ("B",)),
    np.zeros((1, 2), np.float32),
    np.zeros(2, np.float32),
    np.zeros(1, np.float32),
    (GuardClaim(0.9, 0.91, 0.8, 1.5, 363), GuardClaim(0.95, 0.956, 0.873, 2.25, 363)),
)


def text(table: Table) -> list[str]:
    console = Console(file=StringIO(), width=120)
    console.print(table)
    assert isinstance(console.file, StringIO)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines()]


def figures(*bands: BandFigures, **changed: float | None) -> AnswerFigures:
    known = {"r1": 0.5, "r5": 0.75, "r10": None, "coverage": 0.985, "set_size": 6.94, "refused": 0.857}
    return AnswerFigures(bands=bands, answerable=65, unsold=14, **(known | changed))


def test_how_well_the_subject_is_found_stands_below_the_figures() -> None:
    scored = Figures("set", "product_id", 4, 3, 1, 9, 0.5, 0.75, 1.0, None, 12.34)
    evaluation = Evaluation(scored, scored, scored, 0.8125)
    lines = text(figures_table(evaluation))
    assert any("mean IoU 0.812" in line for line in lines)
    counts = "4 queries (3 answerable, 1 unsold), 9 catalog photos"
    assert figures_heading(evaluation) == f"set by product_id: {counts}"
    (boxed,) = (line.split() for line in lines if "cropped to the box" in line)
    assert boxed[4:] == ["0.500", "0.750", "1.000", "–", "12.3"]


def test_answers_are_told_with_recall_guard_and_what_was_refused() -> None:
    heading, recall, guard, refused = answer_lines(figures())
    assert heading.endswith("(65 answerable, 14 unsold)")
    assert recall.split()[1:] == ["R@1", "0.500", "R@5", "0.750", "R@10", "–"]
    assert "for 0.985 of photos; 6.9 are guessed" in guard
    assert "0.857 of the 14 unsold" in refused


def test_a_set_without_guesses_or_unsold_things_says_nothing_of_them() -> None:
    assert len(list(answer_lines(figures(coverage=None, set_size=None, refused=None)))) == 2


def test_a_bands_precision_stands_beside_what_calibration_states() -> None:
    measured = BandClaim(Band.CLOSE, 0.821, 0.64, 0.922, 28)
    lines = text(
        bands_table(
            figures(
                BandFigures(measured, STATED, agrees=False),
                BandFigures(STATED, STATED, agrees=True),
                BandFigures(BandClaim(Band.SIMILAR, 1.0, 0.2, 1.0, 1), None, agrees=False),
            )
        )
    )
    assert lines[1:] == [
        "close 82 of 100 (64–92, 28 pairs) 97 of 100 (92–99, 112 pairs) DISAGREE",
        "close 97 of 100 (92–99, 112 pairs) 97 of 100 (92–99, 112 pairs) agree",
        "similar 100 of 100 (20–100, 1 pair) nothing",
    ]


@pytest.mark.parametrize(("coverage", "asked"), [(0.95, "95.0 %"), (0.99, "95.0 %"), (0.5, "90.0 %")])
def test_of_a_calibration_the_coverage_nearest_to_the_policys_is_told(coverage: float, asked: str) -> None:
    bands = Bands((STATED,), 0.15, np.zeros(2, np.int64), np.zeros((4, 4)), np.zeros((1, 4)), 0.95)
    lines = list(calibration_lines(Calibrated(GUARD, bands), coverage=coverage))
    assert lines[0] == "guard: 2 categories, judged on 363 phone-like views"
    assert lines[1].endswith(f"for {asked}")


def test_a_calibration_tells_all_that_was_measured_of_it() -> None:
    bands = Bands((STATED,), 0.15, np.zeros(2, np.int64), np.zeros((4, 4)), np.zeros((1, 4)), 0.95)
    _, _, reached, named, close, unsold = calibration_lines(Calibrated(GUARD, bands), coverage=0.95)
    assert reached.endswith("95.6 %; for products it had never seen 87.3 %")
    assert "2.2 categories" in named
    assert close == "close (the same model): right in 97 of 100 (95 % interval 92–99, 112 pairs)"
    assert "95.0 %" in unsold
