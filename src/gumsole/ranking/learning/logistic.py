"""Logistic regression with weights that are never negative."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Newton's steps; the likelihood is convex and seldom needs ten.
MAX_STEPS = 25
SETTLED = 1e-8
# Penalty on weights of features of variance 1: keeps separable lessons finite.
PENALTY = 1e-2


def fit_logistic(features: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights (f,), at least 0, of the features (n, f) that tell right from wrong best; no intercept.

    A feature whose weight comes out negative is left out and the others are fitted again, so that more of
    any feature never speaks against a claim.

    References
    ----------
    McCullagh, Nelder, "Generalized Linear Models", 1989 (iteratively reweighted least squares).
    """
    if not len(features):
        return np.zeros(features.shape[1])
    scale = features.std(axis=0)
    kept = np.flatnonzero(scale > 0)
    weights = np.zeros(features.shape[1])
    while len(kept):
        found = _newton((features[:, kept] - features[:, kept].mean(axis=0)) / scale[kept], right)
        if found.min() >= 0:
            weights[kept] = found / scale[kept]
            break
        kept = kept[found > found.min()]
    return weights


def _newton(features: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    columns = np.column_stack([features, np.ones(len(features))])
    penalty = PENALTY * np.eye(columns.shape[1])
    weights = np.zeros(columns.shape[1])
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        hessian = (columns * (chance * (1 - chance))[:, None]).T @ columns + penalty
        step = np.linalg.solve(hessian, columns.T @ (right - chance) - penalty @ weights)
        weights += step
        if np.abs(step).max() < SETTLED:
            break
    return weights[:-1]
