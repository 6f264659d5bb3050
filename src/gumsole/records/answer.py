"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass

from gumsole.records.catalog import Offer, Product
from gumsole.records.photos import Box, Swatch


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product group with its best photo for this query.

    Attributes
    ----------
    group, sku : str
        The group, and the variant whose photo was nearest.
    entry : int
        Id of that photo's place on the product.
    photo : str
        Content hash of that photo.
    similarity, shape, color : float
        As in `Neighbors`.
    """

    group: str
    sku: str
    entry: int
    photo: str
    similarity: float
    shape: float
    color: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A product as shown to the shopper."""

    candidate: Candidate
    product: Product
    offer: Offer


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of wall time of one stage."""

    stage: str
    ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives back."""

    hits: tuple[Hit, ...]
    boxes: tuple[Box, ...]
    palette: tuple[Swatch, ...]
    timings: tuple[Timing, ...]
