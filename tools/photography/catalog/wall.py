"""What the demo store sells: clocks and mirrors."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BLACK,
    BRASS,
    COGNAC,
    CREAM,
    FOREST,
    IRON,
    MUSTARD,
    NAVY,
    OAK,
    STEEL,
    TERRACOTTA,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.wall import Clock, Mirror

CLOCKS = ("Decor", "Clocks")
MIRRORS = ("Decor", "Mirrors")

GLASS = Finish("mirror", "#e8ecee")
WHITE_FACE = Finish("lacquer", WHITE)

WALL = (
    Group(
        "Meridian",
        "Wall Clock",
        "Verrin",
        CLOCKS,
        Clock("round", 0.34, 0.34),
        "Twelve applied marks on an enameled face in a slim hoop. Silent, one AA cell, 34 cm across.",
        (
            Variant("White", "Steel", cover("lacquer", WHITE, IRON), 6900, 34, 46),
            Variant("Navy", "Steel, brass", cover("lacquer", NAVY, BRASS), 7900, 15, 21),
        ),
    ),
    Group(
        "Quadrant",
        "Square Clock",
        "Verrin",
        CLOCKS,
        Clock("square", 0.28, 0.28),
        "A thick square board with soft corners and four marks, 28 by 28 cm.",
        (
            Variant("Oak", "Oak", Finishes(OAK, IRON), 5900, 27, 24),
            Variant("Walnut", "Walnut", Finishes(WALNUT, BRASS), 6400, 11, 19, sale=4900),
        ),
    ),
    Group(
        "Helio",
        "Sunburst Clock",
        "Verrin",
        CLOCKS,
        Clock("sunburst", 0.62, 0.62),
        "Forty-eight rays of three lengths around a small face, 62 cm across. Hangs on one nail.",
        (
            Variant("Brass", "Brass", Finishes(BRASS, WHITE_FACE), 14900, 6, 13),
            Variant("Walnut", "Walnut", Finishes(WALNUT, WHITE_FACE), 13900, 2, 9, sale=11900),
        ),
    ),
    Group(
        "Bray",
        "Table Clock",
        "Verrin",
        CLOCKS,
        Clock("arch", 0.15, 0.21),
        "A small arch for the mantel with a white face, 21 cm high. It does not tick.",
        (
            Variant("Travertine", "Stone", cover("stone", "#ddd0bb", BRASS), 8900, 9, 15),
            Variant("Forest green", "Ceramic", cover("ceramic", FOREST, BRASS), 6900, 1, 10),
        ),
    ),
    Group(
        "Skerry",
        "Stone Clock",
        "Verrin",
        CLOCKS,
        Clock("pebble", 0.33, 0.3),
        "An uneven pebble of solid stone with two hands and nothing else. 33 by 30 cm, 3.8 kg.",
        (
            Variant(
                "White", "Marble", Finishes(Finish("stone", "#ebe8e2", accent="#a9a7a6"), BRASS), 11900, 8, 11
            ),
            Variant(
                "Charcoal",
                "Slate",
                Finishes(Finish("stone", "#55575a", accent="#6a6c6f"), BRASS),
                10900,
                0,
                8,
                sale=8900,
            ),
        ),
    ),
    Group(
        "Strapwork",
        "Round Mirror",
        "Verrin",
        MIRRORS,
        Mirror("strap", 0.6, 0.82),
        "A round glass in a padded frame that hangs from one brass knob by its strap. 60 cm across.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, GLASS), 15900, 10, 18),
            Variant("Black", "Leather", cover("leather", BLACK, GLASS), 15900, 7, 9, sale=12900),
        ),
    ),
    Group(
        "Orangerie",
        "Window Mirror",
        "Verrin",
        MIRRORS,
        Mirror("window", 0.7, 1.2),
        "An arch divided by slim bars, like the window of a garden house. 70 by 120 cm.",
        (
            Variant("Black", "Steel", cover("lacquer", BLACK, GLASS), 18900, 13, 24),
            Variant("White", "Steel", cover("lacquer", WHITE, GLASS), 18900, 5, 11),
        ),
    ),
    Group(
        "Capsule",
        "Pill Mirror",
        "Verrin",
        MIRRORS,
        Mirror("pill", 0.44, 1.05),
        "Half round above and below in a slim, deep frame; hangs upright or lying. 44 by 105 cm.",
        (
            Variant("Brass", "Brass", Finishes(BRASS, GLASS), 13900, 16, 29),
            Variant("Black", "Steel", Finishes(IRON, GLASS), 11900, 0, 20),
            Variant("Steel", "Steel", Finishes(STEEL, GLASS), 11900, 11, 0, sale=8900),
        ),
    ),
    Group(
        "Onda",
        "Wavy Mirror",
        "Verrin",
        MIRRORS,
        Mirror("wavy", 0.62, 0.86),
        "A fat lacquered frame that runs in waves around the glass, 62 by 86 cm.",
        (
            Variant("Cream", "Lacquer", cover("lacquer", CREAM, GLASS), 12900, 9, 16),
            Variant("Mustard", "Lacquer", cover("lacquer", MUSTARD, GLASS), 12900, 4, 7),
            Variant("Terracotta", "Lacquer", cover("lacquer", TERRACOTTA, GLASS), 12900, 6, 10, sale=9900),
        ),
    ),
    Group(
        "Stature",
        "Full-Length Mirror",
        "Verrin",
        MIRRORS,
        Mirror("full length", 0.62, 1.72),
        "A broad wooden frame that leans back on legs of its own, 62 by 172 cm.",
        (
            Variant("Oak", "Oak", Finishes(OAK, GLASS), 24900, 8, 19),
            Variant("Beige", "Linen", cover("linen", "#d9ccb3", GLASS), 22900, 14, 0),
        ),
    ),
)
