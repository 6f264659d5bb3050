"""Tables and desks, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CoffeeTable:
    """A low table; `depth` counts where the top is not round.

    Drum: a fluted barrel. Nesting: two round tables, one under the other. Pebble: a free-form top on three
    posts. Waterfall: one sheet bent down to the floor. Slab: a top in a frame of bars. Cross: glass on two
    crossing boards.
    """

    style: Literal["drum", "nesting", "pebble", "waterfall", "slab", "cross"]
    width: float
    depth: float
    height: float


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table for one lamp and one cup.

    Tray: a rimmed tray on crossing hoops. Clasp: a C that reaches over the sofa. Hourglass: a turned body.
    Toadstool: thick round edges above and below. Tiers: two shelves on four posts. Bobbin: stacked balls.
    """

    style: Literal["tray", "clasp", "hourglass", "toadstool", "tiers", "bobbin"]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DiningTable:
    """A table to eat at; `depth` equals `width` where the top is round.

    Trestle: boards on two A-frames. Tulip: an oval on one flared foot. Tavern: a round top on a turned column
    with four feet. Capsule: round ends, splayed legs. Plinth: a thick top on two fluted drums.
    """

    style: Literal["trestle", "tulip", "tavern", "capsule", "plinth"]
    width: float
    depth: float
    height: float = 0.75


@dataclass(frozen=True, slots=True)
class Desk:
    """A table to work at.

    Pedestal: drawers on one side. Secretary: a cabinet whose front folds down. Sawhorse: a board on two
    trestles. Standing: a board on two telescopic columns. Easel: a shelf above, between leaning frames.
    """

    style: Literal["pedestal", "secretary", "sawhorse", "standing", "easel"]
    width: float
    depth: float
    height: float


Tables = CoffeeTable | SideTable | DiningTable | Desk
