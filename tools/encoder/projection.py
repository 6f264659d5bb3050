"""The linear map from pooled features to the embedding: what tells products apart, and little else.

Within-product whitening with shrinkage, then principal axes: a regularized form of linear discriminant
analysis (Fisher 1936; Friedman 1989), after the shift between catalog photos and uploads has been removed.
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
        return units(np.asarray(units(features) @ self.matrix.T + self.bias, np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Labeled:
    """Features of one set of photos.

    Attributes
    ----------
    features : ndarray of shape (n, 1280), float32
        Pooled.
    products : ndarray of shape (n,), str
        The category instead, where no product of the set has two photos.
    upload : ndarray of shape (n,), bool
    """

    features: Matrix
    products: NDArray[np.str_]
    upload: NDArray[np.bool_]

    def part(self, keep: NDArray[np.bool_]) -> Labeled:
        """The photos where `keep` is true."""
        return Labeled(self.features[keep], self.products[keep], self.upload[keep])


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

    1. Directions that tell uploads from catalog photos are removed (nuisance attribute projection, Solomonoff
       et al. 2005), so that a photo of either kind lands in the same place.
    2. What varies within a product is damped: whitening by the within-product scatter, shrunk to identity.
    3. Of what is left, the axes along which catalog photos vary most are kept. Uploads vary with their
       surroundings too, so they count only in sets that have nothing else.

    Each set counts the same, whatever its size.
    """
    clean = _removal(sets)
    rows = [_centered(data) @ clean for data in sets]
    spread = _mean([_unit_trace(r[_shown(data)]) for r, data in zip(rows, sets, strict=True)])
    residuals = [_residuals(r, data.products) for r, data in zip(rows, sets, strict=True)]
    within = _mean([_unit_trace(residual) for residual in residuals if len(residual)])
    whitening = _whitening(within, recipe)
    values, axes = np.linalg.eigh(whitening.T @ spread @ whitening)
    best = np.argsort(values)[::-1][: recipe.dimension]
    matrix = (clean @ whitening @ axes[:, best]).T
    matrix /= np.sqrt(np.square(matrix).sum(axis=1).mean())
    return Projection(matrix.astype(np.float32), np.zeros(recipe.dimension, np.float32))


def _removal(sets: Sequence[Labeled]) -> Scatter:
    """Projection onto what is orthogonal to every shift from catalog photos to uploads.

    A set with both kinds gives its own shift; one with uploads alone gives the shift from the mean of all
    catalog photos.
    """
    shown = [units(data.features[~data.upload]).mean(axis=0) for data in sets if not data.upload.all()]
    shifts = []
    for data in sets:
        if data.upload.any():
            own = (
                units(data.features[~data.upload]).mean(axis=0)
                if not data.upload.all()
                else np.mean(shown, axis=0)
            )
            shifts.append(units(data.features[data.upload]).mean(axis=0) - own)
    if not shown or not shifts:
        return np.eye(sets[0].features.shape[1])
    basis, _ = np.linalg.qr(np.stack(shifts, axis=1).astype(np.float64))
    return np.asarray(np.eye(len(basis)) - basis @ basis.T, np.float64)


def _shown(data: Labeled) -> NDArray[np.bool_]:
    """Which photos say how products differ: those of the catalog, or all where there are none."""
    return data.upload if data.upload.all() else ~data.upload


def _centered(data: Labeled) -> NDArray[np.float64]:
    """Unit features less the mean of their own kind, upload or catalog."""
    features = units(data.features).astype(np.float64)
    for kind in (data.upload, ~data.upload):
        if kind.any():
            features[kind] -= features[kind].mean(axis=0)
    return features


def _whitening(within: Scatter, recipe: Recipe) -> NDArray[np.float64]:
    values, axes = np.linalg.eigh(within)
    shrunk = np.maximum(values, 0) * (1 - recipe.shrinkage) + recipe.shrinkage / len(within)
    return np.asarray(axes * shrunk ** (-recipe.power / 2), np.float64)


def _residuals(rows: NDArray[np.float64], products: NDArray[np.str_]) -> NDArray[np.float64]:
    """What is left of rows less the mean of their product, products with two photos or more."""
    _, product, count = np.unique(products, return_inverse=True, return_counts=True)
    means = np.zeros((len(count), rows.shape[1]))
    np.add.at(means, product, rows)
    residuals: NDArray[np.float64] = (rows - (means / count[:, None])[product])[count[product] > 1]
    return residuals


def _unit_trace(rows: NDArray[np.float64]) -> Scatter:
    scatter: Scatter = rows.T @ rows
    scatter /= np.trace(scatter)
    return scatter


def _mean(scatters: Sequence[Scatter]) -> Scatter:
    return np.asarray(np.mean(scatters, axis=0), np.float64)


def units(rows: Matrix) -> Matrix:
    """Rows at length 1, float32."""
    directions: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return directions
