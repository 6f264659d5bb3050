"""What a trained network makes of the photos of a bank, and how well that finds products it never saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.evaluate.bootstrap import Interval, interval
from gumsole.records import RGB, Matrix, Vector
from tools.training.bank import ALTERED, CENTER, NEVER_HELD_OUT, WHOLE, Bank, Maps, product_looks
from tools.training.recipe import Source

RANKS = (1, 5, 10)
NEAREST = 10  # photos that precision by category looks at
ALTERED_LOOKS = 4  # altered views of each catalog photo: more took longer than the tricks were worth

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Embeddings of every photo of a bank by one network, (photos, d) each.

    Attributes
    ----------
    whole, center : ndarray
        Of the two looks that the product takes.
    altered : ndarray
        Sums of those of a few altered views; zeros where none were looked at.
    """

    whole: Matrix
    center: Matrix
    altered: Matrix


Network = Callable[[Maps], Matrix]
# Similarity of some photos (n,) to others (m,) by one network: a trick is a way to compute it.
Similarity = Callable[[Looks, Matrix, Indices, Indices], Matrix]


def look(bank: Bank, network: Network, fold: int, *, altered: bool = True) -> Looks:
    """Embed what is needed to ask about the products of a fold, from the maps of a bank.

    Parameters
    ----------
    altered : bool
        Whether altered views of catalog photos are wanted too.
    """
    sums: dict[int, Matrix] = {}
    needed = _needed(bank, fold)
    if not altered:
        needed[ALTERED] = np.zeros_like(needed[ALTERED])
    for kind, photos in needed.items():
        views = np.flatnonzero((bank.kind == kind) & photos[bank.photo])
        if kind == ALTERED:
            views = views[_place_in_run(bank.photo[views]) < ALTERED_LOOKS]
        embeddings = network(bank.maps[views])
        sums[kind] = np.zeros((len(bank.photos), embeddings.shape[1]), np.float32)
        np.add.at(sums[kind], bank.photo[views], embeddings)
    return Looks(sums[WHOLE], _second(sums[CENTER], sums[WHOLE]), sums[ALTERED])


def look_again(bank: Bank, networks: Sequence[Callable[[RGB], Vector]], fold: int) -> list[Looks]:
    """The same by each of some networks from the photos themselves, altered views apart."""
    needed = _needed(bank, fold)
    found = {
        kind: [[np.zeros(0, np.float32)] * len(bank.photos) for _ in networks] for kind in (WHOLE, CENTER)
    }
    for index in np.flatnonzero(needed[WHOLE]).tolist():
        for kind, rgb in zip((WHOLE, CENTER), product_looks(bank.photos[index].path)[0], strict=False):
            if needed[kind][index]:
                for rows, network in zip(found[kind], networks, strict=True):
                    rows[index] = network(rgb)
    wholes, centers = ([_stacked(rows) for rows in found[kind]] for kind in (WHOLE, CENTER))
    return [
        Looks(whole, _second(center, whole), np.zeros_like(whole))
        for whole, center in zip(wholes, centers, strict=True)
    ]


def _needed(bank: Bank, fold: int) -> dict[int, NDArray[np.bool_]]:
    """Of which photos each kind of view is needed.

    That is the catalog, whole and altered; the two looks at each held-out query; and whole photos of what has
    no catalog and is compared with its like.
    """
    shown = np.array([photo.shown for photo in bank.photos])
    asked = np.array([photo.fold == fold and not photo.shown for photo in bank.photos])
    sold = {photo.product for photo in bank.photos if photo.shown}
    alike = np.array([photo.product not in sold and photo.fold != NEVER_HELD_OUT for photo in bank.photos])
    return {WHOLE: shown | asked | alike, CENTER: asked, ALTERED: shown}


def _second(center: Matrix, whole: Matrix) -> Matrix:
    """Second looks; photos too small for one have none, and the product takes the first for both."""
    return np.where(center.any(axis=1, keepdims=True), center, whole)


def _stacked(rows: Sequence[Vector]) -> Matrix:
    """Rows with zeros where there is none."""
    width = max(len(row) for row in rows)
    return np.stack([row if len(row) else np.zeros(width, np.float32) for row in rows])


def _place_in_run(values: Indices) -> Indices:
    """How many equal values stand right before each."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(starts, append=len(values)))


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What held-out queries of one source found.

    Attributes
    ----------
    found : ndarray of shape (queries, figures)
        Whether the product was first, in 5, in 10; or one figure, the precision by category.
    products : sequence of str
        What each query is about.
    """

    found: NDArray[np.float64]
    products: Sequence[str]

    def figures(self, other: Outcome | None = None) -> list[Interval]:
        """Each figure with its interval, or its difference to that of another outcome."""
        values = self.found if other is None else self.found - other.found
        return [interval(column, self.products) for column in values.T]


def outcomes(
    bank: Bank, sources: Mapping[str, Source], looks: Mapping[int, Looks], similarity: Similarity
) -> dict[str, Outcome]:
    """What the held-out queries of each source find in the whole catalog of its kin.

    Parameters
    ----------
    looks : mapping of fold to Looks
        By the network that never saw the products of that fold.
    """
    kins = np.array([sources[photo.source].kin for photo in bank.photos])
    shown = np.array([photo.shown for photo in bank.photos])
    folds = np.array([photo.fold for photo in bank.photos])
    origin = np.array([photo.source for photo in bank.photos])
    products = np.array([photo.product for photo in bank.photos])
    found = {}
    for source in dict.fromkeys(origin.tolist()):
        catalog = np.flatnonzero((kins == sources[source].kin) & shown)
        judge = _products if len(catalog) else _categories
        others = catalog if len(catalog) else np.flatnonzero(origin == source)
        parts, asked_of = [], []
        for fold, by in looks.items():
            asked = np.flatnonzero((origin == source) & ~shown & (folds == fold))
            asked = asked[np.isin(products[asked], products[catalog])] if len(catalog) else asked
            if len(asked):
                parts.append(judge(bank, by, similarity, asked, others))
                asked_of += products[asked].tolist()
        if parts:
            found[source] = Outcome(np.concatenate(parts), asked_of)
    return found


def _products(
    bank: Bank, looks: Looks, similarity: Similarity, asked: Indices, shown: Indices
) -> NDArray[np.float64]:
    names = np.array([photo.product for photo in bank.photos])
    ranks = ranks_of(similarity(looks, bank.colors, asked, shown), names[asked], names[shown])
    return np.stack([ranks < k for k in RANKS], axis=1).astype(np.float64)


def ranks_of(similarity: Matrix, wanted: NDArray[np.str_], shown: NDArray[np.str_]) -> Indices:
    """For each query whose label is shown at all, how many other labels come before its own."""
    labels, column = np.unique(shown, return_inverse=True)
    best = np.full((len(labels), len(similarity)), -np.inf, np.float32)
    np.maximum.at(best, column, similarity.T)
    answerable = np.isin(wanted, labels)
    own = best[np.searchsorted(labels, wanted[answerable]), answerable]
    return np.asarray((best[:, answerable] > own).sum(axis=0), np.int64)


def _categories(
    bank: Bank, looks: Looks, similarity: Similarity, asked: Indices, others: Indices
) -> NDArray[np.float64]:
    names = np.array([photo.category for photo in bank.photos])
    alike = similarity(looks, bank.colors, asked, others)
    alike[asked[:, None] == others[None]] = -np.inf
    nearest = np.argsort(-alike, axis=1)[:, :NEAREST]
    return np.asarray((names[others][nearest] == names[asked][:, None]).mean(axis=1, keepdims=True))
