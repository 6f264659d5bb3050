"""Guard and bands learned from worlds whose answers are known by construction."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from gumsole.ranking.bands import Seen
from gumsole.ranking.learning.cutoffs import Asked, claim_of, learn_bands, wilson
from gumsole.ranking.learning.lesson import FOLDS, Lesson, Sampler, fold_of
from gumsole.ranking.learning.logistic import fit_logistic
from gumsole.ranking.learning.nearest import DEPTH, Nearest
from gumsole.ranking.learning.schooling import merged_leaves, school
from gumsole.records import Band, Entry, Offer

DIMENSION = 16
LEAVES = [("A", "a"), ("A", "b"), ("B", "c"), ("B", "d")]


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    made: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)
    return made


def lessons(groups: int, noise: float, *, views_seed: int = 1) -> tuple[Lesson, Lesson]:
    """Packshots of groups in four leaves, and two noisier views of each."""
    draw = np.random.default_rng(0)
    centers = 1.5 * np.eye(DIMENSION)[[at % 4 for at in range(groups)]]
    catalog = unit(centers + draw.normal(0, 0.25, (groups, DIMENSION)))
    shaken = np.random.default_rng(views_seed).normal(0, noise, (2 * groups, DIMENSION))
    views = unit(np.repeat(catalog, 2, axis=0) + shaken)
    paths, names = [LEAVES[at % 4] for at in range(groups)], [f"g{at}" for at in range(groups)]
    twice = [at for at in range(groups) for _ in range(2)]
    return (
        Lesson(catalog, paths, names),
        Lesson(views, [paths[at] for at in twice], [names[at] for at in twice]),
    )


def test_sets_cover_fresh_views_as_often_as_stated() -> None:
    guard = school(*lessons(120, 0.5)).guard
    assert guard.categories == tuple(LEAVES)
    _, fresh = lessons(120, 0.5, views_seed=2)
    for claim in guard.claims:
        guesses = [guard.guess(row, coverage=claim.coverage) for row in fresh.embeddings]
        held = [
            path in [one.path for one in guess.categories]
            for path, guess in zip(fresh.paths, guesses, strict=True)
        ]
        # three standard errors of 240 scores and as many fresh views
        noise = 3 * np.sqrt(2 * claim.coverage * (1 - claim.coverage) / 240)
        assert np.mean(held) == pytest.approx(claim.coverage, abs=noise + 0.02)
        assert claim.reached_unsold <= claim.reached
        assert claim.reached == pytest.approx(claim.coverage, abs=0.05)
        assert claim.views == 240


def test_the_same_lesson_gives_the_same_guard_to_the_byte() -> None:
    assert school(*lessons(30, 0.4)).guard.to_bytes() == school(*lessons(30, 0.4)).guard.to_bytes()


def test_what_cannot_be_told_apart_gets_a_blind_guard() -> None:
    catalog, views = lessons(8, 0.1)
    one_kind = Lesson(catalog.embeddings, [("A",)] * 8, catalog.groups)
    nothing = Lesson(np.zeros((0, DIMENSION), np.float32), [], [])
    for schooled in (school(one_kind, views), school(catalog, nothing), school(nothing, views)):
        assert schooled.guard.categories == ()
        assert schooled.probabilities.shape[1] == 0


def test_views_without_a_category_are_judged_but_teach_nothing() -> None:
    catalog, views = lessons(40, 0.3)
    odd = Lesson(views.embeddings, [(), *views.paths[1:]], views.groups)
    schooled = school(catalog, odd)
    assert len(schooled.guard.scores) == 79
    assert schooled.probabilities.shape == (80, 4)
    assert schooled.probabilities[0].sum() == pytest.approx(1)


def test_a_leaf_of_one_group_keeps_its_packshot_in_sight() -> None:
    catalog, views = lessons(40, 0.2)
    lone = [
        ("C",) if group == "g3" else path for path, group in zip(catalog.paths, catalog.groups, strict=True)
    ]
    seen = [("C",) if group == "g3" else path for path, group in zip(views.paths, views.groups, strict=True)]
    schooled = school(
        Lesson(catalog.embeddings, lone, catalog.groups), Lesson(views.embeddings, seen, views.groups)
    )
    rows = [at for at, group in enumerate(views.groups) if group == "g3"]
    column = schooled.guard.categories.index(("C",))
    assert schooled.unsold[rows, column].min() > 0.0


def test_leaves_of_too_few_groups_join_their_parents() -> None:
    paths = [("A", "a"), ("A", "b"), ("A", "c"), ("A", "c"), ("B", "d", "e"), ("F",)]
    lesson = Lesson(np.zeros((6, 2), np.float32), paths, ["1", "2", "3", "4", "5", "6"])
    assert merged_leaves(lesson) == {
        ("A", "a"): ("A",),
        ("A", "b"): ("A",),
        ("A", "c"): ("A", "c"),
        ("B", "d", "e"): ("B",),
        ("F",): ("F",),
    }


def entry(id_: int, vector: np.ndarray, group: str = "g", category: tuple[str, ...] = ("A",)) -> Entry:
    return Entry(id_, group, category, "", vector, vector[:2], Offer(group))


def test_a_sampler_takes_so_many_of_each_category_and_none_without() -> None:
    sampler = Sampler(20_000)  # so many categories that three of each suffice
    sampler.take([entry(at, np.ones(4, np.float32)) for at in range(5)])
    sampler.take([entry(9, np.ones(4, np.float32), category=())])
    lesson = sampler.lesson(4)
    assert lesson.embeddings.shape == (3, 4)
    assert lesson.paths == (("A",),) * 3
    assert Sampler(0).lesson(4).embeddings.shape == (0, 4)


def test_groups_fall_into_every_fold() -> None:
    assert {fold_of(f"g{at}") for at in range(100)} == set(range(FOLDS))


def test_the_nearest_are_kept_across_chunks_as_one_sort_would_find_them() -> None:
    draw = np.random.default_rng(2)
    rows, questions = unit(draw.normal(size=(DEPTH + 90, 8))), unit(draw.normal(size=(3, 8)))
    nearest = Nearest(questions, questions[:, :2], 0.25)
    for start in range(0, len(rows), 100):
        nearest.take([entry(at, rows[at]) for at in range(start, min(start + 100, len(rows)))])
    similarity = 0.75 * questions @ rows.T + 0.25 * questions[:, :2] @ rows[:, :2].T
    np.testing.assert_array_equal(nearest.ids, np.argsort(-similarity, axis=1)[:, :DEPTH])
    np.testing.assert_allclose(
        nearest.shape, np.take_along_axis(questions @ rows.T, nearest.ids, 1), atol=1e-6
    )


def test_weights_find_what_tells_and_are_never_negative() -> None:
    draw = np.random.default_rng(3)
    features = draw.normal(size=(4000, 3))
    right = draw.random(4000) < 1 / (1 + np.exp(-(2 * features[:, 0] - 3 * features[:, 1])))
    weights = fit_logistic(features, right)
    assert weights[0] > 0.5
    assert weights[1] == 0.0
    assert weights.min() >= 0.0


def test_weights_of_nothing_and_of_constants_are_zero() -> None:
    assert fit_logistic(np.zeros((0, 2)), np.zeros(0, np.bool_)).tolist() == [0, 0]
    assert fit_logistic(np.ones((9, 2)), np.arange(9) < 4).tolist() == [0, 0]


def asked(draw: np.random.Generator, view: int, *, sold: bool) -> Asked:
    """Ten candidates; the right one, where it is sold, is mostly alone in front."""
    likeness = np.sort(draw.normal(0.3, 0.1, 10))[::-1].astype(np.float32)
    truth = np.zeros((10, 4), np.bool_)
    if sold:
        likeness[0] = draw.normal(0.8, 0.15)
        truth[0] = True
    order = np.argsort(-likeness)
    likeness, truth = likeness[order], truth[order]
    leaf = draw.integers(0, 2, 10)
    truth[:, 2] |= (leaf == 0) & (draw.random(10) < 0.9)
    truth[:, 3] |= truth[:, 2]
    probabilities = np.array([0.9, 0.1], np.float32)
    seen = Seen(likeness, likeness, likeness, leaf, probabilities, np.full(10, -1, np.float32))
    return Asked(seen, truth, view % FOLDS)


def learned_from(views: int, seed: int = 4) -> tuple[list[Asked], list[Asked]]:
    draw = np.random.default_rng(seed)
    return (
        [asked(draw, view, sold=True) for view in range(views)],
        [asked(draw, view, sold=False) for view in range(views)],
    )


def test_a_category_with_enough_views_sets_its_own_cut_offs() -> None:
    bands = learn_bands(*learned_from(250), top_of=np.array([0, 1]), color_weight=0.2)
    assert bands.cuts.shape == (3, 4)
    assert not np.array_equal(bands.cuts[0], bands.cuts[2])
    few = learn_bands(*learned_from(60), top_of=np.array([0, 1]), color_weight=0.2)
    np.testing.assert_array_equal(few.cuts[0], few.cuts[2])


def test_where_nothing_is_found_nothing_is_claimed() -> None:
    assert learn_bands([], [], top_of=np.zeros(0, np.int64), color_weight=0.2).claims == ()


def test_wilson_gives_the_published_interval() -> None:
    # 81 of 263: Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I
    low, high = wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_hits_of_one_view_count_for_less_than_as_many_views() -> None:
    right = np.repeat([True, True, True, False], 25)
    alone = claim_of(Band.SIMILAR, right, np.arange(100))
    together = claim_of(Band.SIMILAR, right, np.repeat(np.arange(4), 25))
    assert (alone.precision, alone.pairs) == (together.precision, together.pairs) == (0.75, 100)
    assert together.low < alone.low
    assert (alone.low, alone.high) == pytest.approx(wilson(0.75, 100))


def test_perfect_hits_are_as_many_as_their_views() -> None:
    perfect = claim_of(Band.SAME, np.ones(50, np.bool_), np.repeat(np.arange(5), 10))
    assert (perfect.low, perfect.high) == pytest.approx(wilson(1.0, 5))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_an_interval_holds_its_share_where_rounding_would_leave_it_outside(share: float) -> None:
    """Unrounded, the upper end of 10 of 10 is 1 less two units in the last place."""
    for count in range(1, 100):
        low, high = wilson(share, count)
        assert low <= share <= high
