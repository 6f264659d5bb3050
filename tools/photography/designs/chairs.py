"""Things to sit on, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stool:
    """A seat without arms: on legs, on a pedestal, on steps, or a drum of glazed clay."""

    style: Literal["board", "counter", "padded", "tractor", "rush", "drum", "step", "pedestal"]
    seat_height: float
    seat_width: float
    splay: float = 0.06
    legs: int = 4


@dataclass(frozen=True, slots=True)
class WoodenChair:
    """A dining chair of turned and bent wood, told apart by what its back is made of."""

    style: Literal["spindle", "yoke", "ladder", "cane"]
    width: float = 0.46
    back_height: float = 0.86
    seat_height: float = 0.46


@dataclass(frozen=True, slots=True)
class FormedChair:
    """A dining chair whose seat and back are one body: upholstered all over, or a molded scoop."""

    style: Literal["parsons", "scoop"]
    width: float = 0.47
    back_height: float = 0.94
    seat_height: float = 0.47


@dataclass(frozen=True, slots=True)
class MetalChair:
    """A dining chair of bent tube: a café chair with hoops, or a ribbed seat on a springing frame."""

    style: Literal["bistro", "cantilever"]
    width: float = 0.44
    back_height: float = 0.86
    seat_height: float = 0.46


@dataclass(frozen=True, slots=True)
class Bench:
    """A seat for two: plank on trestles, garden slats, a row of channels, a box with a lid, woven straps."""

    style: Literal["plank", "slatted", "channel", "storage", "strap"]
    width: float
    depth: float = 0.38
    seat_height: float = 0.46


Chairs = Stool | WoodenChair | FormedChair | MetalChair | Bench
