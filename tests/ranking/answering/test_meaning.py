"""What words mean, beside what full text finds."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.ranking.answering.meaning import fused
from gumsole.ranking.shelf import GONE


@pytest.mark.parametrize(
    ("named", "meant", "expected"),
    [
        ([], [3, 1], [3, 1]),
        ([3, 1], [], [3, 1]),
        ([1, 2], [2, 3], [2, 1, 3]),  # found by both comes first: 1/61 + 1/62 beats 1/61
        ([1, 2], [3, 4], [1, 3, 2, 4]),  # one place each in turn, full text first
        ([5], [GONE, 4, 4, 6], [5, 4, 6]),  # repeated rows count once, gone ones not at all
    ],
)
def test_lists_are_fused_by_place(named: list[int], meant: list[int], expected: list[int]) -> None:
    made = fused(np.array(named, np.int64), np.array(meant, np.int64))
    assert made.tolist() == expected
