"""Things this store does not sell, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something this store does not sell, for queries that must be refused."""

    what: Literal["rubber duck", "guitar"]


Unsold = Oddity
