"""Several ranked lists as one, by reciprocal rank."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.ranking.refine import RANK_CONSTANT, reciprocal


def test_a_place_counts_for_less_the_later_it_is_and_none_for_nothing() -> None:
    assert reciprocal(np.array([1.0, 2.0, np.inf])) == pytest.approx([1 / 61, 1 / 62, 0.0])
    assert RANK_CONSTANT == 60  # as Cormack, Clarke and Buettcher have it


@given(st.integers(1, 200), st.integers(1, 200))
def test_what_both_lists_name_beats_what_one_names_as_high(first: int, second: int) -> None:
    both = reciprocal(np.array([float(first)])) + reciprocal(np.array([float(second)]))
    assert both[0] > reciprocal(np.array([float(min(first, second))]))[0]
