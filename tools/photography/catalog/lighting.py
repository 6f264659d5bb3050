"""What the demo store sells: lighting."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BEIGE,
    BRASS,
    COGNAC,
    CREAM,
    CREAM_SHADE,
    EBONY,
    FOREST,
    IRON,
    LINEN_SHADE,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    STEEL,
    TERRACOTTA,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.lighting import FloorLamp, PendantLamp, TableLamp

TABLE_LAMPS = ("Lighting", "Table lamps")
FLOOR_LAMPS = ("Lighting", "Floor lamps")
PENDANT_LAMPS = ("Lighting", "Pendant lamps")

# Kind "shade" is lit from within; most lamps are photographed with the light off.
BEIGE_LINEN, CREAM_LINEN = Finish("linen", "#d8cbb2"), Finish("linen", "#efe7d8")
OPAL, SMOKED = Finish("wax", "#f4ebda"), Finish("glass", "#9a948c")
CANE, BLACK_CANE = Finish("rattan", "#dfc396"), Finish("rattan", "#33302d")

LIGHTING = (
    Group(
        "Gourd",
        "Table Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("gourd", 0.56, 0.36),
        "A full-bellied foot of glazed stoneware under a linen drum. Takes one E27 bulb.",
        (
            Variant("Navy", "Ceramic", cover("ceramic", NAVY, CREAM_LINEN), 12900, 25, 34),
            Variant("White", "Ceramic", cover("ceramic", WHITE, BEIGE_LINEN), 12900, 13, 27, sale=9900),
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
        "Scribe",
        "Desk Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("jointed", 0.52, 0.17),
        "Two sprung arms and a hood that stays where it is put. The foot weighs 2.1 kg.",
        (
            Variant("Black", "Steel", Finishes(IRON, BRASS), 10900, 36, 44),
            Variant("Terracotta", "Steel", cover("lacquer", TERRACOTTA, BRASS), 10900, 12, 16, sale=8900),
            Variant("White", "Steel", cover("lacquer", WHITE, STEEL), 10900, 9, 0),
        ),
    ),
    Group(
        "Folio",
        "Pleated Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("column", 0.48, 0.34),
        "A fluted ceramic column under a shade pleated by hand, 48 cm tall. Takes one E27 bulb.",
        (
            Variant("Navy", "Ceramic", cover("ceramic", NAVY, Finish("linen", BEIGE)), 13900, 10, 13),
            Variant("Terracotta", "Ceramic", cover("ceramic", TERRACOTTA, CREAM_LINEN), 13900, 19, 22),
            Variant("Cream", "Ceramic", cover("ceramic", CREAM, Finish("linen", SAGE)), 13900, 0, 18),
        ),
    ),
    Group(
        "Hush",
        "Lantern Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("lantern", 0.42, 0.19),
        "Paper behind a lattice of thin wood, 19 by 19 by 42 cm: light to fall asleep by.",
        (
            Variant("Oak", "Oak", Finishes(CREAM_SHADE, OAK), 8900, 23, 21),
            Variant("Black", "Ash", Finishes(CREAM_SHADE, EBONY), 8900, 14, 11, sale=6900),
        ),
    ),
    Group(
        "Clerk",
        "Banker Lamp",
        "Lumenary",
        TABLE_LAMPS,
        TableLamp("banker", 0.38, 0.28),
        "The lamp of the reading room: cased glass on a stem of solid brass, with a pull chain.",
        (
            Variant("Forest green", "Glass", cover("ceramic", FOREST, BRASS), 14900, 16, 19),
            Variant("Cognac", "Glass", cover("ceramic", COGNAC, BRASS), 14900, 2, 7, sale=11900),
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
            Variant("Oak", "Oak", Finishes(CREAM_LINEN, OAK), 18900, 8, 14),
            Variant("Walnut", "Walnut", Finishes(BEIGE_LINEN, WALNUT), 19900, 0, 6),
        ),
    ),
    Group(
        "Pharos",
        "Reading Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("reading", 1.3, 0.2),
        "An arm that slides up the post and swings over the page, 130 cm tall, switched at the hood.",
        (
            Variant("Brass", "Brass", Finishes(BRASS, BRASS), 16900, 18, 17),
            Variant("Black", "Steel", Finishes(IRON, IRON), 14900, 27, 25),
        ),
    ),
    Group(
        "Tern",
        "Woven Floor Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("woven", 1.5, 0.5),
        "A bell of rattan woven by hand on a steel post, 150 cm tall. Light falls through it in a pattern.",
        (
            Variant("Beige", "Rattan", Finishes(CANE, IRON), 17900, 12, 20),
            Variant("Black", "Rattan", Finishes(BLACK_CANE, IRON), 17900, 5, 4, sale=13900),
        ),
    ),
    Group(
        "Orrery",
        "Globe Floor Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("globes", 1.6, 0.24),
        "Three balls of mouth-blown opal glass on one stem, 160 cm tall, each switched by itself.",
        (
            Variant("Brass", "Glass", Finishes(BRASS, OPAL), 25900, 7, 8),
            Variant("Forest green", "Glass", cover("lacquer", FOREST, OPAL), 23900, 1, 3),
        ),
    ),
    Group(
        "Bobbin",
        "Turned Floor Lamp",
        "Lumenary",
        FLOOR_LAMPS,
        FloorLamp("bobbin", 1.54, 0.46),
        "A stack of balls turned from solid beech under a linen drum. The shade comes off for the brush.",
        (
            Variant("Walnut", "Walnut", Finishes(WALNUT, BEIGE_LINEN), 21900, 9, 9),
            Variant("Navy", "Beech", cover("lacquer", NAVY, CREAM_LINEN), 19900, 13, 12, sale=16900),
        ),
    ),
    Group(
        "Canteen",
        "Dome Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("dome", 0.42, 0.23),
        "A spun steel dome, white inside, 42 cm wide: made to hang low over a table.",
        (
            Variant("Navy", "Steel", cover("lacquer", NAVY, IRON), 11900, 32, 37),
            Variant("Mustard", "Steel", cover("lacquer", MUSTARD, IRON), 11900, 15, 21),
        ),
    ),
    Group(
        "Halo",
        "Globe Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("globe", 0.32, 0.32),
        "One ball of mouth-blown glass, 32 cm across, under a turned cap.",
        (
            Variant("White", "Glass", Finishes(OPAL, BRASS), 13900, 21, 26),
            Variant("Charcoal", "Glass", Finishes(SMOKED, IRON), 14900, 0, 12),
        ),
    ),
    Group(
        "Mizu",
        "Paper Lantern",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("lantern", 0.5, 0.44),
        "Mulberry paper over wire hoops, 50 cm wide; folds flat for the post.",
        (
            Variant("White", "Paper", cover("shade", "#f6f1e6", IRON), 3900, 74, 66),
            Variant("Beige", "Paper", cover("paper", "#d9c7a6", IRON), 3900, 41, 33, sale=2900),
        ),
    ),
    Group(
        "Osier",
        "Rattan Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("woven", 0.46, 0.34),
        "A wide bell of rattan on a black cord, no two woven alike, 46 cm across.",
        (
            Variant("Beige", "Rattan", Finishes(CANE, IRON), 12900, 18, 28),
            Variant("Walnut", "Rattan", Finishes(Finish("rattan", "#8a5c3d"), IRON), 12900, 8, 0, sale=9900),
        ),
    ),
    Group(
        "Plissee",
        "Pleated Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("pleated", 0.44, 0.26),
        "Linen in 64 pleats, sewn around two wire rings, 44 cm wide. Clean it with a soft brush.",
        (
            Variant("Sage", "Linen", cover("linen", SAGE, BRASS), 9900, 17, 15),
            Variant("Rust", "Linen", cover("linen", RUST, BRASS), 9900, 6, 10),
        ),
    ),
    Group(
        "Purlin",
        "Bar Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("bar", 0.95, 0.2),
        "Three small hoods in a row under one beam, 95 cm long, for a table of six.",
        (
            Variant("Oak", "Oak", Finishes(Finish("wood", "#c99d6a", grain="x"), IRON), 19900, 9, 11),
            Variant("Walnut", "Walnut", Finishes(Finish("wood", "#704a33", grain="x"), BRASS), 21900, 4, 5),
        ),
    ),
    Group(
        "Limpet",
        "Ceramic Pendant",
        "Lumenary",
        PENDANT_LAMPS,
        PendantLamp("cone", 0.34, 0.25),
        "A cone of glazed stoneware with an oak cap, 34 cm wide and 1.9 kg heavy.",
        (
            Variant("Terracotta", "Stoneware", cover("ceramic", TERRACOTTA, IRON), 10900, 14, 16),
            Variant("Navy", "Stoneware", cover("ceramic", NAVY, IRON), 10900, 0, 13),
        ),
    ),
)
