"""How many products are found with a projection that never saw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.images.domain import domain_of
from gumsole.records import Matrix
from tools.encoder.features import Looks
from tools.encoder.projection import Projection, Recipe, fit, merged, units

FOLDS = 3
RANKS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Score:
    """Share of queries whose product is among the first 1, 5 and 10; or mean precision of the first 10."""

    name: str
    mode: str
    shares: tuple[float, ...]
    queries: int


def score(sets: Sequence[Looks], index: int, recipe: Recipe) -> Iterator[Score]:
    """Scores of one of the sets: bare, projected, and projected with two views of each query.

    The projection is fitted on the other sets and on the other folds of this one.
    """
    looks = sets[index]
    folds = fold_of(looks)
    fitted = [_without(sets, index, folds == fold, recipe) for fold in range(folds.max() + 1)]
    for mode, projections, two_views in (
        ("bare", None, False),
        ("projected", fitted, False),
        ("projected, two views", fitted, True),
    ):
        similarity = np.empty((len(folds), len(folds)), np.float32)
        for fold in range(folds.max() + 1):
            mine = folds == fold
            projection = projections[fold] if projections else None
            similarity[mine] = _similarity(looks, mine, projection, two_views=two_views)
        yield from _shares(looks, similarity, mode)


def fold_of(looks: Looks) -> NDArray[np.int64]:
    """Fold of each photo: by store where a set has several, else by product; one where nothing repeats."""
    by_store = len({shot.source for shot in looks.shots}) > 1
    # What stands before the first space names the house; its stores share a style.
    keys = [shot.source.split()[0] if by_store else shot.product for shot in looks.shots]
    known = sorted(set(keys))
    if len(known) == len(keys):
        return np.zeros(len(keys), np.int64)
    order = dict(zip(known, np.random.default_rng(0).permutation(len(known)) % FOLDS, strict=True))
    return np.array([order[key] for key in keys], np.int64)


def _without(sets: Sequence[Looks], index: int, held_out: NDArray[np.bool_], recipe: Recipe) -> Projection:
    own = sets[index].labeled().part(~held_out)
    others = [(looks.folder.name, looks.labeled()) for i, looks in enumerate(sets) if i != index]
    if len(own.products):
        others.append((sets[index].folder.name, own))
    return fit(merged(others), recipe)


def _similarity(
    looks: Looks, mine: NDArray[np.bool_], projection: Projection | None, *, two_views: bool
) -> Matrix:
    """Of the photos in `mine` to all photos of the set, as the product compares them."""
    if projection is None:
        return units(looks.whole[mine]) @ units(looks.whole).T
    catalog = projection.apply(looks.whole)
    query = catalog[mine]
    if two_views:
        query = units(query + projection.apply(looks.center[mine]))
    shown = np.array([shot.role == "catalog" for shot in looks.shots])
    prior = np.zeros(projection.dimension, np.float32)
    means = domain_of(catalog[shown] if shown.any() else catalog, prior=prior)
    return units(query - means.upload_mean) @ units(catalog - means.catalog_mean).T


def _shares(looks: Looks, similarity: Matrix, mode: str) -> Iterator[Score]:
    name = f"{looks.folder.parent.name}/{looks.folder.name}"
    shown = np.array([shot.role == "catalog" for shot in looks.shots])
    if not shown.any():
        labels = np.array([shot.category for shot in looks.shots])
        yield Score(f"{name}, category p10", mode, (precision(similarity, labels),), len(labels))
        return
    for by in ("product", "group"):
        labels = np.array([getattr(shot, by) for shot in looks.shots])
        ranks = ranks_of(similarity[~shown][:, shown], labels[~shown], labels[shown])
        yield Score(f"{name}, {by}", mode, tuple(float((ranks < k).mean()) for k in RANKS), len(ranks))


def ranks_of(similarity: Matrix, wanted: NDArray[np.str_], shown: NDArray[np.str_]) -> NDArray[np.int64]:
    """For each query whose label is shown at all, how many other labels come before its own."""
    labels, column = np.unique(shown, return_inverse=True)
    best = np.full((len(labels), len(similarity)), -np.inf, np.float32)
    np.maximum.at(best, column, similarity.T)
    answerable = np.isin(wanted, labels)
    own = best[np.searchsorted(labels, wanted[answerable]), answerable]
    return np.asarray((best[:, answerable] > own).sum(axis=0), np.int64)


def precision(similarity: Matrix, labels: NDArray[np.str_]) -> float:
    """Mean share of each photo's ten nearest others that have its label."""
    others = similarity.copy()
    np.fill_diagonal(others, -np.inf)
    nearest = np.argsort(-others, axis=1)[:, :10]
    return float((labels[nearest] == labels[:, None]).mean())
