"""Bands claim what was learned, and never more for what is farther."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BrokenStore
from gumsole.ranking.bands import ALONE, Bands, Seen, banded, features
from gumsole.records import Band, BandClaim

TOPS = np.array([0, 0, 1])
PROBABILITIES = np.array([0.5, 0.3, 0.2], np.float32)
# by likeness alone: same from .9 on, close from .8, similar from .6, related from .4; more in top category 1
LIKENESS = np.zeros((4, 4))
LIKENESS[:, 0] = 1.0
CUTS = np.array([[0.9, 0.8, 0.6, 0.4], [np.inf, 0.95, 0.6, 0.4], [0.9, 0.8, 0.6, 0.4]])
CLAIM = BandClaim(Band.SAME, 0.97, 0.9, 0.99, 120)


def bands(weights: np.ndarray = LIKENESS) -> Bands:
    return Bands((CLAIM,), 0.0, TOPS, weights, CUTS, 0.95)


def seen(likeness: list[float], leaf: list[int] | None = None, sibling: list[float] | None = None) -> Seen:
    values = np.array(likeness, np.float32)
    return Seen(
        values,
        values,
        np.zeros_like(values),
        np.array(leaf if leaf is not None else [0] * len(values), np.int64),
        PROBABILITIES,
        None if sibling is None else np.array(sibling, np.float32),
    )


def words(found: np.ndarray) -> list[str]:
    return [Band(int(one)).word for one in found]


def test_each_candidate_gets_the_closest_band_it_reaches() -> None:
    found = bands().assign(seen([0.95, 0.85, 0.7, 0.5, 0.1]))
    assert words(found) == ["same", "close", "similar", "related", "other"]
    assert found.dtype == np.int8


def test_cut_offs_are_those_of_the_nearest_candidates_top_category() -> None:
    assert words(bands().assign(seen([0.93], [2]))) == ["similar"]
    assert words(bands().assign(seen([0.93], [-1]))) == ["same"]  # of none that is known: pooled
    assert words(bands().assign(seen([0.93, 0.92], [2, 0]))) == ["similar", "similar"]


def test_same_is_claimed_only_of_what_is_close() -> None:
    reached = np.array([[True, False, True, True], [True, True, True, True], [False, False, False, True]])
    assert words(banded(reached)) == ["similar", "same", "related"]


def test_without_candidates_there_are_no_bands() -> None:
    assert bands().assign(seen([])).shape == (0,)


def test_a_store_that_nothing_was_learned_of_claims_nothing() -> None:
    blind = Bands.blind()
    assert words(blind.assign(seen([0.99, 0.5], [-1, -1]))) == ["other", "other"]
    assert blind.claims == ()


def test_a_lead_is_over_the_best_of_all_others() -> None:
    leads = features(seen([0.9, 0.7, 0.4]), TOPS, 0.0)[:, 0, 1]
    np.testing.assert_allclose(leads, [0.2, -0.2, -0.5], atol=1e-6)
    np.testing.assert_allclose(features(seen([0.9, 0.9]), TOPS, 0.0)[:, 0, 1], [0, 0], atol=1e-6)


def test_a_lead_is_over_rivals_that_were_left_out_too() -> None:
    found = replace(seen([0.9, 0.7]), rival=np.array([0.95, 0.8], np.float32))
    np.testing.assert_allclose(features(found, TOPS, 0.0)[:, 0, 1], [-0.05, -0.2], atol=1e-6)


def test_related_goes_by_the_top_category_and_closer_bands_by_the_leaf() -> None:
    values = features(seen([0.9], [1]), TOPS, 0.0)[0, :, 2]
    np.testing.assert_allclose(values, np.log([0.3, 0.3, 0.3, 0.8]), atol=1e-6)


def test_siblings_matter_to_same_alone_and_to_a_limit() -> None:
    values = features(seen([0.9, 0.8], sibling=[0.85, -1.0]), TOPS, 0.0)[:, :, 3]
    np.testing.assert_allclose(values, [[0.05, 0, 0, 0], [ALONE, 0, 0, 0]], atol=1e-6)


def test_likeness_is_weighed_as_it_was_learned_whatever_the_question_weighed() -> None:
    question = Seen(
        np.array([0.99], np.float32),
        np.array([0.5], np.float32),
        np.array([1.0], np.float32),
        np.array([0]),
        PROBABILITIES,
    )
    assert words(bands().assign(question)) == ["related"]


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_within_a_category_nothing_farther_is_closer(count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    similarity = np.sort(draw.uniform(-1, 1, count).astype(np.float32))[::-1]
    shape, color, sibling = draw.uniform(-1, 1, (3, count)).astype(np.float32)
    leaf = draw.integers(-1, 3, count)
    found = bands(draw.uniform(0, 5, (4, 4))).assign(
        Seen(similarity, shape, color, leaf, PROBABILITIES, sibling)
    )
    for one in set(leaf.tolist()):
        assert (np.diff(found[leaf == one]) >= 0).all()


@pytest.mark.parametrize("one", [bands(), Bands.blind()])
def test_bands_come_back_from_their_bytes(one: Bands) -> None:
    again = Bands.from_bytes(one.to_bytes())
    assert (again.claims, again.color_weight, again.refused) == (one.claims, one.color_weight, one.refused)
    for name in ("top_of", "weights", "cuts"):
        np.testing.assert_array_equal(getattr(again, name), getattr(one, name))
    with pytest.raises(BrokenStore, match="damaged"):
        Bands.from_bytes(one.to_bytes()[:-30])
