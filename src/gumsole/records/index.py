"""What an index holds, is asked, and answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.records.arrays import Vector
from gumsole.records.catalog import Offer


@dataclass(frozen=True, slots=True, eq=False)
class Passport:
    """What an index was built with; a query made with another passport is refused.

    Attributes
    ----------
    encoder : str
        Id of the encoder, such as `lite0-2`.
    encoder_hash : str
        SHA-256 of its file.
    preprocessing : int
        Version of the analysis that leads from bytes to signals.
    dimension, color_dimension : int
        Lengths of the two channels.
    color_weight : float
        Default share of color in the similarity, in [0, 1].
    catalog_mean, upload_mean : ndarray of shape (dimension,), float32
        Subtracted from catalog and upload embeddings before they are compared.
    calibrated_at : float
        Unix seconds.
    calibrated_on : int
        Count of catalog photos behind the means.
    """

    encoder: str
    encoder_hash: str
    preprocessing: int
    dimension: int
    color_dimension: int
    color_weight: float
    catalog_mean: Vector
    upload_mean: Vector
    calibrated_at: float
    calibrated_on: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A version of an index beside the one in use.

    Attributes
    ----------
    version, before : str
        Names of both; there may be none before.
    photos : int
        Of the store.
    held : int
        Of the new version.
    overlap : float or None
        Share of neighbors that both find; None where there was no version before.
    """

    version: str
    before: str | None
    photos: int
    held: int
    overlap: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One photo of one product, as an index holds it.

    Attributes
    ----------
    id : int
        Of the photo's place on the product, unique in the store, positive.
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    color_name, material : str
        Of the product, in the store's words; empty where the feed says nothing.
    """

    id: int
    group: str
    category: tuple[str, ...]
    brand: str
    embedding: Vector
    color: Vector
    offer: Offer
    color_name: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a hit must satisfy; all of it at once, on live offers. Empty means no condition.

    Attributes
    ----------
    categories : tuple of paths
        The product's category must begin with one of these paths.
    brands : tuple of str
        The product's brand, exactly.
    colors, materials : tuple of str
        The product's color and its material, in the store's words, exactly.
    min_price, max_price : int or None
        Minor units, both inclusive; a product without a price satisfies neither.
    in_stock : bool
        Only what can be bought and shipped now.
    ships_to : str
        ISO 3166 code of a country that it must ship to; empty is any.
    """

    categories: tuple[tuple[str, ...], ...] = ()
    brands: tuple[str, ...] = ()
    min_price: int | None = None
    max_price: int | None = None
    in_stock: bool = False
    ships_to: str = ""
    colors: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class VectorQuery:
    """What an index is asked.

    Attributes
    ----------
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    color_weight : float
        Share of color in the similarity, in [0, 1].
    groups : int
        How many distinct groups to find at least; fewer come back only when fewer match.
    """

    embedding: Vector
    color: Vector
    color_weight: float
    filter: Filter = Filter()
    groups: int = 200


@dataclass(frozen=True, slots=True, eq=False)
class Neighbors:
    """Photos near a query, nearest first; ties by ascending id.

    Attributes
    ----------
    ids : ndarray of shape (n,), int64
        Of entries.
    groups : ndarray of shape (n,), int64
        Equal where two entries are of one group; without meaning beyond this record.
    similarity : ndarray of shape (n,), float32
        (1 - w) * shape + w * color for the query's color weight w.
    shape, color : ndarray of shape (n,), float32
        Cosines of the two channels, in [-1, 1].
    """

    ids: NDArray[np.int64]
    groups: NDArray[np.int64]
    similarity: Vector
    shape: Vector
    color: Vector
