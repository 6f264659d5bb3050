"""What the demo store sells: tabletop."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BLACK,
    BRASS,
    CREAM,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    TERRACOTTA,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.tabletop import Mug, Teapot, Vase

MUGS = ("Tabletop", "Mugs")
VASES = ("Tabletop", "Vases")
TEAPOTS = ("Tabletop", "Teapots")

TABLETOP = (
    Group(
        "Harbor",
        "Mug",
        "Kilnroot",
        MUGS,
        Mug(((0.034, 0.0), (0.0405, 0.003), (0.0415, 0.012), (0.0415, 0.05), (0.0415, 0.092)), "square"),
        "Straight walls and a square handle, 350 ml, stacks and survives the dishwasher.",
        (
            Variant("Navy", "Stoneware", cover("ceramic", NAVY, OAK), 1600, 120, 142),
            Variant("White", "Stoneware", cover("ceramic", WHITE, OAK), 1600, 88, 97),
        ),
    ),
    Group(
        "Dune",
        "Mug",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.026, 0.0), (0.036, 0.004), (0.046, 0.024), (0.047, 0.044), (0.041, 0.066), (0.039, 0.08)),
            "round",
        ),
        "Round as a pebble, speckled by the iron in the clay, 300 ml.",
        (
            Variant(
                "Beige",
                "Stoneware",
                Finishes(Finish("ceramic", "#d8c7a8", accent="#6d5138"), OAK),
                1900,
                64,
                83,
            ),
            Variant(
                "Sage", "Stoneware", Finishes(Finish("ceramic", SAGE, accent="#4d5a47"), OAK), 1900, 0, 45
            ),
        ),
    ),
    Group(
        "Kiln",
        "Latte Mug",
        "Kilnroot",
        MUGS,
        Mug(((0.027, 0.0), (0.031, 0.003), (0.034, 0.03), (0.038, 0.07), (0.043, 0.118)), "ear"),
        "Tall and flared, dipped twice: raw clay below, glaze above, 400 ml.",
        (
            Variant(
                "Terracotta",
                "Stoneware",
                Finishes(Finish("ceramic", CREAM, accent=TERRACOTTA, dip=0.04), OAK),
                2200,
                37,
                38,
                sale=1700,
            ),
            Variant(
                "Mustard",
                "Stoneware",
                Finishes(Finish("ceramic", MUSTARD, accent="#5b4636", dip=0.036), OAK),
                2200,
                21,
                24,
            ),
        ),
    ),
    Group(
        "Stem",
        "Bottle Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.05, 0.0),
                (0.075, 0.015),
                (0.098, 0.08),
                (0.075, 0.15),
                (0.028, 0.2),
                (0.02, 0.26),
                (0.022, 0.3),
                (0.03, 0.315),
            )
        ),
        "A narrow neck for one branch over a round belly, 32 cm.",
        (
            Variant("Terracotta", "Stoneware", cover("ceramic", TERRACOTTA, OAK), 4900, 26, 33),
            Variant(
                "White", "Stoneware", Finishes(Finish("ceramic", WHITE, accent="#8a8378"), OAK), 4900, 18, 21
            ),
        ),
    ),
    Group(
        "Column",
        "Fluted Vase",
        "Kilnroot",
        VASES,
        Vase(
            ((0.058, 0.0), (0.066, 0.006), (0.072, 0.06), (0.078, 0.14), (0.08, 0.21), (0.076, 0.245)),
            flutes=22,
        ),
        "Twenty-two flutes catch the light; wide enough for a market bunch, 25 cm.",
        (
            Variant("Sage", "Porcelain", cover("ceramic", SAGE, OAK), 5900, 15, 25),
            Variant("Navy", "Porcelain", cover("ceramic", NAVY, OAK), 5900, 0, 13),
        ),
    ),
    Group(
        "Moon",
        "Bud Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.036, 0.0),
                (0.058, 0.008),
                (0.076, 0.028),
                (0.086, 0.053),
                (0.088, 0.08),
                (0.08, 0.108),
                (0.063, 0.132),
                (0.04, 0.149),
                (0.028, 0.156),
                (0.027, 0.163),
                (0.034, 0.172),
            )
        ),
        "A near-perfect sphere with a small mouth, 17 cm.",
        (
            Variant(
                "Cream",
                "Stoneware",
                Finishes(Finish("ceramic", CREAM, accent="#9a8466"), OAK),
                3400,
                42,
                51,
                sale=2900,
            ),
            Variant("Black", "Stoneware", cover("ceramic", BLACK, OAK), 3400, 33, 29),
        ),
    ),
    Group(
        "Hearth",
        "Teapot",
        "Kilnroot",
        TEAPOTS,
        Teapot(
            ((0.045, 0.0), (0.065, 0.006), (0.09, 0.05), (0.087, 0.085), (0.06, 0.118), (0.042, 0.124)),
            "side",
        ),
        "A round pot for four cups with a lid that stays on when you pour.",
        (
            Variant(
                "White",
                "Porcelain",
                Finishes(Finish("ceramic", WHITE), Finish("ceramic", WHITE)),
                4500,
                20,
                28,
            ),
            Variant(
                "Rust",
                "Stoneware",
                Finishes(Finish("ceramic", RUST, accent="#54281a"), Finish("ceramic", RUST)),
                4500,
                2,
                9,
            ),
        ),
    ),
    Group(
        "Sencha",
        "Low Teapot",
        "Kilnroot",
        TEAPOTS,
        Teapot(
            ((0.05, 0.0), (0.072, 0.005), (0.096, 0.034), (0.092, 0.06), (0.066, 0.08), (0.048, 0.084)), "bow"
        ),
        "A low pot under a high bow, with a strainer in the spout.",
        (
            Variant(
                "Black",
                "Cast iron",
                Finishes(Finish("ceramic", "#2a2b2c", accent="#3a3b3c"), BRASS),
                6900,
                10,
                12,
            ),
            Variant("Sage", "Stoneware", Finishes(Finish("ceramic", SAGE), OAK), 5900, 7, 8, sale=4900),
        ),
    ),
)
