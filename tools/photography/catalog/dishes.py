"""What the demo store sells: bowls and plates."""

from __future__ import annotations

from tools.photography.catalog.glazes import (
    ASH_SPECKS,
    BLUSH,
    CELADON,
    DENIM,
    IRON_SPECKS,
    TOASTED_RIM,
    WARM_WHITE,
    dipped,
    plain,
    speckled,
)
from tools.photography.catalog.palette import CREAM, FOREST, MUSTARD, NAVY, OAK, SAGE, TERRACOTTA, WALNUT
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.tabletop import Bowl, Plate

BOWLS = ("Tabletop", "Bowls")
PLATES = ("Tabletop", "Plates")

DISHES = (
    Group(
        "Wadi",
        "Serving Bowl",
        "Kilnroot",
        BOWLS,
        Bowl(
            ((0.055, 0.0), (0.075, 0.003), (0.11, 0.016), (0.14, 0.042), (0.152, 0.066)), wall=0.006, rim=True
        ),
        "Wide and low for a salad that wants to be seen; 30 cm, reactive glaze.",
        (
            Variant("Denim blue", "Stoneware", speckled(DENIM, "#2f4256"), 5200, 16, 18),
            Variant("Cream", "Stoneware", speckled(CREAM, IRON_SPECKS, TOASTED_RIM), 5200, 22, 24, sale=4500),
        ),
    ),
    Group(
        "Chalice",
        "Footed Fruit Bowl",
        "Kilnroot",
        BOWLS,
        Bowl(
            ((0.03, 0.0), (0.06, 0.008), (0.1, 0.03), (0.122, 0.062), (0.128, 0.082)),
            wall=0.006,
            foot=((0.07, 0.0), (0.072, 0.006), (0.05, 0.02), (0.028, 0.045), (0.026, 0.062), (0.04, 0.076)),
        ),
        "Lifts lemons and figs off the table on a flared foot; 26 cm wide, 15 cm high.",
        (
            Variant("Terracotta", "Earthenware", plain("#b06d50"), 6400, 9, 10),
            Variant("White", "Earthenware", speckled(WARM_WHITE, "#8f7a5f"), 6400, 0, 13),
        ),
    ),
    Group(
        "Morsel",
        "Rice Bowl",
        "Kilnroot",
        BOWLS,
        Bowl(
            ((0.024, 0.0), (0.05, 0.012), (0.066, 0.036), (0.0715, 0.062)),
            foot=((0.029, 0.0), (0.029, 0.006), (0.027, 0.014)),
            rim=True,
        ),
        "Sits in one hand on a turned foot ring; 14 cm, stacks, safe in the microwave.",
        (
            Variant("Black", "Stoneware", speckled("#2b2c2e", "#6f6a62", TOASTED_RIM), 1500, 70, 57),
            Variant("Sage", "Stoneware", plain(CELADON, TOASTED_RIM), 1500, 48, 36),
        ),
    ),
    Group(
        "Batter",
        "Mixing Bowl",
        "Kilnroot",
        BOWLS,
        Bowl(
            ((0.062, 0.0), (0.074, 0.003), (0.096, 0.03), (0.112, 0.08), (0.118, 0.122), (0.122, 0.132)),
            wall=0.006,
            lip=True,
        ),
        "Deep, heavy and with a lip that pours pancakes without a trail; 2.5 liters.",
        (
            Variant("Mustard", "Earthenware", dipped(MUSTARD, 0.02), 3900, 19, 21),
            Variant("Cream", "Earthenware", dipped(CREAM, 0.03), 3900, 26, 28),
        ),
    ),
    Group(
        "Coppice",
        "Salad Bowl with Servers",
        "Fennholt",
        BOWLS,
        Bowl(
            ((0.06, 0.0), (0.085, 0.004), (0.125, 0.04), (0.142, 0.085), (0.145, 0.11)),
            wall=0.01,
            servers=True,
        ),
        "Turned from one block and oiled; comes with two servers, 29 cm. Wash by hand.",
        (
            Variant("Oak", "Oak", Finishes(Finish("wood", "#c99d6a", grain="x"), WALNUT), 7900, 12, 11),
            Variant(
                "Walnut", "Walnut", Finishes(Finish("wood", "#704a33", grain="x"), OAK), 8900, 2, 9, sale=7900
            ),
        ),
    ),
    Group(
        "Crema",
        "Coupe Plate",
        "Kilnroot",
        PLATES,
        Plate(((0.07, 0.0), (0.09, 0.002), (0.115, 0.009), (0.132, 0.022), (0.135, 0.028)), rim=True),
        "No rim to speak of, one soft curve; 27 cm, dishwasher safe.",
        (
            Variant("Sage", "Stoneware", speckled(SAGE, "#5d6b55", TOASTED_RIM), 1900, 60, 64),
            Variant("White", "Stoneware", speckled(WARM_WHITE, ASH_SPECKS, TOASTED_RIM), 1900, 85, 92),
        ),
    ),
    Group(
        "Bistro",
        "Rimmed Plate",
        "Kilnroot",
        PLATES,
        Plate(
            ((0.07, 0.0), (0.082, 0.003), (0.09, 0.012), (0.096, 0.016), (0.115, 0.02), (0.136, 0.025)),
            rim=True,
        ),
        "A broad rim with a painted line, as in the café on the corner; 27 cm.",
        (
            Variant("White", "Porcelain", plain(WARM_WHITE, Finish("ceramic", NAVY)), 1700, 76, 58),
            Variant("Cream", "Porcelain", plain(CREAM, Finish("ceramic", FOREST)), 1700, 33, 25, sale=1400),
        ),
    ),
    Group(
        "Petal",
        "Scalloped Plate",
        "Kilnroot",
        PLATES,
        Plate(((0.062, 0.0), (0.075, 0.003), (0.09, 0.011), (0.1, 0.014), (0.117, 0.021)), scallops=12),
        "Twelve petals for cake and for the wall; 23 cm.",
        (
            Variant("Blush", "Earthenware", plain(BLUSH), 2200, 29, 32),
            Variant("Mustard", "Earthenware", plain(MUSTARD), 2200, 0, 15),
        ),
    ),
    Group(
        "Sardine",
        "Oval Platter",
        "Kilnroot",
        PLATES,
        Plate(
            ((0.078, 0.0), (0.09, 0.003), (0.1, 0.014), (0.108, 0.02), (0.13, 0.029)),
            oval=1.55,
            wall=0.006,
            rim=True,
        ),
        "Forty centimeters for a whole fish or a roast; raised edge, warm from the oven.",
        (
            Variant("White", "Stoneware", speckled(WARM_WHITE, ASH_SPECKS), 4800, 15, 12),
            Variant("Navy", "Stoneware", plain(NAVY, Finish("ceramic", CREAM)), 4800, 7, 0, sale=3900),
        ),
    ),
    Group(
        "Quartet",
        "Plate Set",
        "Kilnroot",
        PLATES,
        Plate(
            ((0.07, 0.0), (0.088, 0.003), (0.112, 0.011), (0.128, 0.02), (0.134, 0.026)),
            stack=(1.0, 1.0, 0.76, 0.76),
        ),
        "Two dinner and two side plates that nest, 27 and 20 cm; two glazes that go together.",
        (
            Variant(
                "Navy", "Stoneware", plain(NAVY, Finish("ceramic", CREAM, accent=IRON_SPECKS)), 6200, 18, 20
            ),
            Variant(
                "Terracotta",
                "Stoneware",
                plain(TERRACOTTA, Finish("ceramic", "#dfc6ab", accent=IRON_SPECKS)),
                6200,
                10,
                14,
                sale=4900,
            ),
        ),
    ),
)
