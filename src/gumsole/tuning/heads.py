"""From looks at products to a head: recipes are tried on one part of them and compared on another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.images.domain import domain_of
from gumsole.images.tuned import Head
from gumsole.records import Matrix, Vector
from gumsole.tuning.material import Looks, Material
from gumsole.tuning.recipes import RECIPES, Lesson, Recipe, fit

# Questions about fewer groups say nothing for sure.
JUDGED_GROUPS = 10
# Questions that recipes are compared on: against 12,000 photos they take some 150 MB.
MOST_ASKED = 1000


@dataclass(frozen=True, slots=True)
class Tried:
    """What a recipe gave where it was chosen.

    Attributes
    ----------
    reciprocal : float
        Mean reciprocal rank of the right item, in [0, 1]: of half of the products, the recipe fitted on the
        other half.
    """

    recipe: Recipe
    reciprocal: float


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A head, and how it came to be."""

    head: Head
    recipe: Recipe
    tried: tuple[Tried, ...]


def chosen(material: Material, keep: NDArray[np.bool_], mean: Vector) -> Chosen:
    """The best head for the groups where `keep`, by group code, is true; nothing else is looked at.

    Parameters
    ----------
    mean : ndarray of shape (d,), float32
        The catalog's, subtracted before anything else.
    """
    shown = material.shown
    photos = material.photos.part(keep[shown.group[material.photos.row]])
    views = material.views.part(keep[shown.group[material.views.row]])
    half = np.random.default_rng(1).random(len(keep)) < 0.5
    whole = _lesson(material, photos, views, mean)
    tried = tuple(Tried(recipe, _cross(whole, half, recipe)) for recipe in RECIPES)
    best = max(tried, key=lambda one: one.reciprocal).recipe
    matrix = fit(whole, best)
    bias = -(matrix @ mean)
    bare = Head(matrix, bias, np.zeros_like(mean))
    here = domain_of(bare.apply(photos.embeddings), prior=np.zeros_like(mean)).catalog_mean
    return Chosen(Head(matrix, bias, here), best, tried)


def _lesson(material: Material, photos: Looks, views: Looks, mean: Vector) -> Lesson:
    shown = material.shown
    rows = np.concatenate([photos.row, views.row])
    looks = np.concatenate([photos.embeddings, views.embeddings]) - mean
    view = np.arange(len(rows)) >= len(photos.row)
    return Lesson(looks, shown.item[rows], shown.group[rows], shown.leaf[rows], view)


def _cross(whole: Lesson, half: NDArray[np.bool_], recipe: Recipe) -> float:
    """Mean reciprocal rank of either half of the products, the recipe fitted on the other."""
    sides = (half[whole.group], ~half[whole.group])
    found = [
        _reciprocal(whole, ~side, fit(whole.part(side), recipe))
        for side in sides
        if side.any() and not side.all()
    ]
    return float(np.mean(found)) if found else 0.0


def _reciprocal(whole: Lesson, side: NDArray[np.bool_], matrix: Matrix) -> float:
    """Photos of one side ask for another photo of their item; where too few have one, views ask for theirs.

    The photos of all products are searched, so that the items that the recipe saw stand in the way, too.
    """
    rows = _units(whole.looks @ matrix.T)
    gallery = np.flatnonzero(~whole.view)
    _, item, count = np.unique(whole.item[gallery], return_inverse=True, return_counts=True)
    paired = gallery[(count[item] > 1) & side[gallery]]
    real = len(np.unique(whole.group[paired])) >= JUDGED_GROUPS
    asking = paired if real else np.flatnonzero(whole.view & side)
    if not len(asking):
        return 0.0
    if len(asking) > MOST_ASKED:
        asking = np.random.default_rng(4).permutation(asking)[:MOST_ASKED]
    similarity = rows[asking] @ rows[gallery].T
    similarity[asking[:, None] == gallery[None, :]] = -np.inf
    own = whole.item[gallery][None, :] == whole.item[asking][:, None]
    right = np.where(own, similarity, -np.inf).max(axis=1, initial=-np.inf)
    ahead = (similarity > right[:, None]).sum(axis=1)
    return float((1 / (1 + ahead)).mean())


def _units(rows: Matrix) -> Matrix:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, np.finfo(np.float32).tiny), np.float32)
