"""What the demo store sells: mugs and teapots."""

from __future__ import annotations

from tools.photography.catalog.glazes import (
    ASH_SPECKS,
    BRASS_LINE,
    DARK_CLAY,
    DENIM,
    IRON_RIM,
    IRON_SPECKS,
    WARM_WHITE,
    dipped,
    plain,
    speckled,
)
from tools.photography.catalog.palette import (
    BRASS,
    CREAM,
    FOREST,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    TERRACOTTA,
    WALNUT,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.tabletop import Mug, Teapot

MUGS = ("Tabletop", "Mugs")
TEAPOTS = ("Tabletop", "Teapots")

DRINKWARE = (
    Group(
        "Harbor",
        "Mug",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.034, 0.0), (0.0405, 0.003), (0.0415, 0.012), (0.0415, 0.05), (0.0415, 0.092)),
            "square",
            rim=True,
        ),
        "Straight walls and a square handle, 350 ml, stacks and survives the dishwasher.",
        (
            Variant("Navy", "Stoneware", plain(NAVY), 1600, 120, 142),
            Variant("White", "Stoneware", plain(WARM_WHITE), 1600, 88, 97),
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
                speckled("#d8c7a8", IRON_SPECKS),
                1900,
                64,
                83,
            ),
            Variant("Sage", "Stoneware", speckled(SAGE, "#4d5a47"), 1900, 0, 45),
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
                dipped(CREAM, 0.04, clay=TERRACOTTA),
                2200,
                37,
                38,
                sale=1700,
            ),
            Variant(
                "Mustard",
                "Stoneware",
                dipped(MUSTARD, 0.036, clay=DARK_CLAY),
                2200,
                21,
                24,
            ),
        ),
    ),
    Group(
        "Ristretto",
        "Espresso Cup and Saucer",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.017, 0.0), (0.022, 0.002), (0.029, 0.014), (0.0325, 0.034), (0.0335, 0.056)),
            "round",
            saucer=((0.028, 0.0), (0.034, 0.001), (0.048, 0.005), (0.06, 0.011), (0.064, 0.014)),
            rim=True,
        ),
        "Eighty milliliters of thick porcelain that keeps a short coffee warm; room for a biscuit beside it.",
        (
            Variant("White", "Porcelain", plain(WARM_WHITE, Finish("ceramic", NAVY)), 1800, 54, 61),
            Variant("Forest green", "Porcelain", plain(FOREST, BRASS_LINE), 1800, 31, 22),
        ),
    ),
    Group(
        "Cairn",
        "Beaker",
        "Kilnroot",
        MUGS,
        Mug(((0.027, 0.0), (0.031, 0.002), (0.0335, 0.02), (0.037, 0.06), (0.0415, 0.1)), "none"),
        "No handle, a raw clay foot and a thumb-wide waist; 280 ml, fits under the coffee machine.",
        (
            Variant("Charcoal", "Stoneware", dipped("#4a4c50", 0.026), 1400, 46, 38),
            Variant("Cream", "Stoneware", dipped(CREAM, 0.026), 1400, 72, 52),
        ),
    ),
    Group(
        "Switchback",
        "Camp Mug",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.036, 0.0), (0.041, 0.0015), (0.0425, 0.006), (0.0428, 0.04), (0.0432, 0.08)),
            "ear",
            wall=0.0022,
            rim=True,
        ),
        "Steel under two coats of enamel, 370 ml; goes on the fire and chips rather than breaks.",
        (
            Variant(
                "White", "Enamel", speckled(WARM_WHITE, "#77808c", Finish("ceramic", NAVY)), 1200, 95, 78
            ),
            Variant(
                "Forest green",
                "Enamel",
                speckled(FOREST, "#c9cbbf", Finish("ceramic", CREAM)),
                1200,
                40,
                33,
                sale=900,
            ),
        ),
    ),
    Group(
        "Prisma",
        "Faceted Mug",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.03, 0.0), (0.037, 0.002), (0.041, 0.012), (0.043, 0.05), (0.0435, 0.095)),
            "round",
            facets=7,
            wall=0.0045,
        ),
        "Seven sides cut by hand while the clay is leather-hard; 320 ml.",
        (
            Variant("Beige", "Stoneware", plain("#d3c3a5"), 2100, 36, 29),
            Variant("Navy", "Stoneware", dipped(NAVY, 0.008), 2100, 28, 34),
        ),
    ),
    Group(
        "Cooper",
        "Barrel Mug",
        "Kilnroot",
        MUGS,
        Mug(
            ((0.032, 0.0), (0.0365, 0.002), (0.0405, 0.02), (0.043, 0.045), (0.041, 0.072), (0.0375, 0.09)),
            "square",
            hoops=(0.017, 0.073),
            wall=0.004,
        ),
        "Bellied like a cask with two dark hoops that keep hot hands away; 340 ml.",
        (
            Variant("Cognac", "Stoneware", plain("#9a6238"), 1900, 33, 26),
            Variant("Denim blue", "Stoneware", speckled(DENIM, "#2f4256", IRON_RIM), 1900, 0, 19, sale=1600),
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
                "Stoneware",
                speckled(WARM_WHITE, ASH_SPECKS, Finish("ceramic", WARM_WHITE, accent=ASH_SPECKS)),
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
    Group(
        "Kyushu",
        "Side-Handle Teapot",
        "Kilnroot",
        TEAPOTS,
        Teapot(
            ((0.038, 0.0), (0.05, 0.004), (0.068, 0.032), (0.066, 0.06), (0.05, 0.078), (0.04, 0.082)),
            "stick",
            spout="short",
            knob="ball",
        ),
        "A pot for two small cups, poured with one turn of the wrist; the stick stays cool, 320 ml.",
        (
            Variant("Terracotta", "Stoneware", plain(TERRACOTTA, WALNUT), 5400, 14, 11),
            Variant("Charcoal", "Stoneware", speckled("#4a4c50", "#2c2d2f", OAK), 5400, 6, 9, sale=4600),
        ),
    ),
    Group(
        "Alp",
        "Tall Teapot",
        "Kilnroot",
        TEAPOTS,
        Teapot(
            ((0.06, 0.0), (0.071, 0.003), (0.073, 0.014), (0.062, 0.08), (0.05, 0.145), (0.046, 0.155)),
            "square",
            spout="short",
            knob="ball",
        ),
        "A cone for six cups that cannot tip, with a turned wooden knob; 1.2 liters.",
        (
            Variant("Beige", "Stoneware", speckled("#d6c8ae", IRON_SPECKS, OAK), 5900, 17, 16),
            Variant("Navy", "Stoneware", plain(NAVY, OAK), 5900, 0, 13),
            Variant("Mustard", "Stoneware", plain(MUSTARD, WALNUT), 5900, 11, 0, sale=3900),
        ),
    ),
)
