"""Keys of the HTTP API: who may do what, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a key is for."""

    SEARCH = "search"  # publishable: searches and sends events, from its origins alone
    INDEXER = "indexer"  # secret: writes products, offers and photos
    ANALYST = "analyst"  # secret: searches, and sees what stands behind a rank
    ADMIN = "admin"  # secret: everything


@dataclass(frozen=True, slots=True)
class Key:
    """A key, without its secret.

    Attributes
    ----------
    id : str
        Public; stands in logs.
    origins : tuple of str
        Web origins that it works from, such as "https://shop.example"; empty where browsers are not meant.
    created_at : float
        Unix seconds.
    expires_at, revoked_at : float or None
        Unix seconds.
    """

    id: str
    role: Role
    origins: tuple[str, ...] = ()
    created_at: float = 0.0
    expires_at: float | None = None
    revoked_at: float | None = None
