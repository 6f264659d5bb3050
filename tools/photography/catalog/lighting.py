"""What the demo store sells: lighting."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BRASS,
    CREAM_SHADE,
    EBONY,
    IRON,
    LINEN_SHADE,
    MUSTARD,
    NAVY,
    OAK,
    SAGE,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.lighting import FloorLamp, TableLamp

TABLE_LAMPS = ("Lighting", "Table lamps")
FLOOR_LAMPS = ("Lighting", "Floor lamps")

LIGHTING = (
    Group(
        "Gourd",
        "Table Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("gourd", 0.56, 0.36),
        "A full-bellied foot of glazed stoneware under a linen drum. Takes one E27 bulb.",
        (
            Variant("Navy", "Ceramic", cover("ceramic", NAVY, CREAM_SHADE), 12900, 25, 34),
            Variant("White", "Ceramic", cover("ceramic", WHITE, LINEN_SHADE), 12900, 13, 27, sale=9900),
        ),
    ),
    Group(
        "Morel",
        "Mushroom Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("mushroom", 0.38, 0.32),
        "A spun metal hood that throws its light down on the page, dimmed with a touch.",
        (
            Variant("Mustard", "Steel", cover("lacquer", MUSTARD, Finish("lacquer", MUSTARD)), 9900, 31, 41),
            Variant("Sage", "Steel", cover("lacquer", SAGE, Finish("lacquer", SAGE)), 9900, 0, 20),
        ),
    ),
    Group(
        "Linus",
        "Cone Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("cone", 0.5, 0.32),
        "A linen cone on a turned post: the bedside lamp you would draw from memory.",
        (
            Variant("Oak", "Oak", Finishes(LINEN_SHADE, OAK), 7900, 44, 39),
            Variant("Black", "Ash", Finishes(CREAM_SHADE, EBONY), 7900, 17, 15),
        ),
    ),
    Group(
        "Bow",
        "Arc Floor Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("arc", 1.95, 0.34),
        "One long arc from a stone foot, light over the sofa without a table.",
        (
            Variant("Brass", "Brass", Finishes(BRASS, BRASS), 27900, 6, 10, sale=23900),
            Variant("Black", "Steel", Finishes(IRON, IRON), 24900, 15, 18),
        ),
    ),
    Group(
        "Trine",
        "Tripod Floor Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("tripod", 1.52, 0.48),
        "A wide linen drum on three wooden legs, stable on any rug.",
        (
            Variant("Oak", "Oak", Finishes(CREAM_SHADE, OAK), 18900, 8, 14),
            Variant("Walnut", "Walnut", Finishes(LINEN_SHADE, WALNUT), 19900, 0, 6),
        ),
    ),
)
