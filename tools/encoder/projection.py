"""The linear map from pooled features to the embedding: what tells products apart, with little of what does not.

Within-class whitening with shrinkage followed by principal axes, a regularized form of linear discriminant
analysis (Fisher 1936; Friedman 1989). "Class" is a product. Uploads and catalog photos are each centered on
their own mean first, since the product subtracts those means too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Matrix, Vector

Scatter = NDArray[np.float64]  # (f, f), symmetric, trace 1


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """embedding = unit(matrix @ unit(pooled) + bias).

    Attributes
    ----------
    matrix : ndarray of shape (d, 1280), float32
    bias : ndarray of shape (d,), float32
    """

    matrix: Matrix
    bias: Vector

    @property
    def dimension(self) -> int:
        """Length of the embedding."""
        return int(self.matrix.shape[0])

    def apply(self, features: Matrix) -> Matrix:
        """Unit embeddings, (n, d), of pooled features, (n, 1280)."""
        return units(units(features) @ self.matrix.T + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class Labeled:
    """Features of one set of photos.

    Attributes
    ----------
    features : ndarray of shape (n, 1280), float32
        Pooled.
    products : ndarray of shape (n,), str
    upload : ndarray of shape (n,), bool
    """

    features: Matrix
    products: NDArray[np.str_]
    upload: NDArray[np.bool_]

    def centered(self) -> NDArray[np.float64]:
        """Unit features less the mean of their own kind, upload or catalog."""
        features = units(self.features).astype(np.float64)
        for kind in (self.upload, ~self.upload):
            if kind.any():
                features[kind] -= features[kind].mean(axis=0)
        return features


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a projection is fitted.

    Attributes
    ----------
    dimension : int
        Of the embedding.
    shrinkage : float
        Share of the identity in the within-product scatter, in [0, 1].
    power : float
        Exponent of the whitening, in [0, 1]: 0 is none, 1 is complete.
    """

    dimension: int = 256
    shrinkage: float = 0.6
    power: float = 0.5


def fit(sets: Sequence[Labeled], recipe: Recipe) -> Projection:
    """Fit a projection in which photos of one product are near and others far.

    Each set counts the same, whatever its size. Sets in which no product has two photos say how photos differ
    but not what a product is.
    """
    spread = _mean([_unit_trace(data.centered()) for data in sets])
    within = _mean([_unit_trace(rest) for data in sets if len(rest := _residuals(data))])
    whitening = _whitening(within, recipe)
    values, axes = np.linalg.eigh(whitening.T @ spread @ whitening)
    best = np.argsort(values)[::-1][: recipe.dimension]
    matrix = (whitening @ axes[:, best]).T
    matrix /= np.sqrt(np.square(matrix).sum(axis=1).mean())
    return Projection(matrix.astype(np.float32), np.zeros(recipe.dimension, np.float32))


def _whitening(within: Scatter, recipe: Recipe) -> NDArray[np.float64]:
    values, axes = np.linalg.eigh(within)
    shrunk = np.maximum(values, 0) * (1 - recipe.shrinkage) + recipe.shrinkage / len(within)
    whitening: NDArray[np.float64] = axes * shrunk ** (-recipe.power / 2)
    return whitening


def _residuals(data: Labeled) -> NDArray[np.float64]:
    """What is left of features less the mean of their product, products with two photos or more."""
    features = data.centered()
    _, product, count = np.unique(data.products, return_inverse=True, return_counts=True)
    means = np.zeros((len(count), features.shape[1]))
    np.add.at(means, product, features)
    residuals: NDArray[np.float64] = (features - (means / count[:, None])[product])[count[product] > 1]
    return residuals


def _unit_trace(rows: NDArray[np.float64]) -> Scatter:
    scatter: Scatter = rows.T @ rows
    return scatter / np.trace(scatter)


def _mean(scatters: Sequence[Scatter]) -> Scatter:
    return np.asarray(np.mean(scatters, axis=0), np.float64)


def units(rows: Matrix) -> Matrix:
    """Rows at length 1, float32."""
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
