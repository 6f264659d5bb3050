"""Things to sink into, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Sofa:
    """A sofa; `chaise` is how deep its long end is, 0 where it has none."""

    style: Literal["track", "rolled", "curved", "sectional", "modular", "framed", "slipcovered", "camelback"]
    width: float
    seats: int = 2
    depth: float = 0.9
    seat_height: float = 0.43
    back_height: float = 0.84
    arm_width: float = 0.16
    arm_height: float = 0.6
    leg_height: float = 0.14
    chaise: float = 0.0


@dataclass(frozen=True, slots=True)
class Armchair:
    """A chair for one to lean back in: on an open frame, in a shell, or padded all around."""

    style: Literal["lounge", "tub", "wing", "barrel", "egg", "cane", "safari"]
    width: float
    back_height: float
    seat_height: float = 0.42
    depth: float = 0.78


@dataclass(frozen=True, slots=True)
class BeanBag:
    """A bag of beans: a slumped teardrop, a ball, a lounger with a back, a chaise to lie on."""

    style: Literal["teardrop", "ball", "lounger", "chaise"]
    width: float
    height: float
    depth: float = 0.9


Upholstery = Sofa | Armchair | BeanBag
