"""Fits the guard: ridge regression onto the leaves of the tree, in closed form.

Every product group belongs to one fold. What a fold's views score was computed without any photo of their
groups, save where a leaf has a single group: then its packshots stay in sight, or nobody would know the leaf.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.guard import Guard, GuardClaim, conformal_quantile, softmax
from gumsole.ranking.learning.lesson import FOLDS, Lesson
from gumsole.records import Matrix, Vector

# A leaf of fewer groups is told apart as part of its parent.
MIN_GROUPS = 2
# Tried, the likeliest views decide: penalty in shares of the mean eigenvalue, and how much of the difference
# in photos between leaves is evened out. Real uploads of eval/grocery: 91 % right with 3, 89 % with .3.
PENALTIES = (0.3, 1.0, 3.0)
BALANCES = (0.5, 1.0)
SHARPNESS = tuple(float(one) for one in np.geomspace(1, 300, 60))
CLAIMED_COVERAGES = (0.8, 0.9, 0.95, 0.98)
_TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Schooled:
    """A guard, and what it thought of each view before it had seen the view's product.

    Attributes
    ----------
    probabilities : ndarray of shape (n, k), float32
    """

    guard: Guard
    probabilities: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class _Class:
    """Photos with the place of their leaf; what is fitted on."""

    embeddings: Matrix
    leaf: NDArray[np.int64]
    fold: NDArray[np.int64]


def school(catalog: Lesson, views: Lesson) -> Schooled:
    """Fit a guard on catalog photos and views, and calibrate it on the views.

    Views without a category are judged, but teach nothing.
    """
    merged = merged_leaves(catalog)
    categories = tuple(sorted(set(merged.values())))
    dimension = views.embeddings.shape[1]
    if len(categories) < 2 or not len(views.groups):
        return Schooled(Guard.blind(dimension), np.zeros((len(views.groups), 0), np.float32))
    place = {path: categories.index(category) for path, category in merged.items()}
    photos = _class(catalog, place)
    shown = _class(views, place)
    judged = shown.leaf >= 0
    tried = [(_folded(photos, shown, len(categories), fit), fit) for fit in _fits()]
    _, sharpness, logits, fit = min(
        ((*_sharpened(raw[judged], shown.leaf[judged]), raw, fit) for raw, fit in tried),
        key=lambda one: one[0],
    )
    probabilities = softmax(sharpness * logits)
    right = 1 - probabilities[judged, shown.leaf[judged]]
    weights, bias = _ridge(_joined(photos, shown, judged), len(categories), fit)
    guard = Guard(
        categories,
        (sharpness * weights).astype(np.float32),
        (sharpness * bias).astype(np.float32),
        np.sort(right).astype(np.float32),
    )
    claims = tuple(_claims(probabilities[judged], shown.leaf[judged], shown.fold[judged]))
    return Schooled(replace(guard, claims=claims), probabilities)


def merged_leaves(catalog: Lesson) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each path of the catalog, and the category it is told apart as: itself, or an ancestor."""
    groups: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for path, group in zip(catalog.paths, catalog.groups, strict=True):
        groups[path].add(group)
    became = {path: path for path in groups}
    for depth in range(max(map(len, groups), default=0), 1, -1):
        for path in [path for path in groups if len(path) == depth and len(groups[path]) < MIN_GROUPS]:
            groups[path[:-1]] |= groups.pop(path)
            became |= {leaf: path[:-1] for leaf, category in became.items() if category == path}
    return became


@dataclass(frozen=True, slots=True)
class _Fit:
    penalty: float
    balance: float


def _fits() -> Iterable[_Fit]:
    return (_Fit(penalty, balance) for penalty in PENALTIES for balance in BALANCES)


def _class(lesson: Lesson, place: dict[tuple[str, ...], int]) -> _Class:
    leaf = np.array([place.get(path, -1) for path in lesson.paths], np.int64)
    return _Class(lesson.embeddings, leaf, lesson.folds())


def _joined(photos: _Class, views: _Class, chosen: NDArray[np.bool_]) -> _Class:
    return _Class(
        np.concatenate([photos.embeddings, views.embeddings[chosen]]),
        np.concatenate([photos.leaf, views.leaf[chosen]]),
        np.concatenate([photos.fold, views.fold[chosen]]),
    )


def _folded(photos: _Class, views: _Class, count: int, fit: _Fit) -> Matrix:
    """Scores of the views by guards that did not see their groups, (n, k)."""
    logits = np.zeros((len(views.leaf), count))
    for fold in range(FOLDS):
        elsewhere = photos.fold != fold
        known = np.zeros(count, np.bool_)
        known[photos.leaf[elsewhere]] = True
        kept = elsewhere | ~known[photos.leaf]
        seen = _Class(photos.embeddings[kept], photos.leaf[kept], photos.fold[kept])
        weights, bias = _ridge(_joined(seen, views, (views.fold != fold) & (views.leaf >= 0)), count, fit)
        here = views.fold == fold
        logits[here] = views.embeddings[here] @ weights + bias
    return logits.astype(np.float32)


def _ridge(seen: _Class, count: int, fit: _Fit) -> tuple[Matrix, Vector]:
    """Weights (d, k) and bias (k,) of least squares onto indicators of the leaves.

    References
    ----------
    Hoerl, Kennard, "Ridge Regression", Technometrics 1970.
    """
    rows = seen.embeddings.astype(np.float64)
    weight = np.bincount(seen.leaf, minlength=count)[seen.leaf] ** -fit.balance
    weight /= weight.sum()
    mean = weight @ rows
    rows -= mean
    gram = (rows * weight[:, None]).T @ rows
    target = np.zeros((count, rows.shape[1]))
    np.add.at(target, seen.leaf, rows * weight[:, None])
    penalty = fit.penalty * np.trace(gram) / len(gram) + _TINY
    weights = np.linalg.solve(gram + penalty * np.eye(len(gram)), target.T)
    share = np.bincount(seen.leaf, weight, minlength=count)
    return weights.astype(np.float32), (share - mean @ weights).astype(np.float32)


def _sharpened(logits: Matrix, leaf: NDArray[np.int64]) -> tuple[float, float]:
    """The least mean surprise that one temperature reaches, and its inverse."""
    rows = np.arange(len(leaf))
    return min(
        (float(-np.log(softmax(sharp * logits)[rows, leaf] + _TINY).mean()), sharp) for sharp in SHARPNESS
    )


def _claims(probabilities: Matrix, leaf: NDArray[np.int64], fold: NDArray[np.int64]) -> Iterable[GuardClaim]:
    """Sets whose threshold comes from the other folds, held against the views of each fold."""
    score = 1 - probabilities
    right = score[np.arange(len(leaf)), leaf]
    for coverage in CLAIMED_COVERAGES:
        inside = score.argmin(axis=1)[:, None] == np.arange(score.shape[1])
        for one in range(FOLDS):
            limit = conformal_quantile(np.sort(right[fold != one]), coverage)
            inside[fold == one] |= score[fold == one] <= limit
        reached = float(inside[np.arange(len(leaf)), leaf].mean())
        yield GuardClaim(coverage, reached, float(inside.sum(axis=1).mean()), len(leaf))


def leaves_of(guard: Guard, paths: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    """Place of each path in the guard's categories, -1 where it knows none of its ancestors."""
    known = {path: guard.leaf_of(path) for path in set(paths)}
    return np.array([known[path] for path in paths], np.int64)
