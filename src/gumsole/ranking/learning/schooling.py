"""Fits the guard: ridge regression onto the leaves of the tree, in closed form.

Every product group belongs to one fold, and the views of a group are judged by guards that saw none of them.
Two such guards judge: one that saw the group's packshots, as the guard of a store that sells it has, and one
that saw nothing of the group, as where it is not sold. Sets are calibrated by the first. By the second they
held real uploads of sold products too, but were up to twice as large as they need be: at 95 %, of the 29
categories of the demo store 12.8 instead of 6.4 (reached 100 and 97 %), of the 68 of eval/shops 12.3 instead
of 7.6 (100 and 100 %), of the 3 of eval/grocery 1.2 instead of 1.1 (98 and 96 %).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.guard import Guard, GuardClaim, conformal_quantile, softmax
from gumsole.ranking.learning.lesson import FOLDS, Lesson
from gumsole.records import Matrix, Vector

# A leaf of fewer groups is told apart as part of its parent.
MIN_GROUPS = 2
# In shares of the mean eigenvalue. Of .3, 1, 3 and 10 with the packshots in sight, 3 is the least with which
# 95 % were reached on the real uploads of all three sets above; with 1 grocery's were 94 %.
PENALTY = 3.0
SHARPNESS = tuple(float(one) for one in np.geomspace(1, 300, 60))
CLAIMED_COVERAGES = (0.8, 0.9, 0.95, 0.98)
_TINY = 1e-12
# Rows that stand in doubles at a time: 8 MB of 256 dimensions.
_ROWS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Schooled:
    """A guard, and what guards that had seen none of its group's views thought of each view.

    Attributes
    ----------
    probabilities : ndarray of shape (n, k), float32
        With the packshots of the view's group in sight.
    unsold : ndarray of shape (n, k), float32
        Without any photo of its group.
    """

    guard: Guard
    probabilities: Matrix
    unsold: Matrix


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
        nothing = np.zeros((len(views.groups), 0), np.float32)
        return Schooled(Guard.blind(dimension), nothing, nothing)
    place = {path: categories.index(category) for path, category in merged.items()}
    photos = _class(catalog, place)
    shown = _class(views, place)
    judged = shown.leaf >= 0
    raw = _folded(photos, shown, len(categories), in_sight=True)
    sharpness = _sharpness(raw[judged], shown.leaf[judged])
    probabilities = softmax(sharpness * raw)
    unsold = softmax(sharpness * _folded(photos, shown, len(categories), in_sight=False))
    right = 1 - probabilities[judged, shown.leaf[judged]]
    weights, bias = _ridge(_joined(photos, shown, judged), len(categories))
    guard = Guard(
        categories,
        (sharpness * weights).astype(np.float32),
        (sharpness * bias).astype(np.float32),
        np.sort(right).astype(np.float32),
        tuple(_claims(probabilities[judged], unsold[judged], shown.leaf[judged], shown.fold[judged])),
    )
    return Schooled(guard, probabilities, unsold)


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


def _class(lesson: Lesson, place: dict[tuple[str, ...], int]) -> _Class:
    leaf = np.array([place.get(path, -1) for path in lesson.paths], np.int64)
    return _Class(lesson.embeddings, leaf, lesson.folds())


def _joined(photos: _Class, views: _Class, chosen: NDArray[np.bool_]) -> _Class:
    return _Class(
        np.concatenate([photos.embeddings, views.embeddings[chosen]]),
        np.concatenate([photos.leaf, views.leaf[chosen]]),
        np.concatenate([photos.fold, views.fold[chosen]]),
    )


def _folded(photos: _Class, views: _Class, count: int, *, in_sight: bool) -> Matrix:
    """Scores of the views by guards that saw no view of their groups, (n, k).

    Out of sight, packshots are left out too, save where a leaf has a single group: nobody would know it.
    """
    logits = np.zeros((len(views.leaf), count))
    for fold in range(FOLDS):
        elsewhere = (photos.fold != fold) | in_sight
        known = np.zeros(count, np.bool_)
        known[photos.leaf[elsewhere]] = True
        kept = elsewhere | ~known[photos.leaf]
        seen = _Class(photos.embeddings[kept], photos.leaf[kept], photos.fold[kept])
        weights, bias = _ridge(_joined(seen, views, (views.fold != fold) & (views.leaf >= 0)), count)
        here = views.fold == fold
        logits[here] = views.embeddings[here] @ weights + bias
    return logits.astype(np.float32)


def _ridge(seen: _Class, count: int) -> tuple[Matrix, Vector]:
    """Weights (d, k) and bias (k,) of least squares onto indicators of the leaves.

    References
    ----------
    Hoerl, Kennard, "Ridge Regression", Technometrics 1970.
    """
    weight = 1 / np.bincount(seen.leaf, minlength=count)[seen.leaf]
    weight /= weight.sum()
    dimension = seen.embeddings.shape[1]
    moments, sums = np.zeros((dimension, dimension)), np.zeros((count, dimension))
    for start in range(0, len(weight), _ROWS):
        part = slice(start, start + _ROWS)
        rows = seen.embeddings[part].astype(np.float64)
        weighted = rows * weight[part, None]
        moments += weighted.T @ rows
        np.add.at(sums, seen.leaf[part], weighted)
    mean, share = sums.sum(axis=0), np.bincount(seen.leaf, weight, minlength=count)
    # About the mean: weights sum to one, and no more than some thousand rows stand in doubles at a time.
    gram, target = moments - np.outer(mean, mean), sums - np.outer(share, mean)
    penalty = PENALTY * np.trace(gram) / len(gram) + _TINY
    weights = np.linalg.solve(gram + penalty * np.eye(len(gram)), target.T)
    return weights.astype(np.float32), (share - mean @ weights).astype(np.float32)


def _sharpness(logits: Matrix, leaf: NDArray[np.int64]) -> float:
    """The inverse temperature with which the right leaves surprise least."""
    rows = np.arange(len(leaf))
    return min(
        SHARPNESS, key=lambda sharp: float(-np.log(softmax(sharp * logits)[rows, leaf] + _TINY).mean())
    )


def _claims(
    probabilities: Matrix, unsold: Matrix, leaf: NDArray[np.int64], fold: NDArray[np.int64]
) -> Iterable[GuardClaim]:
    """Sets whose threshold comes from the other folds, held against the views of each fold."""
    rows = np.arange(len(leaf))
    right = 1 - probabilities[rows, leaf]
    for coverage in CLAIMED_COVERAGES:
        others = [conformal_quantile(np.sort(right[fold != one]), coverage) for one in range(FOLDS)]
        limit = np.array(others)[fold][:, None]
        inside, inside_unsold = (
            (1 - one <= limit) | (one.argmax(axis=1)[:, None] == np.arange(one.shape[1]))
            for one in (probabilities, unsold)
        )
        yield GuardClaim(
            coverage,
            float(inside[rows, leaf].mean()),
            float(inside_unsold[rows, leaf].mean()),
            float(inside.sum(axis=1).mean()),
            len(leaf),
        )
