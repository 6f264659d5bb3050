"""Cloth for the house, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cushion:
    """A throw cushion; `edge` is of the second finish, and so is every other check."""

    width: float
    height: float
    thickness: float = 0.17
    edge: Literal["sewn", "piping", "fringe"] = "sewn"
    front: Literal["plain", "cable", "checks"] = "plain"


@dataclass(frozen=True, slots=True)
class RoundCushion:
    """A disc gathered into pleats around a button."""

    diameter: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Bolster:
    """A roll that lies on its side, its ends gathered."""

    length: float
    diameter: float


@dataclass(frozen=True, slots=True)
class FloorCushion:
    """A flat square mattress with `tufts` by `tufts` buttons."""

    side: float
    thickness: float
    tufts: int = 3


@dataclass(frozen=True, slots=True)
class Rug:
    """A rug on the floor, `width` from left to right; the second finish makes stripes, blocks or border."""

    weave: Literal["spiral", "flatweave", "shag", "blocks", "border", "oval"]
    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Throw:
    """A blanket as it is shown: folded, rolled into a strap, hung over a rail nobody sees."""

    shown: Literal["folded", "rolled", "hung", "heaped", "flap"]
    width: float
    depth: float
    thickness: float


Textiles = Cushion | RoundCushion | Bolster | FloorCushion | Rug | Throw
