"""What kind of thing a photo shows, in the store's own words.

A ridge classifier over the leaves of the store's tree, solved in closed form; its probabilities are set by
one temperature, and the sets of categories it gives hold the right one as often as they say: they are
conformal.

References
----------
Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", 2017 (temperature).
Sadinle, Lei, Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels", 2019 (the score,
one less the probability of the right category: of all sets of that coverage the smallest).
Vovk, "Cross-conformal predictors", 2015 (scores from folds, so that every product fits and judges).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery, BrokenStore
from gumsole.records import Matrix, Vector
from gumsole.records.ranking import CategoryGuess, Guess

# Of the file below; raised when an older program could not read it.
FORMAT = 2
DEFAULT_COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class GuardClaim:
    """What sets of one coverage reached on phone-like views that they were not calibrated on.

    Attributes
    ----------
    coverage, reached : float
        Asked for, and the share of views whose category was in the set; both in [0, 1].
    reached_unsold : float
        The same share for guards that had never seen a photo of the view's product group: what to expect of
        things the store does not sell.
    mean_size : float
        Categories in a set.
    views : int
        Behind these figures.
    """

    coverage: float
    reached: float
    reached_unsold: float
    mean_size: float
    views: int


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """Tells the leaves of one store's tree apart.

    Attributes
    ----------
    categories : tuple of paths
        Leaves of the store's own tree, sorted; a leaf of too few products stands under its parent's path.
    weights : ndarray of shape (d, k), float32
        Applied to centered unit embeddings of uploads.
    bias : ndarray of shape (k,), float32
    scores : ndarray of shape (n,), float32
        One less the probability of the right category, of views that the judging guard had not seen;
        ascending.
    claims : tuple of GuardClaim
        One for each coverage that was tried.
    """

    categories: tuple[tuple[str, ...], ...]
    weights: Matrix
    bias: Vector
    scores: Vector
    claims: tuple[GuardClaim, ...] = ()

    @classmethod
    def blind(cls, dimension: int) -> Self:
        """Of a store without categories: guesses nothing."""
        nothing = np.zeros(0, np.float32)
        return cls((), np.zeros((dimension, 0), np.float32), nothing, nothing)

    def probabilities(self, embedding: Vector) -> Vector:
        """How probable each category is, (k,) float32 that sum to 1.

        Parameters
        ----------
        embedding : ndarray of shape (d,), float32
            Of an upload, centered and unit length.
        """
        return softmax(embedding @ self.weights + self.bias)

    def guess(self, embedding: Vector, *, coverage: float = DEFAULT_COVERAGE) -> Guess:
        """The categories that hold the right one as often as asked; empty where nothing can be told apart.

        Raises
        ------
        BadQuery
            If the coverage is not between 0 and 1.
        """
        return self.guess_of(self.probabilities(embedding), coverage=coverage)

    def guess_of(self, probabilities: Vector, *, coverage: float = DEFAULT_COVERAGE) -> Guess:
        """As `guess`, from probabilities known already; the likeliest category is always in."""
        if not 0 < coverage < 1:
            raise BadQuery(f"coverage is a share between 0 and 1, got {coverage}")
        if len(self.categories) < 2 or not len(self.scores):
            return Guess()
        order = np.argsort(-probabilities, kind="stable")
        count = max(1, np.count_nonzero(1 - probabilities <= self.threshold(coverage)))
        return Guess(
            tuple(CategoryGuess(self.categories[at], float(probabilities[at])) for at in order[:count]),
            coverage,
        )

    def threshold(self, coverage: float) -> float:
        """Score up to which a category is in the set; infinite where there are too few scores for that."""
        return conformal_quantile(self.scores, coverage)

    def leaf_of(self, path: Sequence[str]) -> int:
        """Place in `categories` of a product's path: its own, else its nearest known ancestor's; else -1."""
        known = {category: at for at, category in enumerate(self.categories)}
        tries = (known.get(tuple(path[:length])) for length in range(len(path), 0, -1))
        return next((at for at in tries if at is not None), -1)

    def to_bytes(self) -> bytes:
        """The guard as a file of arrays, without pickles."""
        return pack(
            FORMAT,
            {
                "categories": np.frombuffer(json.dumps(self.categories).encode(), np.uint8),
                "weights": self.weights,
                "bias": self.bias,
                "scores": self.scores,
                "claims": np.array([astuple(claim) for claim in self.claims], np.float64).reshape(-1, 5),
            },
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """A guard from `to_bytes`.

        Raises
        ------
        BrokenStore
            If the bytes are damaged, or of a newer version.
        """
        arrays = unpack(data, FORMAT, ("categories", "weights", "bias", "scores", "claims"))
        categories = tuple(tuple(path) for path in json.loads(arrays["categories"].tobytes()))
        claims = tuple(
            GuardClaim(coverage, reached, unsold, mean_size, int(views))
            for coverage, reached, unsold, mean_size, views in arrays["claims"].tolist()
        )
        return cls(categories, arrays["weights"], arrays["bias"], arrays["scores"], claims)


def softmax(logits: Matrix) -> Matrix:
    """Probabilities along the last axis, float32; empty stays empty."""
    if not logits.shape[-1]:
        return logits.astype(np.float32)
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def conformal_quantile(scores: Vector, coverage: float) -> float:
    """The value that a fresh score stays at or below with probability `coverage`, whatever its distribution.

    Parameters
    ----------
    scores : ndarray of shape (n,), float32
        Ascending.

    Returns
    -------
    float
        The ceil((n + 1) * coverage)-th smallest (Vovk et al. 2005); infinite where n is smaller than that.
    """
    rank = int(np.ceil((len(scores) + 1) * coverage))
    return float(scores[rank - 1]) if rank <= len(scores) else np.inf


def pack(version: int, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Arrays and a version as one npz file."""
    file = io.BytesIO()
    members: dict[str, Any] = {"version": np.array(version), **arrays}
    np.savez_compressed(file, **members)
    return file.getvalue()


def unpack(data: bytes, version: int, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Arrays from `pack`.

    Raises
    ------
    BrokenStore
        If the bytes are damaged, or of another version.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            found = int(stored["version"])
            arrays = {name: stored[name] for name in names if found == version}
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, EOFError) as fault:
        raise BrokenStore(f"the stored calibration is damaged ({fault}); run: gumsole calibrate") from fault
    if found != version:
        raise BrokenStore(f"the stored calibration has format {found}, not {version}; run: gumsole calibrate")
    return arrays
