"""Storage, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shelf:
    """Open boards: leaned on a wall, in a grid, in a case, between steel wires, on columns, under an arch."""

    style: Literal["ladder", "cubes", "bookcase", "string", "columns", "arch"]
    width: float
    height: float
    depth: float


@dataclass(frozen=True, slots=True)
class Sideboard:
    """A low cabinet; `clearance` is the height of what it stands on."""

    style: Literal["slatted", "rattan", "fluted", "drawers", "mid-century", "niche"]
    width: float
    height: float
    depth: float
    clearance: float = 0.15


@dataclass(frozen=True, slots=True)
class BedsideCabinet:
    """A small cabinet: a reeded drum, a drawer over a shelf on legs, a rounded hoop on a foot."""

    style: Literal["drum", "drawer", "hoop"]
    width: float
    height: float
    depth: float


Storage = Shelf | Sideboard | BedsideCabinet
