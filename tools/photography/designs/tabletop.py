"""Tableware and vessels, as numbers: lengths in meters.

An `outside` runs from foot to rim as (radius, height).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs.surfaces import Profile


@dataclass(frozen=True, slots=True)
class Mug:
    """A cup: flat cuts around it if it has `facets`, bands at the heights of `hoops`, on a saucer or not."""

    outside: Profile
    handle: Literal["round", "square", "ear", "none"]
    wall: float = 0.0035
    facets: int = 0
    hoops: tuple[float, ...] = ()
    saucer: Profile = ()
    rim: bool = False  # the lip in the second finish


@dataclass(frozen=True, slots=True)
class Vase:
    """A vessel for flowers: upright `flutes`, lying `ribs`, or `lobes` that wind up by `twist` turns."""

    outside: Profile
    flutes: int = 0
    ribs: int = 0
    lobes: int = 0
    twist: float = 0.0
    handles: bool = False
    wall: float = 0.005
    rim: bool = False


@dataclass(frozen=True, slots=True)
class RingVase:
    """A standing ring with a neck on top: the middle line's radius, and the hollow tube's at foot and top."""

    radius: float
    foot_tube: float
    top_tube: float
    neck: Profile


@dataclass(frozen=True, slots=True)
class Teapot:
    """A pot with lid and spout; its handle is at the side, a bow over the lid, or a stick."""

    outside: Profile
    handle: Literal["side", "square", "bow", "stick"]
    spout: Literal["swan", "short"] = "swan"
    knob: Literal["turned", "ball"] = "turned"  # a ball is made of the second finish


@dataclass(frozen=True, slots=True)
class Bowl:
    """An open vessel, on a `foot` or not, with a lip to pour from or a pair of servers or neither."""

    outside: Profile
    wall: float = 0.004
    foot: Profile = ()
    lip: bool = False
    servers: bool = False
    rim: bool = False


@dataclass(frozen=True, slots=True)
class Bottle:
    """A vessel with a neck and what closes it."""

    outside: Profile
    closure: Literal["swing", "cup", "cork", "cap"]
    wall: float = 0.003


@dataclass(frozen=True, slots=True)
class Plate:
    """A flat dish, round or drawn out by `oval`; each scale in `stack` is one plate, from below."""

    outside: Profile
    wall: float = 0.005
    scallops: int = 0
    oval: float = 1.0
    stack: tuple[float, ...] = (1.0,)
    rim: bool = False


Tabletop = Mug | Vase | RingVase | Teapot | Bowl | Bottle | Plate
