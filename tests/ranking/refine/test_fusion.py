from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.ranking.refine import fuse

groups = st.lists(st.sampled_from("abcdefgh"), max_size=8)


def test_scores_are_the_reciprocal_places_of_the_paper() -> None:
    fused = fuse(["a", "b", "c"], ["b", "a"])
    assert [group for group, _ in fused] == ["a", "b", "c"]
    # a: 1/61 + 1/62, b: 1/62 + 1/61, c: 1/63; written out from the formula with k = 60.
    assert [score for _, score in fused] == pytest.approx([1 / 61 + 1 / 62, 1 / 62 + 1 / 61, 1 / 63])


def test_what_both_lists_have_comes_before_what_one_has() -> None:
    assert [group for group, _ in fuse(["a", "b"], ["c", "b"])] == ["b", "a", "c"]


def test_only_the_first_place_of_a_group_counts() -> None:
    assert fuse(["a", "a", "b"]) == fuse(["a", "b"])


@given(first=groups, second=groups)
def test_every_group_comes_once_and_scores_fall(first: list[str], second: list[str]) -> None:
    fused = fuse(first, second)
    assert sorted(group for group, _ in fused) == sorted({*first, *second})
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(order=groups)
def test_one_list_keeps_its_order(order: list[str]) -> None:
    assert [group for group, _ in fuse(order, [])] == list(dict.fromkeys(order))
