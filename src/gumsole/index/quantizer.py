"""Unit vectors as bytes, and how far a score on bytes can be from the true one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Matrix, Vector, VectorQuery

Bytes = NDArray[np.uint8]

# Codes are signed steps in [-127, 127], stored with 128 added, as faiss' QT_8bit_direct_signed reads them.
STEPS = 127

# faiss scores bytes by whole registers: 100,000 rows of 325 take 31 ms, of 352 take 3.3 (AVX2).
REGISTER = 32

OFFSET = 128

# A component of a randomly turned unit vector is nearly normal with deviation 1/sqrt(d): one in 5e8 lies
# beyond six of them, and is clipped.
CLIPPED_AT = 6.0

# So is the product of a rounding error with a vector turned at random. One row in two million is off by more
# than five deviations, and it matters only if it stands at the very end of an answer.
DEVIATIONS = 5.0

# Float32 sums of up to a few thousand products of unit vectors are this exact.
ROUNDING = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class QueryCode:
    """A query as codes are scored with.

    Attributes
    ----------
    steps : ndarray of shape (sum of widths,), float32
        The turned query, rounded to whole numbers in [-127, 127].
    unit : float
        A dot product of steps and codes times this is nearly a similarity.
    widths : tuple of int
        Of the two channels.
    lengths, lost : tuple of float
        Per channel, the length of the weighted part and of what rounding took from it.
    """

    steps: Vector
    unit: float
    widths: tuple[int, int]
    lengths: tuple[float, float]
    lost: tuple[float, float]

    def bound(self, residues: Sequence[float]) -> float:
        """Largest difference from the true similarity, for rows with residues up to these.

        The smaller of what Cauchy and Schwarz allow and of `DEVIATIONS` for errors in random directions.
        """
        errors = [
            (error, dimension)
            for length, lost, residue, dimension in zip(
                self.lengths, self.lost, residues, self.widths, strict=True
            )
            for error in (length * residue, lost * (1 + residue))
        ]
        certain = sum(error for error, _ in errors)
        likely = DEVIATIONS * math.sqrt(sum(error * error / dimension for error, dimension in errors))
        return min(certain, likely) + ROUNDING


@dataclass(frozen=True, slots=True, eq=False)
class Quantizer:
    """Both channels, each turned by a fixed random rotation so that no component stands out.

    Attributes
    ----------
    shape_turn : ndarray of shape (d, d), float32
        Orthogonal.
    color_turn : ndarray of shape (c, w), float32, w >= c
        Orthonormal rows, into so many components that both channels together fill whole registers.
    """

    shape_turn: Matrix
    color_turn: Matrix

    @classmethod
    def of(cls, dimension: int, color_dimension: int) -> Quantizer:
        """The quantizer of new indexes; a snapshot keeps its own."""
        spare = -(dimension + color_dimension) % REGISTER
        return cls(_rotation(dimension), _rotation(color_dimension + spare)[:color_dimension])

    @property
    def dimensions(self) -> tuple[int, int]:
        """Of the two channels, as vectors."""
        return len(self.shape_turn), len(self.color_turn)

    @property
    def widths(self) -> tuple[int, int]:
        """Of the two channels, as codes."""
        return self.shape_turn.shape[1], self.color_turn.shape[1]

    def encode(self, shape: Matrix, color: Matrix) -> tuple[Bytes, tuple[float, float]]:
        """Codes of some rows, and the largest residue of each channel.

        Parameters
        ----------
        shape, color : ndarray of shape (n, dimension) and (n, color_dimension), float32
            Unit length or zero.

        Returns
        -------
        codes : ndarray of shape (n, sum of widths), uint8
        residues : tuple of float
            Largest Euclidean distance of a row from what its codes stand for.
        """
        turned = np.concatenate([shape @ self.shape_turn, color @ self.color_turn], axis=1)
        scales = _scales(*self.widths)
        steps = np.clip(np.rint(turned * scales), -STEPS, STEPS)
        gaps = np.square(turned - steps / scales)
        cut = self.widths[0]
        largest = [float(half.sum(axis=1).max(initial=0.0)) for half in (gaps[:, :cut], gaps[:, cut:])]
        return (steps + OFFSET).astype(np.uint8), (math.sqrt(largest[0]), math.sqrt(largest[1]))

    def decode(self, codes: Bytes) -> Matrix:
        """Turned vectors that codes stand for, both channels in one row."""
        return (codes.astype(np.float32) - OFFSET) / _scales(*self.widths)

    def turned(self, query: VectorQuery) -> Vector:
        """A query's parts turned and weighted, so that one dot product is the similarity."""
        weight = query.color_weight
        parts = [(1 - weight) * (query.embedding @ self.shape_turn), weight * (query.color @ self.color_turn)]
        return np.concatenate(parts).astype(np.float32)

    def coded(self, turned: Vector) -> QueryCode:
        """A turned query in steps."""
        scales, cut = _scales(*self.widths), self.widths[0]
        scaled = turned / scales
        unit = float(np.abs(scaled).max(initial=0.0)) / STEPS or 1.0
        steps = np.rint(scaled / np.float32(unit))
        lost = turned - steps * scales * np.float32(unit)
        return QueryCode(
            steps,
            unit,
            self.widths,
            (_length(turned[:cut]), _length(turned[cut:])),
            (_length(lost[:cut]), _length(lost[cut:])),
        )


class Asked:
    """A query, turned and coded once, when a scan needs it."""

    def __init__(self, quantizer: Quantizer, query: VectorQuery) -> None:
        self._quantizer = quantizer
        self._query = query

    @cached_property
    def turned(self) -> Vector:
        """As tiers are asked."""
        return self._quantizer.turned(self._query)

    @cached_property
    def code(self) -> QueryCode:
        """As codes are asked."""
        return self._quantizer.coded(self.turned)


@cache
def _scales(*dimensions: int) -> Vector:
    """Steps per unit of each component."""
    scales = [STEPS / min(1.0, CLIPPED_AT / math.sqrt(max(dimension, 1))) for dimension in dimensions]
    return np.repeat(np.array(scales, np.float32), dimensions)


def _length(vector: Vector) -> float:
    return math.sqrt(float(vector @ vector))


@cache
def _rotation(dimension: int) -> Matrix:
    rng = np.random.default_rng(dimension)
    return np.linalg.qr(rng.normal(size=(dimension, dimension)))[0].astype(np.float32)
