"""Where a store's photos lie on average: what is subtracted from embeddings before they are compared.

The projection that training starts from has removed the directions in which uploads as a whole differ from
catalog photos. After that an upload mean of its own found no more products, whether taken from other
shoppers' photos, from composed phone-like views or even from the scored queries (docs/decisions/0003). So
both means start as the catalog's own, and nothing is ever taken from queries.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gumsole.errors import IndexMismatch
from gumsole.records import Matrix, Vector

# How many photos the prior counts for. With 5 to 30 products, 30 to 100 found most
# (docs/decisions/0003, measured with lite0-1).
PRIOR_PHOTOS = 50
# Sums are taken in integers of this fraction, so that they are the same in any order of photos; unit vectors
# need 33 bits of it, which leaves room for a billion photos.
_FRACTION = 2.0**-32
# A unit embedding nearer to the mean than this has no direction of its own.
_MIN_LENGTH = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """What a passport needs to know of a store's photos.

    Attributes
    ----------
    catalog_mean, upload_mean : ndarray of shape (d,), float32
        Subtracted from embeddings of catalog photos and of uploads.
    """

    catalog_mean: Vector
    upload_mean: Vector


def domain_of(embeddings: Matrix, *, prior: Vector) -> Domain:
    """Means of a store from the embeddings of its catalog photos.

    Parameters
    ----------
    embeddings : ndarray of shape (n, d), float32
        Unit length; the order of rows does not change a bit of the result.
    prior : ndarray of shape (d,), float32
        The encoder's own guess, which a small catalog's mean is drawn towards; zeros where it has none.

    Returns
    -------
    Domain
        The prior itself for a catalog without photos.

    Raises
    ------
    IndexMismatch
        If embeddings and prior differ in length.
    """
    if embeddings.ndim != 2 or embeddings.shape[1] != len(prior):
        raise IndexMismatch(
            f"embeddings of shape {embeddings.shape} do not go with a prior of {len(prior)} numbers"
        )
    total = np.rint(embeddings.astype(np.float64) / _FRACTION).astype(np.int64).sum(axis=0) * _FRACTION
    mean = (total + prior.astype(np.float64) * PRIOR_PHOTOS) / (len(embeddings) + PRIOR_PHOTOS)
    return Domain(mean.astype(np.float32), mean.astype(np.float32))


def centered(embedding: Vector, mean: Vector) -> Vector:
    """Embedding less the mean of its kind, at length 1; the embedding itself where nothing is left.

    Parameters
    ----------
    embedding, mean : ndarray of shape (d,), float32
    """
    rest = embedding - mean
    length = float(np.linalg.norm(rest))
    return embedding if length < _MIN_LENGTH else (rest / np.float32(length)).astype(np.float32)
