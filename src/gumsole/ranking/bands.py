"""How close a hit is to what the photo shows, as a claim that can be checked.

Likeness alone says little: every shelf has something nearest. So each claim is judged by three things: how
alike the two are, how far ahead of every other group the candidate is, and how probable the guard holds its
category. What counts as enough was learned from the catalog (`learning.cutoffs`).
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.guard import pack, unpack
from gumsole.records import Band, BandClaim, Vector

# Of the file below; raised when an older program could not read it.
FORMAT = 1
# What is claimed, closest first; `OTHER` claims nothing.
CLAIMED = (Band.SAME, Band.CLOSE, Band.SIMILAR, Band.RELATED)
FEATURES = ("likeness", "lead", "category", "sibling")
# A product so far ahead of the next of its group stands alone, as one that has no siblings does.
ALONE = 0.3
# Probabilities below this are alike: a guard is wrong about one photo in some hundreds anyhow.
LEAST_PROBABILITY = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One question's candidates, one per product group, nearest first.

    Attributes
    ----------
    similarity, shape, color : ndarray of shape (n,), float32
        As in `Neighbors`.
    leaf : ndarray of shape (n,), int64
        Place of the candidate's category in the guard's, -1 where it knows none.
    probabilities : ndarray of shape (k,), float32
        Of the guard's categories for this photo.
    sibling : ndarray of shape (n,), float32, or None
        Likeness of the next nearest product of the candidate's own group, -1 where it has none; None where
        that is not known, and variants then count as alike.
    rival : ndarray of shape (n,), float32, or None
        Likeness of the nearest product of another group in the whole catalog, -1 where there is none; None
        where nothing was left out of the candidates.
    """

    similarity: Vector
    shape: Vector
    color: Vector
    leaf: NDArray[np.int64]
    probabilities: Vector
    sibling: Vector | None = None
    rival: Vector | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """What counts as close in one store.

    Attributes
    ----------
    claims : tuple of BandClaim
        Measured on views that the cut-offs were not learned from, of products the store has.
    color_weight : float
        Share of color in the likeness that was learned with; a question's own weight changes the order of
        hits, not what is claimed of them.
    top_of : ndarray of shape (k,), int64
        Top-level category of each of the guard's categories.
    weights : ndarray of shape (4, 4), float64
        Of `FEATURES` for each claimed band, at least 0.
    cuts : ndarray of shape (t + 1, 4), float64
        Least weighted sum that reaches each band, where the nearest candidate is of top-level category t;
        the last row where it is of none.
    refused : float
        Share of views that reached neither `CLOSE` nor `SAME` once their product group was taken away.
    """

    claims: tuple[BandClaim, ...]
    color_weight: float
    top_of: NDArray[np.int64]
    weights: NDArray[np.float64]
    cuts: NDArray[np.float64]
    refused: float = 1.0

    @classmethod
    def blind(cls) -> Self:
        """Of a store that nothing could be learned from: claims nothing."""
        reached_by_none = np.full((1, len(CLAIMED)), np.inf)
        weights = np.zeros((len(CLAIMED), len(FEATURES)))
        return cls((), 0.0, np.zeros(0, np.int64), weights, reached_by_none)

    def assign(self, seen: Seen) -> NDArray[np.int8]:
        """Band of each candidate, (n,) int8; within one category never closer for a farther candidate."""
        if not len(seen.similarity):
            return np.zeros(0, np.int8)
        values = features(seen, self.top_of, self.color_weight)
        scores = np.einsum("nbf,bf->nb", values, self.weights)
        cuts = self.cuts[top_of_nearest(seen.leaf, self.top_of)]
        return _monotone(banded(scores >= cuts), seen.leaf)

    def to_bytes(self) -> bytes:
        """The bands as a file of arrays, without pickles."""
        return pack(
            FORMAT,
            {
                "claims": np.array([astuple(claim) for claim in self.claims], np.float64).reshape(-1, 5),
                "numbers": np.array([self.color_weight, self.refused]),
                "top_of": self.top_of,
                "weights": self.weights,
                "cuts": self.cuts,
            },
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Bands from `to_bytes`.

        Raises
        ------
        BrokenStore
            If the bytes are damaged, or of a newer version.
        """
        arrays = unpack(data, FORMAT, ("claims", "numbers", "top_of", "weights", "cuts"))
        claims = tuple(
            BandClaim(Band(int(band)), precision, low, high, int(pairs))
            for band, precision, low, high, pairs in arrays["claims"].tolist()
        )
        color_weight, refused = arrays["numbers"].tolist()
        return cls(claims, color_weight, arrays["top_of"], arrays["weights"], arrays["cuts"], refused)


def top_of_nearest(leaf: NDArray[np.int64], top_of: NDArray[np.int64]) -> int:
    """Top-level category of the nearest candidate, -1 where it is of none: what kind of question this is."""
    return int(top_of[leaf[0]]) if len(leaf) and 0 <= leaf[0] < len(top_of) else -1


def features(seen: Seen, top_of: NDArray[np.int64], color_weight: float) -> NDArray[np.float64]:
    """What claims are judged by, (n, 4, 4): likeness, lead over other groups, category, lead over siblings.

    The category counts by the logarithm of its probability: for `RELATED` that of the top-level category, for
    the closer bands that of the leaf. Siblings, other products of the same group, matter to `SAME` alone.
    """
    likeness = ((1 - color_weight) * seen.shape + color_weight * seen.color).astype(np.float64)
    first, second = np.sort(np.append(likeness, [-1.0, -1.0]))[-1:-3:-1]
    rival = np.where(likeness < first, first, second)
    lead = likeness - (rival if seen.rival is None else np.maximum(rival, seen.rival))
    tops = np.bincount(top_of, seen.probabilities, minlength=1) if len(top_of) else np.zeros(1)
    known = (seen.leaf >= 0) & (seen.leaf < len(top_of))
    leaf = np.where(known, seen.leaf, 0)
    of_leaf = np.where(known, seen.probabilities[leaf] if len(top_of) else 0.0, 0.0)
    of_top = np.where(known, tops[top_of[leaf]] if len(top_of) else 0.0, 0.0)
    values = np.zeros((len(likeness), len(CLAIMED), len(FEATURES)))
    values[:, :, 0], values[:, :, 1] = likeness[:, None], lead[:, None]
    values[:, :, 2] = np.log(np.maximum(of_leaf, LEAST_PROBABILITY))[:, None]
    values[:, CLAIMED.index(Band.RELATED), 2] = np.log(np.maximum(of_top, LEAST_PROBABILITY))
    if seen.sibling is not None:
        values[:, Band.SAME, 3] = np.clip(likeness - seen.sibling, 0.0, ALONE)
    return values


def banded(reached: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The closest claim that holds, (n,) int8, from claims (n, 4); `SAME` needs `CLOSE` too."""
    reached = reached.copy()
    reached[:, 0] &= reached[:, 1]
    found = np.where(reached.any(axis=1), reached.argmax(axis=1), int(Band.OTHER))
    return found.astype(np.int8)


def _monotone(band: NDArray[np.int8], leaf: NDArray[np.int64]) -> NDArray[np.int8]:
    """Within a leaf, nothing closer than what stands before it."""
    order = np.argsort(leaf, kind="stable")
    steps = np.cumsum(np.append(0, np.diff(leaf[order]) != 0)) * (int(Band.OTHER) + 1)
    worst = np.maximum.accumulate(band[order] + steps) - steps
    result = np.empty_like(band)
    result[order] = worst
    return result
