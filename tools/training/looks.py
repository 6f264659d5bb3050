"""What a trained network makes of the photos of a bank, and how well that finds products it never saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.evaluate.bootstrap import Interval, interval
from gumsole.images.domain import domain_of
from gumsole.records import Matrix
from tools.encoder.projection import units
from tools.encoder.score import RANKS, ranks_of
from tools.training.bank import CENTER, WHOLE, Bank, Maps
from tools.training.recipe import Source

# Weight of the color channel beside the embedding, as the product has it by default.
COLOR_WEIGHT = 0.15
NEAREST = 10  # photos that precision by category looks at

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Embeddings of every photo of a bank by one network, (photos, d) each."""

    whole: Matrix
    center: Matrix


Network = Callable[[Maps], Matrix]
# Similarity of some photos (n,) to others (m,) by one network: a trick is a way to compute it.
Similarity = Callable[[Looks, Matrix, Indices, Indices], Matrix]


def look(bank: Bank, network: Network) -> Looks:
    """Embed what the product would look at: each whole photo, and its center."""
    whole = network(bank.maps[bank.kind == WHOLE])
    center = whole.copy()  # photos too small for a second look have none
    of_center = bank.kind == CENTER
    center[bank.photo[of_center]] = network(bank.maps[of_center])
    return Looks(whole, center)


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


def _categories(
    bank: Bank, looks: Looks, similarity: Similarity, asked: Indices, others: Indices
) -> NDArray[np.float64]:
    names = np.array([photo.category for photo in bank.photos])
    alike = similarity(looks, bank.colors, asked, others)
    alike[asked[:, None] == others[None]] = -np.inf
    nearest = np.argsort(-alike, axis=1)[:, :NEAREST]
    return np.asarray((names[others][nearest] == names[asked][:, None]).mean(axis=1, keepdims=True))


def as_product(
    looks: Looks,
    colors: Matrix,
    asked: Indices,
    shown: Indices,
    *,
    color_weight: float = COLOR_WEIGHT,
    views: int = 2,
) -> Matrix:
    """Similarity as the product computes it: two looks at the query, means removed, color beside."""
    means = domain_of(looks.whole[shown], prior=np.zeros(looks.whole.shape[1], np.float32))
    query = looks.whole[asked] if views == 1 else units(looks.whole[asked] + looks.center[asked])
    shape = units(query - means.upload_mean) @ units(looks.whole[shown] - means.catalog_mean).T
    color = colors[asked] @ colors[shown].T
    return np.asarray((1 - color_weight) * shape + color_weight * color, np.float32)
