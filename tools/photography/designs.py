"""What the store's models are, as numbers: one record per family, lengths in meters, built by `models/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pair = tuple[float, float]
Triple = tuple[float, float, float]
Profile = tuple[Pair, ...]

Kind = Literal[
    "linen", "boucle", "velvet", "stripes", "leather", "wood", "ceramic", "metal", "lacquer", "paint", "shade"
]


@dataclass(frozen=True, slots=True)
class Finish:
    """A surface: what it is made of and its color.

    Attributes
    ----------
    color, accent : str
        sRGB as "#rrggbb"; `accent` is that of stripes, dips and speckles, empty where there are none.
    dip : float
        Height in meters below which ceramic shows its accent.
    grain : str
        The axis along which wood has grown.
    """

    kind: Kind
    color: str
    accent: str = ""
    dip: float = 0.0
    grain: Literal["x", "z"] = "z"


@dataclass(frozen=True, slots=True)
class Finishes:
    """The surfaces of one variant: what the eye names it by, and what carries it (legs, stem, handle)."""

    main: Finish
    second: Finish


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


@dataclass(frozen=True, slots=True)
class Stool:
    """A seat on legs without arms: a turned board, a counter stool with a low back, or a padded toadstool."""

    style: Literal["board", "counter", "padded"]
    seat_height: float
    seat_width: float
    splay: float = 0.06
    legs: int = 4


@dataclass(frozen=True, slots=True)
class TableLamp:
    """A small lamp: a turned foot under a drum or cone shade, or a mushroom of metal."""

    style: Literal["gourd", "mushroom", "cone"]
    height: float
    shade_width: float


@dataclass(frozen=True, slots=True)
class FloorLamp:
    """A lamp that stands on the floor: an arc over the sofa, or a shade on three legs."""

    style: Literal["arc", "tripod"]
    height: float
    shade_width: float


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


@dataclass(frozen=True, slots=True)
class Cushion:
    """A throw cushion; `piping` sews a cord around its edge."""

    width: float
    height: float
    thickness: float = 0.17
    piping: bool = False


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something this store does not sell, for queries that must be refused."""

    what: Literal["rubber duck", "guitar"]


Design = Sofa | Armchair | BeanBag | Stool | TableLamp | FloorLamp | Mug | Vase | Teapot | Cushion | Oddity
