"""Where each kind of thing stands at home, from where it is photographed, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tools.photography.catalog import Group
from tools.photography.designs import Design, Pair
from tools.photography.scenes.record import Place

Ground = Literal["floor", "top", "seat", "wall", "ceiling"]
GROUNDS: Mapping[Place, Ground] = {
    "living room": "floor",
    "corner": "floor",
    "dining room": "floor",
    "bedroom": "floor",
    "hall": "floor",
    "table": "top",
    "shelf": "top",
    "kitchen": "top",
    "window sill": "top",
    "sofa seat": "seat",
    "wall": "wall",
    "ceiling": "ceiling",
}
USUAL_HALF = 0.15  # meters, where a design says nothing of its width


@dataclass(frozen=True, slots=True)
class Habitat:
    """Where a kind of thing is met, and how a shopper holds the camera to it.

    Attributes
    ----------
    azimuth, turn : float
        Degrees: how far off its front it is seen, and how far it is turned on its spot, to either side.
    elevation : tuple of float
        Degrees up, lowest and highest.
    fill : tuple of float
        Share of the frame the thing takes, least and most.
    """

    places: tuple[Place, ...]
    azimuth: float
    elevation: Pair
    fill: Pair
    turn: float = 0.0


SMALL = Habitat(("table", "kitchen", "shelf", "window sill"), 40, (6, 38), (0.34, 0.74), turn=70)
POT = Habitat(("window sill", "table", "shelf"), 34, (6, 26), (0.38, 0.74), turn=180)
LARGE_POT = Habitat(("bedroom", "living room", "corner", "hall"), 32, (8, 26), (0.38, 0.7), turn=90)
CHAIR = Habitat(("dining room", "corner"), 42, (6, 26), (0.42, 0.76), turn=35)
HUNG = Habitat(("wall",), 30, (-6, 9), (0.4, 0.74))
FROM_CEILING = Habitat(("ceiling",), 26, (-9, 3), (0.42, 0.7), turn=40)

BY_LEAF: Mapping[str, Habitat] = {
    "Sofas": Habitat(("living room", "corner"), 36, (6, 20), (0.64, 0.88), turn=6),
    "Armchairs": Habitat(("corner", "living room", "bedroom"), 42, (6, 22), (0.46, 0.76), turn=20),
    "Bean bags": Habitat(("corner", "living room", "bedroom"), 42, (10, 26), (0.44, 0.74), turn=30),
    "Stools": Habitat(("corner", "dining room", "living room"), 42, (8, 30), (0.42, 0.74), turn=40),
    "Dining chairs": CHAIR,
    "Benches": Habitat(("hall", "dining room", "bedroom"), 34, (8, 24), (0.56, 0.82)),
    "Table lamps": Habitat(("shelf", "table"), 34, (4, 22), (0.46, 0.78), turn=40),
    "Floor lamps": Habitat(("corner", "living room"), 32, (4, 16), (0.62, 0.86), turn=30),
    "Pendant lamps": FROM_CEILING,
    "Coffee tables": Habitat(("living room", "corner"), 36, (12, 34), (0.48, 0.78), turn=20),
    "Side tables": Habitat(("living room", "bedroom", "corner"), 36, (10, 30), (0.4, 0.72), turn=30),
    "Dining tables": Habitat(("dining room",), 34, (10, 28), (0.58, 0.84), turn=8),
    "Desks": Habitat(("corner", "living room", "bedroom"), 34, (8, 26), (0.54, 0.82)),
    "Mugs": SMALL,
    "Teapots": SMALL,
    "Vases": Habitat(("shelf", "table", "window sill", "kitchen"), 36, (4, 26), (0.4, 0.76), turn=60),
    "Bowls": Habitat(("kitchen", "table", "shelf"), 36, (14, 42), (0.38, 0.74), turn=90),
    "Plates": Habitat(("table", "kitchen"), 36, (26, 60), (0.44, 0.78), turn=60),
    "Bottles": Habitat(("kitchen", "table", "window sill"), 36, (6, 26), (0.44, 0.78), turn=60),
    "Cushions": Habitat(("sofa seat",), 34, (6, 28), (0.44, 0.76), turn=12),
    "Rugs": Habitat(("living room", "dining room", "corner"), 34, (26, 52), (0.68, 0.92), turn=10),
    "Throws": Habitat(("sofa seat", "bedroom"), 34, (16, 42), (0.44, 0.74), turn=25),
    "Shelves": Habitat(("hall", "living room", "corner"), 34, (2, 16), (0.6, 0.84)),
    "Sideboards": Habitat(("living room", "dining room", "hall", "bedroom"), 34, (4, 20), (0.62, 0.84)),
    "Bedside cabinets": Habitat(("bedroom", "corner"), 34, (8, 26), (0.42, 0.72)),
    "Clocks": HUNG,
    "Mirrors": HUNG,
    "Planters": POT,
    "Candles": Habitat(("table", "shelf", "window sill"), 36, (8, 30), (0.38, 0.72), turn=40),
}
BY_GROUP: Mapping[str, Habitat] = {
    "bray-table-clock": Habitat(("shelf", "table", "window sill"), 34, (4, 22), (0.36, 0.7), turn=20),
    "stature-full-length-mirror": Habitat(("hall", "corner", "bedroom"), 28, (2, 14), (0.6, 0.84)),
    "trestle-planter-on-legs": LARGE_POT,
    "grove-pot-with-saucer": LARGE_POT,
    "tendril-hanging-planter": FROM_CEILING,
    "ferry-lantern": Habitat(("hall", "table", "window sill"), 34, (8, 26), (0.4, 0.72), turn=40),
    "tatami-floor-cushion": Habitat(
        ("corner", "living room", "bedroom"), 36, (16, 40), (0.44, 0.74), turn=30
    ),
    "selvage-banded-throw": Habitat(("hall",), 30, (4, 16), (0.54, 0.8)),  # it hangs from a rail
}


def habitat_of(group: Group) -> Habitat:
    """Return where a product is met: by its own habits, or those of its kind."""
    return BY_GROUP.get(group.id, BY_LEAF[group.category[-1]])


def half_size(design: Design) -> Pair:
    """Return half the width and half the depth of a thing in meters, as near as its design says."""
    if outside := getattr(design, "outside", ()):
        radius = max(radius for radius, _ in outside)
        return radius, radius
    spans = (getattr(design, name, 0.0) for name in ("width", "diameter", "side", "length", "shade_width"))
    width = next(filter(None, spans), 2 * USUAL_HALF)
    depth = getattr(design, "chaise", 0.0) or getattr(design, "depth", 0.0) or width
    return width / 2, depth / 2
