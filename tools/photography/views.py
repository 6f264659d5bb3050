"""From where the studio camera sees a product: each kind of thing as stores show it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.photography.catalog import Group, Variant
from tools.photography.designs import Pair

FILL = 0.84  # share of the frame; channels ask for 0.75 to 0.9


@dataclass(frozen=True, slots=True)
class View:
    """Where the studio camera stands.

    Attributes
    ----------
    azimuth, elevation : float
        Degrees right of the front and up.
    fill : float
        Share of the frame the product takes along its longer side; above 1 it is a detail.
    shift : tuple of float
        How far the product is moved off the middle, in half frames, right and up.
    """

    name: str
    azimuth: float
    elevation: float
    fill: float = FILL
    shift: Pair = (0.0, 0.0)


FURNITURE_VIEWS = (View("front", 0, 9), View("three-quarter", 35, 18))
TABLE_VIEWS = (View("front", 0, 12), View("three-quarter", 24, 26))
HANGING_VIEWS = (View("front", 0, 2), View("three-quarter", 28, -6))
WALL_VIEWS = (View("front", 0, 2), View("three-quarter", 32, 8))
FLAT_VIEWS = (View("front", 0, 62), View("three-quarter", 34, 46))
PLATE_VIEWS = (View("front", 0, 40), View("three-quarter", 34, 34))
DETAIL = View("detail", 22, 24, fill=2.1, shift=(0.35, -0.3))

SEEN_FROM_ABOVE = {"Rugs"}
SEEN_AS_SET = {"Plates"}
SEEN_ON_THE_WALL = {"Clocks", "Mirrors"}
SEEN_FROM_BELOW = {"Pendant lamps"}
SEEN_ON_A_TABLE = {"Tabletop", "Decor", "Table lamps", "Throws"}
SEEN_CLOSE = {"Sofas", "Armchairs", "Rugs", "Throws"}  # where cloth sells


def views(group: Group, variant: Variant) -> tuple[View, ...]:
    """Return the studio views of a variant; the first of some groups is also seen close."""
    department, leaf = group.category[0], group.category[-1]
    if leaf in SEEN_FROM_ABOVE:
        standing = FLAT_VIEWS
    elif leaf in SEEN_AS_SET:
        standing = PLATE_VIEWS
    elif leaf in SEEN_ON_THE_WALL:
        standing = WALL_VIEWS
    elif leaf in SEEN_FROM_BELOW:
        standing = HANGING_VIEWS
    elif {department, leaf} & SEEN_ON_A_TABLE:
        standing = TABLE_VIEWS
    else:
        standing = FURNITURE_VIEWS
    close = leaf in SEEN_CLOSE and variant is group.variants[0]
    return (*standing, DETAIL) if close else standing
