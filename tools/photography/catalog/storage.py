"""What the demo store sells: shelves, sideboards, bedside cabinets."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BEIGE,
    BLACK,
    BRASS,
    CREAM,
    EBONY,
    FOREST,
    IRON,
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
from tools.photography.designs.storage import BedsideCabinet, Shelf, Sideboard

SHELVES = ("Storage", "Shelves")
SIDEBOARDS = ("Storage", "Sideboards")
BEDSIDE = ("Storage", "Bedside cabinets")

WHITE_LACQUER, TRAVERTINE = Finish("lacquer", WHITE), Finish("stone", "#ddd0bb")
MARBLE = Finish("stone", "#ebe8e2", accent="#a9a7a6")

STORAGE = (
    Group(
        "Lean",
        "Ladder Shelf",
        "Fennholt",
        SHELVES,
        Shelf("ladder", 0.62, 1.88, 0.4),
        "Five boards that deepen toward the floor, leaned on the wall. 62 by 188 cm, no drilling.",
        (
            Variant("Oak", "Oak", Finishes(OAK, OAK), 18900, 14, 22),
            Variant("Black", "Ash", Finishes(EBONY, WALNUT), 18900, 7, 11, sale=15900),
        ),
    ),
    Group(
        "Kubb",
        "Cube Shelf",
        "Fennholt",
        SHELVES,
        Shelf("cubes", 1.14, 1.14, 0.37),
        "Nine cubes of 36 cm, one with a door and one with two drawers; a record sleeve fits standing up.",
        (
            Variant("White", "Birch", Finishes(WHITE_LACQUER, WHITE_LACQUER), 24900, 18, 37),
            Variant("Walnut", "Walnut", Finishes(WALNUT, Finish("lacquer", CREAM)), 34900, 5, 9),
        ),
    ),
    Group(
        "Alderman",
        "Bookcase",
        "Fennholt",
        SHELVES,
        Shelf("bookcase", 0.86, 2.05, 0.36),
        "A tall case under a cornice with a cupboard below, 205 cm high. Each board carries 30 kg.",
        (
            Variant("Navy", "Painted ash", cover("lacquer", NAVY, BRASS), 64900, 4, 6),
            Variant("White", "Painted ash", cover("lacquer", WHITE, BRASS), 64900, 9, 12, sale=54900),
        ),
    ),
    Group(
        "Wirra",
        "String Shelf",
        "Fennholt",
        SHELVES,
        Shelf("string", 1.36, 1.5, 0.32),
        "Boards and a small cabinet hooked into ladders of steel wire, at any height. 136 by 150 cm.",
        (
            Variant("Oak", "Oak, steel", Finishes(OAK, Finish("lacquer", WHITE)), 42900, 8, 13),
            Variant("Walnut", "Walnut, steel", Finishes(WALNUT, IRON), 45900, 6, 8, sale=38900),
        ),
    ),
    Group(
        "Pilar",
        "Low Shelf",
        "Fennholt",
        SHELVES,
        Shelf("columns", 1.3, 0.68, 0.34),
        "Three boards with round ends on turned columns, low enough to sit under a window. 130 by 68 cm.",
        (
            Variant(
                "Cream", "Lacquered ash", cover("lacquer", CREAM, Finish("lacquer", CREAM)), 27900, 11, 10
            ),
            Variant("Rust", "Lacquered ash", cover("lacquer", RUST, Finish("lacquer", RUST)), 27900, 16, 0),
        ),
    ),
    Group(
        "Vault",
        "Arched Shelf",
        "Fennholt",
        SHELVES,
        Shelf("arch", 0.84, 1.92, 0.32),
        "A slim case whose top bends into half a circle; the fifth board sits where the arch begins.",
        (
            Variant("Black", "Steel, oak", cover("lacquer", BLACK, OAK), 39900, 6, 15),
            Variant("Oak", "Oak", Finishes(OAK, OAK), 46900, 1, 9),
            Variant("Sage", "Steel, oak", cover("lacquer", SAGE, OAK), 39900, 12, 8, sale=32900),
        ),
    ),
    Group(
        "Tambora",
        "Slatted Sideboard",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("slatted", 1.64, 0.72, 0.42, clearance=0.17),
        "Sliding doors of upright slats in a case with round corners, on steel sleds. 164 cm wide.",
        (
            Variant("Oak", "Oak, steel", Finishes(OAK, IRON), 74900, 7, 12),
            Variant("Black", "Stained ash, steel", Finishes(EBONY, BRASS), 74900, 3, 5, sale=62900),
        ),
    ),
    Group(
        "Savanne",
        "Cane Sideboard",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("rattan", 1.5, 0.78, 0.4, clearance=0.19),
        "Three framed doors filled with woven cane, which lets the air through. Brass knobs, turned legs.",
        (
            Variant("Oak", "Oak, rattan", Finishes(OAK, OAK), 69900, 9, 16),
            Variant("Walnut", "Walnut, rattan", Finishes(WALNUT, WALNUT), 76900, 0, 8),
        ),
    ),
    Group(
        "Riffle",
        "Fluted Sideboard",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("fluted", 1.6, 0.74, 0.44, clearance=0.06),
        "Reeds run around both round ends, so no corner catches a hip. Doors open on a push. 160 by 74 cm.",
        (
            Variant("White", "Lacquered ash, stone", cover("lacquer", WHITE, TRAVERTINE), 98900, 4, 7),
            Variant("Walnut", "Walnut, stone", Finishes(WALNUT, MARBLE), 112900, 2, 4),
        ),
    ),
    Group(
        "Sondre",
        "Chest of Drawers",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("drawers", 1.2, 0.84, 0.46, clearance=0.1),
        "Six dovetailed drawers that deepen downward, cup pulls of cast metal. 120 by 84 cm.",
        (
            Variant("White", "Painted ash", Finishes(WHITE_LACQUER, IRON), 52900, 13, 19),
            Variant("Navy", "Painted ash", cover("lacquer", NAVY, BRASS), 52900, 0, 11),
        ),
    ),
    Group(
        "Hedlund",
        "Mid-Century Sideboard",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("mid-century", 1.8, 0.7, 0.43, clearance=0.25),
        "Long and low, two sliding doors beside three drawers, on splayed legs. 180 cm wide.",
        (
            Variant("Walnut", "Walnut", Finishes(WALNUT, WALNUT), 89900, 5, 10),
            Variant("Oak", "Oak", Finishes(OAK, OAK), 84900, 0, 9),
        ),
    ),
    Group(
        "Monolit",
        "Lacquered Sideboard",
        "Fennholt",
        SIDEBOARDS,
        Sideboard("niche", 1.7, 0.62, 0.42, clearance=0.08),
        "Three smooth doors without grips and an open niche lined with oak, floating over a set back plinth.",
        (
            Variant("Sage", "Lacquer, oak", cover("lacquer", SAGE, OAK), 68900, 7, 9),
            Variant(
                "Terracotta", "Lacquer, oak", cover("lacquer", TERRACOTTA, OAK), 68900, 10, 4, sale=54900
            ),
        ),
    ),
    Group(
        "Drumlin",
        "Round Bedside Cabinet",
        "Fennholt",
        BEDSIDE,
        BedsideCabinet("drum", 0.42, 0.5, 0.42),
        "A reeded drum that turns open, under a tray top of stone. 42 cm across.",
        (
            Variant("White", "Lacquered ash, stone", cover("lacquer", WHITE, MARBLE), 22900, 15, 18),
            Variant("Forest green", "Lacquered ash", cover("lacquer", FOREST, OAK), 21900, 3, 7, sale=17900),
        ),
    ),
    Group(
        "Nilla",
        "Nightstand",
        "Fennholt",
        BEDSIDE,
        BedsideCabinet("drawer", 0.48, 0.54, 0.38),
        "One drawer in a box with soft corners, a slatted shelf for books below. 48 by 54 cm.",
        (
            Variant("Walnut", "Walnut", Finishes(WALNUT, WALNUT), 19900, 12, 17),
            Variant("Oak", "Oak", Finishes(OAK, OAK), 17900, 24, 31),
        ),
    ),
    Group(
        "Lupo",
        "Pedestal Bedside Cabinet",
        "Fennholt",
        BEDSIDE,
        BedsideCabinet("hoop", 0.46, 0.58, 0.36),
        "A bent hoop with a drawer over an open niche, on one steel stem: easy to vacuum around.",
        (
            Variant("Beige", "Lacquer, brass", cover("lacquer", BEIGE, BRASS), 18900, 10, 12),
            Variant("Black", "Lacquer, steel", cover("lacquer", BLACK, STEEL), 18900, 0, 5),
        ),
    ),
)
