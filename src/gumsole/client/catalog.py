"""Products and offers as the client sends them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gumsole.client.answers import Product


@dataclass(frozen=True, slots=True)
class PhotoState:
    """How far a photo has come.

    Attributes
    ----------
    photo : str
        Its hash; empty before the first look.
    source : str
        Its address, or `sent:…`.
    state : str
        "waiting", "found" or "failed"; failed without `final` is tried again.
    """

    photo: str
    source: str
    state: str
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A product, and how far its photos have come."""

    product: Product
    live: bool
    photos: tuple[PhotoState, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Why an item was rejected, or what was left out of it."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What became of one item.

    Attributes
    ----------
    result : str
        "created", "updated", "unchanged", "rejected" or "unknown".
    """

    sku: str
    result: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that a store keeps of shoppers."""

    name: str
    what: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Privacy:
    """Why photos are looked at, what is kept and for how long, and who else sees them."""

    purpose: str
    uploads_kept_seconds: float
    kept: tuple[Kept, ...]
    processors: tuple[str, ...]
    faces: str


# Items as the API's document describes them: fields by name.
Item = Mapping[str, Any]
