"""Tableware and vessels, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs.surfaces import Profile


@dataclass(frozen=True, slots=True)
class Mug:
    """A cup with a handle: the outside from foot to rim as (radius, height)."""

    outside: Profile
    handle: Literal["round", "square", "ear"]
    wall: float = 0.0035


@dataclass(frozen=True, slots=True)
class Vase:
    """A vessel for flowers: the outside from foot to rim, with `flutes` ribs around it."""

    outside: Profile
    flutes: int = 0
    wall: float = 0.005


@dataclass(frozen=True, slots=True)
class Teapot:
    """A pot with lid and spout, its handle at the side or as a bow over the lid."""

    outside: Profile
    handle: Literal["side", "bow"]


Tabletop = Mug | Vase | Teapot
