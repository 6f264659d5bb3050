"""A store's own encoder: another encoder, and a small head over its embedding that was fitted to the catalog.

The head is linear, so that what is stored of every photo is carried over without looking at it again.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass

import numpy as np

from gumsole.errors import BrokenEncoder
from gumsole.images.encoder import Encoder, Encoding, unit
from gumsole.records import RGB, Matrix, Vector

HEAD_FILE = "head.npz"
# What `Head.to_bytes` writes; raised with whatever changes in it.
HEAD_FORMAT = 1
_ARRAYS = ("matrix", "bias", "prior_mean")


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """embedding = unit(matrix @ base + bias).

    Attributes
    ----------
    matrix : ndarray of shape (d, d), float32
    bias : ndarray of shape (d,), float32
    prior_mean : ndarray of shape (d,), float32
        Mean of the catalog's embeddings when it was fitted.
    """

    matrix: Matrix
    bias: Vector
    prior_mean: Vector

    def apply(self, embeddings: Matrix) -> Matrix:
        """Unit embeddings, (n, d), of those of the base, (n, d), float32."""
        moved = embeddings @ self.matrix.T + self.bias
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(length, np.finfo(np.float32).tiny), np.float32)

    @property
    def digest(self) -> str:
        """SHA-256 of its numbers, hexadecimal: a file of them differs from run to run, they do not."""
        numbers = hashlib.sha256()
        for array in (self.matrix, self.bias, self.prior_mean):
            numbers.update(np.ascontiguousarray(array, "<f4").tobytes())
        return numbers.hexdigest()

    def to_bytes(self) -> bytes:
        """The head as a file."""
        file = io.BytesIO()
        np.savez(
            file,
            format=np.int64(HEAD_FORMAT),
            matrix=self.matrix,
            bias=self.bias,
            prior_mean=self.prior_mean,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Head:
        """The head in a file.

        Raises
        ------
        BrokenEncoder
            If it is none, is damaged, or was written by another version.
        """
        try:
            with np.load(io.BytesIO(data)) as stored:
                written = int(stored["format"])
                matrix, bias, prior_mean = (np.asarray(stored[name], np.float32) for name in _ARRAYS)
        except (zipfile.BadZipFile, ValueError, KeyError, EOFError) as fault:
            raise BrokenEncoder(f"{HEAD_FILE} is damaged ({fault}); run gumsole tune again") from fault
        if written != HEAD_FORMAT:
            raise BrokenEncoder(
                f"{HEAD_FILE} has format {written}, this version reads {HEAD_FORMAT}; run gumsole tune again"
            )
        dimension = len(bias)
        if matrix.shape != (dimension, dimension) or prior_mean.shape != (dimension,):
            raise BrokenEncoder(
                f"{HEAD_FILE} holds shapes {matrix.shape}, {bias.shape}, {prior_mean.shape}; "
                "a square was expected"
            )
        return cls(matrix, bias, prior_mean)


class Tuned:
    """An `Encoder` with a head over another one.

    Parameters
    ----------
    base : Encoder
    head : Head
    id : str
        Its own.
    base_name : str
        What a setting would call the base.

    Raises
    ------
    BrokenEncoder
        If the head takes embeddings of another length.
    """

    def __init__(self, base: Encoder, head: Head, id: str, base_name: str) -> None:  # noqa: A002 -- the Protocol's
        if len(head.bias) != base.dimension:
            raise BrokenEncoder(
                f"{id} was tuned over {len(head.bias)} numbers, {base.id} gives {base.dimension}; "
                "tune it again"
            )
        self.id = id
        self.base = base
        self.base_name = base_name
        self.head = head
        self.file_hash = hashlib.sha256(f"{base.file_hash}{head.digest}".encode()).hexdigest()

    @property
    def dimension(self) -> int:
        """Length of the embedding."""
        return self.base.dimension

    @property
    def note(self) -> str:
        """Which files are in use."""
        return f"{HEAD_FILE} over {self.base.id} ({self.base.note})"

    @property
    def prior_mean(self) -> Vector:
        """Mean embedding of the catalog that the head was fitted to."""
        return self.head.prior_mean

    def encode(self, rgb: RGB) -> Encoding:
        """Look once at a photo with the base, and carry over what it saw."""
        seen = self.base.encode(rgb)
        moved = self.head.matrix @ seen.embedding + self.head.bias
        return Encoding(unit(moved), seen.pooled, seen.saliency)
