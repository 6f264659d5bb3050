"""Things to sink into, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Sofa:
    """A straight or curved sofa."""

    style: Literal["track", "rolled", "curved"]
    width: float
    seats: int = 2
    depth: float = 0.9
    seat_height: float = 0.43
    back_height: float = 0.84
    arm_width: float = 0.16
    arm_height: float = 0.6
    leg_height: float = 0.14


@dataclass(frozen=True, slots=True)
class Armchair:
    """A chair with arms: an open wooden lounge frame, a tub or a wing chair."""

    style: Literal["lounge", "tub", "wing"]
    width: float
    back_height: float
    seat_height: float = 0.42
    depth: float = 0.78


@dataclass(frozen=True, slots=True)
class BeanBag:
    """A bag of beans: a slumped teardrop, or a lounger with a back."""

    style: Literal["teardrop", "lounger"]
    width: float
    height: float


Upholstery = Sofa | Armchair | BeanBag
