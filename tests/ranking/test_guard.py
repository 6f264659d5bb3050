"""A guard tells categories apart and says how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BadQuery, BrokenStore
from gumsole.ranking.guard import Guard, GuardClaim, conformal_quantile, pack, softmax, unpack
from gumsole.records.ranking import Guess

CATEGORIES = (("Lighting", "Lamps"), ("Seating",), ("Seating", "Sofas"))


def guard() -> Guard:
    """Each axis is a category; the right one had a probability of .9 in half of the cases, else of .5."""
    return Guard(
        CATEGORIES,
        5 * np.eye(3, dtype=np.float32),
        np.zeros(3, np.float32),
        np.array([0.1] * 10 + [0.5] * 10, np.float32),
        (GuardClaim(0.9, 0.91, 0.85, 1.5, 20),),
    )


def test_a_guess_names_the_likeliest_first_and_states_its_coverage() -> None:
    guess = guard().guess_of(np.array([0.2, 0.5, 0.3], np.float32), coverage=0.9)
    assert [one.path for one in guess.categories] == [("Seating",)]  # 1 - .5 is the 19th of 20 scores
    assert guess.coverage == 0.9
    assert guard().guess(np.array([0, 0, 1], np.float32)).categories[0].path == ("Seating", "Sofas")


def test_more_coverage_than_there_are_scores_for_lets_every_category_in() -> None:
    guess = guard().guess_of(np.array([0.2, 0.5, 0.3], np.float32), coverage=0.99)
    assert [one.path for one in guess.categories] == [CATEGORIES[1], CATEGORIES[2], CATEGORIES[0]]


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=3), st.floats(0.05, 0.95), st.floats(0.0, 0.04))
def test_more_coverage_never_takes_a_category_away(raw: list[float], low: float, more: float) -> None:
    probabilities = (np.array(raw) / sum(raw)).astype(np.float32)
    small = {one.path for one in guard().guess_of(probabilities, coverage=low).categories}
    large = {one.path for one in guard().guess_of(probabilities, coverage=low + more).categories}
    assert small
    assert small <= large


def test_a_store_without_categories_gets_no_guess() -> None:
    blind = Guard.blind(3)
    assert blind.guess(np.ones(3, np.float32)) == Guess()
    assert blind.probabilities(np.ones(3, np.float32)).shape == (0,)
    assert blind.leaf_of(("Seating",)) == -1


@pytest.mark.parametrize("coverage", [0.0, 1.0, 95.0])
def test_a_coverage_that_is_no_share_is_refused(coverage: float) -> None:
    with pytest.raises(BadQuery, match="between 0 and 1"):
        guard().guess(np.ones(3, np.float32), coverage=coverage)


def test_a_product_stands_under_its_nearest_known_ancestor() -> None:
    assert guard().leaf_of(("Seating", "Sofas", "Corner")) == 2
    assert guard().leaf_of(("Seating", "Stools")) == 1
    assert guard().leaf_of(("Lighting",)) == -1


@pytest.mark.parametrize("one", [guard(), Guard.blind(4)])
def test_a_guard_comes_back_from_its_bytes(one: Guard) -> None:
    again = Guard.from_bytes(one.to_bytes())
    assert (again.categories, again.claims) == (one.categories, one.claims)
    for name in ("weights", "bias", "scores"):
        np.testing.assert_array_equal(getattr(again, name), getattr(one, name))


def test_damaged_bytes_and_other_formats_are_refused() -> None:
    for data in (b"", b"no zip", guard().to_bytes()[:60], pack(1, {"weights": np.zeros(1)})):
        with pytest.raises(BrokenStore, match="gumsole calibrate"):
            Guard.from_bytes(data)
    with pytest.raises(BrokenStore, match="format 7"):
        unpack(pack(7, {}), 1, ())


def test_pickles_are_never_read() -> None:
    data = pack(1, {"weights": np.array([{"a": 1}], dtype=object)})
    with pytest.raises(BrokenStore, match="damaged"):
        unpack(data, 1, ("weights",))


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_a_conformal_quantile_covers_a_fresh_score_as_often_as_asked(count: int, coverage: float) -> None:
    scores = np.arange(count, dtype=np.float32)
    limit = conformal_quantile(scores, coverage)
    # a fresh score falls into any of the count + 1 gaps alike; those below the limit's own must suffice
    below = count + 1 if limit == np.inf else int(limit) + 1
    assert below / (count + 1) >= coverage - 1e-9
    assert (below - 1) / (count + 1) < coverage + 1e-9


def test_probabilities_sum_to_one_even_for_large_logits() -> None:
    found = softmax(np.array([[1000.0, 0.0], [3.0, 3.0]], np.float32))
    np.testing.assert_allclose(found, np.array([[1, 0], [0.5, 0.5]], np.float32), atol=1e-6)
