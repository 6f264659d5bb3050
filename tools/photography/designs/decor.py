"""Small decor, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs.surfaces import Profile


@dataclass(frozen=True, slots=True)
class Planter:
    """A pot: the outside from foot to rim as (radius, height), and what stands in it.

    Attributes
    ----------
    flutes : int
        Ribs around the wall; 0 is smooth.
    square : bool
        Four flat sides instead of a round wall.
    carried : str
        By nothing, by four legs, by a saucer or by three cords.
    """

    outside: Profile
    flutes: int = 0
    square: bool = False
    carried: Literal["", "legs", "saucer", "cords"] = ""
    plant: Literal["", "rosette", "blades", "pearls", "cactus", "tree"] = ""
    wall: float = 0.008


@dataclass(frozen=True, slots=True)
class Pillars:
    """Block candles of these (radius, height) on a tray."""

    candles: Profile


@dataclass(frozen=True, slots=True)
class Tapers:
    """Two slim candles in holders of these heights."""

    holders: tuple[float, float]
    candle: float = 0.2


@dataclass(frozen=True, slots=True)
class JarCandle:
    """A candle poured into a glass, with a label and its lid beside it."""

    radius: float
    height: float


@dataclass(frozen=True, slots=True)
class Lantern:
    """An open frame with a roof, a ring to carry it by, and a candle inside."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tealights:
    """Three cups of these (radius, height) with a tealight in each."""

    cups: Profile


Decor = Planter | Pillars | Tapers | JarCandle | Lantern | Tealights
