"""Unit vectors as bytes, and how far a score on bytes can be from the true one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Matrix, Vector, VectorQuery

Bytes = NDArray[np.uint8]

# Codes are signed steps in [-127, 127], stored with 128 added, as faiss' QT_8bit_direct_signed reads them.
STEPS = 127
OFFSET = 128

# A component of a randomly rotated unit vector has deviation 1/sqrt(d); one in 5e8 lies beyond six of them.
DEVIATIONS = 6.0

# Float32 sums of up to a few thousand products of unit vectors are this exact.
ROUNDING = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class QueryCode:
    """A query as the codes are scored with.

    Attributes
    ----------
    steps : ndarray of shape (dimension + color_dimension,), float32
        Whole numbers in [-127, 127].
    unit : float
        A dot product of steps and codes times this is a similarity.
    error : float
        No similarity of that kind is farther than this from the true one, for rows without a residue.
    weights : tuple of float
        What a row's residue in each channel may add to `error`.
    """

    steps: Vector
    unit: float
    error: float
    weights: tuple[float, float]

    def bound(self, residues: tuple[float, float]) -> float:
        """Largest difference from the true similarity, for rows with residues up to these."""
        return self.error + self.weights[0] * residues[0] + self.weights[1] * residues[1]


@dataclass(frozen=True, slots=True, eq=False)
class Quantizer:
    """Both channels, each turned by a fixed random rotation so that no component stands out.

    Attributes
    ----------
    shape_turn, color_turn : ndarray of shape (d, d), float32
        Orthogonal.
    """

    shape_turn: Matrix
    color_turn: Matrix

    @classmethod
    def of(cls, dimension: int, color_dimension: int) -> Quantizer:
        """The quantizer of new indexes; a snapshot keeps its own."""
        return cls(_rotation(dimension), _rotation(color_dimension))

    def encode(self, shape: Matrix, color: Matrix) -> tuple[Bytes, tuple[float, float]]:
        """Codes of some rows, and the largest residue of each channel.

        Parameters
        ----------
        shape, color : ndarray of shape (n, dimension) and (n, color_dimension), float32
            Unit length or zero.

        Returns
        -------
        codes : ndarray of shape (n, dimension + color_dimension), uint8
        residues : tuple of float
            Largest Euclidean distance of a row from what its codes stand for.
        """
        codes, residues = [], []
        for rows, turn in ((shape, self.shape_turn), (color, self.color_turn)):
            scale = _scale(len(turn))
            turned = rows @ turn
            steps = np.clip(np.rint(turned * scale), -STEPS, STEPS)
            gaps = turned - steps / scale
            residues.append(float(np.sqrt(np.einsum("ij,ij->i", gaps, gaps).max(initial=0.0))))
            codes.append((steps + OFFSET).astype(np.uint8))
        return np.concatenate(codes, axis=1), (residues[0], residues[1])

    def query(self, query: VectorQuery) -> QueryCode:
        """A query in steps: its parts weighted, so that one dot product is the similarity."""
        weights = (1.0 - query.color_weight, query.color_weight)
        scales = (_scale(len(self.shape_turn)), _scale(len(self.color_turn)))
        parts = (
            weights[0] / scales[0] * (query.embedding @ self.shape_turn),
            weights[1] / scales[1] * (query.color @ self.color_turn),
        )
        unit = max(float(np.abs(np.concatenate(parts)).max(initial=0.0)) / STEPS, 1e-12)
        steps = [np.rint(part / unit) for part in parts]
        lost = [
            float(np.linalg.norm(part - step * unit)) * scale
            for part, step, scale in zip(parts, steps, scales, strict=True)
        ]
        lengths = [float(np.linalg.norm(vector)) for vector in (query.embedding, query.color)]
        return QueryCode(
            np.concatenate(steps).astype(np.float32),
            unit,
            lost[0] + lost[1] + ROUNDING,
            (weights[0] * lengths[0] + lost[0], weights[1] * lengths[1] + lost[1]),
        )


def _scale(dimension: int) -> float:
    """Steps per unit of a component."""
    return STEPS / min(1.0, DEVIATIONS / math.sqrt(max(dimension, 1)))


@cache
def _rotation(dimension: int) -> Matrix:
    rng = np.random.default_rng(dimension)
    return np.linalg.qr(rng.normal(size=(dimension, dimension)))[0].astype(np.float32)
