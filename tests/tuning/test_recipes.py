"""Recipes against numbers that can be had another way."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.tuning.recipes import RECIPES, Lesson, Recipe, contrast_gradient, fit


def loss(matrix: np.ndarray, left: np.ndarray, right: np.ndarray, things: np.ndarray, t: float) -> float:
    """The same cross entropy, row by row."""
    total = 0.0
    for i in range(len(left)):
        seen = matrix @ left[i]
        logits = []
        for j in range(len(right)):
            if j == i or things[j] != things[i]:
                sought = matrix @ right[j]
                cosine = seen @ sought / np.linalg.norm(seen) / np.linalg.norm(sought)
                logits.append((j == i, cosine / t))
        own = next(value for mine, value in logits if mine)
        total += np.log(sum(np.exp(value) for _, value in logits)) - own
    return total / len(left)


def test_the_gradient_written_by_hand_is_that_of_finite_differences() -> None:
    draw = np.random.default_rng(0)
    matrix = draw.normal(size=(3, 3))
    left, right = draw.normal(size=(2, 6, 3))
    things = np.array([0, 1, 2, 2, 3, 4])  # two looks at thing 2 are no negatives of each other
    found = contrast_gradient(matrix, left, right, things, temperature=0.3)
    for i in range(3):
        for j in range(3):
            step = np.zeros((3, 3))
            step[i, j] = 1e-6
            up, down = (loss(matrix + sign * step, left, right, things, 0.3) for sign in (1, -1))
            assert found[i, j] == pytest.approx((up - down) / 2e-6, abs=1e-5)


def lesson(spread: tuple[float, ...]) -> Lesson:
    """40 items, four looks each, that wander along each axis by its share of `spread`."""
    draw = np.random.default_rng(0)
    item = np.repeat(np.arange(40), 4)
    own = draw.normal(size=(40, len(spread)))[item]
    looks = own + draw.normal(size=own.shape) * np.array(spread)
    view = np.tile([False, False, True, True], 40)
    return Lesson(looks.astype(np.float32), item, item // 2, item % 3, view)


def test_whitening_damps_the_axes_along_which_looks_at_one_item_wander() -> None:
    matrix = fit(lesson((0.1, 2.0, 0.1)), Recipe(shrinkage=0.1, power=1.0))
    size = np.linalg.norm(matrix, axis=0)
    assert size[1] < size[0] / 2
    assert size[1] < size[2] / 2


def test_contrastive_steps_find_more_than_where_they_began() -> None:
    taught, asked = lesson((0.2, 2.0, 2.0, 0.2)), lesson((0.2, 2.0, 2.0, 0.2))
    things = taught.item

    def cost(matrix: np.ndarray) -> float:
        first, third = asked.looks[::4], asked.looks[2::4]
        return loss(matrix.astype(np.float64), first, third, things[::4], 0.1)

    assert cost(fit(taught, Recipe(power=0.0, steps=150))) < cost(np.eye(4))


def test_the_shift_from_photos_to_views_can_be_removed() -> None:
    shifted = lesson((0.2, 0.2, 0.2))
    shifted.looks[shifted.view, 1] += 5
    matrix = fit(shifted, Recipe(power=0.0, shift=True))
    toward = shifted.looks[shifted.view].mean(axis=0) - shifted.looks[~shifted.view].mean(axis=0)
    np.testing.assert_allclose(matrix @ toward, 0, atol=1e-4)


def test_every_recipe_has_a_name_of_its_own() -> None:
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)


def test_a_lesson_of_single_looks_leaves_embeddings_as_they_are() -> None:
    alone = lesson((0.2, 0.2))
    alone = Lesson(alone.looks, np.arange(160), np.arange(160), alone.leaf, alone.view)
    for recipe in (Recipe(power=1.0), Recipe(power=0.0, steps=5)):
        np.testing.assert_allclose(fit(alone, recipe), np.eye(2), atol=1e-6)
