"""Intervals and differences between encoders, query by query."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BadQuery
from gumsole.evaluate import Evaluation, Figures, Outcome, compared, interval

NOTHING = Figures("", "product_id", 0, 0, 0, 0, None, None, None, None, 0.0)


def evaluation(*ranks: float | None) -> Evaluation:
    outcomes = tuple(Outcome(Path(f"{at}.jpg"), f"p{at}", rank, None) for at, rank in enumerate(ranks))
    return Evaluation(NOTHING, NOTHING, None, None, outcomes=outcomes)


def test_an_interval_of_many_draws_is_as_wide_as_theory_says() -> None:
    values = (np.arange(400) % 2).astype(np.float64)  # a share of one half: standard error .025
    found = interval(values, range(400))
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_queries_about_one_product_count_as_one_draw() -> None:
    values = np.repeat(np.arange(10) % 2, 40).astype(np.float64)
    apart, together = interval(values, range(400)), interval(values, np.repeat(np.arange(10), 40).tolist())
    assert together.high - together.low > 5 * (apart.high - apart.low)


def test_the_same_queries_give_the_same_interval() -> None:
    values = np.arange(30, dtype=np.float64)
    assert interval(values, range(30)) == interval(values, range(30))


def test_differences_are_taken_query_by_query_from_the_first() -> None:
    left, right = compared([("a", evaluation(1, 3, math.inf, None)), ("b", evaluation(1, 1, 7, None))])
    assert [figure.name for figure in left.figures] == ["r1", "r5", "r10"]
    assert left.figures[0].difference is None
    shares = [figure.value.mean for figure in right.figures]
    assert shares == pytest.approx([2 / 3, 2 / 3, 1])
    differences = [figure.difference.mean for figure in right.figures if figure.difference]
    assert differences == pytest.approx([1 / 3, 0, 1 / 3])


def test_an_encoder_is_no_better_than_itself() -> None:
    _, again = compared([("a", evaluation(1, 3, 2)), ("a", evaluation(1, 3, 2))])
    for figure in again.figures:
        assert figure.difference
        assert (figure.difference.low, figure.difference.high) == (0, 0)


def test_other_queries_are_not_compared() -> None:
    with pytest.raises(BadQuery, match="other queries"):
        compared([("a", evaluation(1, 2)), ("b", evaluation(1))])
