"""What the demo store sells: planters and candles."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BLACK,
    BRASS,
    CHARCOAL,
    CREAM,
    FOREST,
    IRON,
    NAVY,
    OAK,
    RUST,
    SAGE,
    TERRACOTTA,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.decor import JarCandle, Lantern, Pillars, Planter, Tapers, Tealights

PLANTERS, CANDLES = ("Decor", "Planters"), ("Decor", "Candles")
CORD = Finish("jute", "#c9ab7c")

POTS = (
    Group(
        "Basin",
        "Succulent Bowl",
        "Kilnroot",
        PLANTERS,
        Planter(((0.055, 0.0), (0.09, 0.008), (0.118, 0.045), (0.125, 0.085)), plant="rosette"),
        "A shallow bowl of 25 cm with a drain hole, shown with an echeveria that stays with us.",
        (
            Variant("Charcoal", "Stoneware", cover("ceramic", CHARCOAL, OAK), 3200, 34, 29),
            Variant(
                "Beige",
                "Stoneware",
                Finishes(Finish("ceramic", "#d8c7a8", accent="#6d5138"), OAK),
                3200,
                22,
                24,
            ),
        ),
    ),
    Group(
        "Trestle",
        "Planter on Legs",
        "Kilnroot",
        PLANTERS,
        Planter(((0.105, 0.12), (0.122, 0.132), (0.125, 0.2), (0.125, 0.34)), carried="legs", plant="blades"),
        "A plain cylinder for 24 cm pots on a doweled stand of solid wood, 34 cm high without the plant.",
        (
            Variant("White", "Ceramic", cover("ceramic", WHITE, OAK), 6900, 28, 33),
            Variant("Black", "Ceramic", cover("ceramic", BLACK, WALNUT), 6900, 15, 17, 5500),
        ),
    ),
    Group(
        "Doric",
        "Fluted Planter",
        "Kilnroot",
        PLANTERS,
        Planter(
            ((0.09, 0.0), (0.1, 0.006), (0.112, 0.09), (0.126, 0.2), (0.132, 0.215), (0.132, 0.232)),
            flutes=24,
        ),
        "Twenty-four flutes under a plain lip, 26 cm wide, frost-proof and drilled.",
        (
            Variant("Sage", "Ceramic", cover("ceramic", SAGE, OAK), 4500, 25, 22),
            Variant("Navy", "Ceramic", cover("ceramic", NAVY, OAK), 4500, 0, 16),
        ),
    ),
    Group(
        "Tendril",
        "Hanging Planter",
        "Kilnroot",
        PLANTERS,
        Planter(
            ((0.03, 0.0), (0.07, 0.012), (0.1, 0.055), (0.102, 0.1), (0.094, 0.125)),
            carried="cords",
            plant="pearls",
            wall=0.006,
        ),
        "A round pot on three cords of 40 cm, 20 cm wide, with a hidden tray for the water.",
        (
            Variant("Terracotta", "Clay", cover("paint", TERRACOTTA, CORD), 3900, 31, 28),
            Variant("White", "Ceramic", cover("ceramic", WHITE, CORD), 4200, 40, 38),
        ),
    ),
    Group(
        "Quarry",
        "Square Planter",
        "Kilnroot",
        PLANTERS,
        Planter(((0.084, 0.0), (0.09, 0.004), (0.1, 0.2)), square=True, plant="cactus", wall=0.014),
        "Cut from one block of travertine, 20 by 20 cm, heavy enough for the wind on a balcony.",
        (
            Variant("Charcoal", "Travertine", cover("stone", "#67686b", OAK), 4900, 17, 14),
            Variant("Cream", "Travertine", cover("stone", "#ddd5c4", OAK), 4900, 20, 19, 3900),
        ),
    ),
    Group(
        "Grove",
        "Pot with Saucer",
        "Kilnroot",
        PLANTERS,
        Planter(
            ((0.074, 0.0), (0.082, 0.006), (0.108, 0.142), (0.12, 0.146), (0.123, 0.19)),
            carried="saucer",
            plant="tree",
        ),
        "The classic tapered pot with a collar and a saucer, 24 cm across, breathes as only clay does.",
        (
            Variant(
                "Terracotta", "Clay", cover("paint", TERRACOTTA, Finish("paint", TERRACOTTA)), 2900, 64, 61
            ),
            Variant(
                "Forest green", "Ceramic", cover("ceramic", FOREST, Finish("ceramic", FOREST)), 3500, 26, 20
            ),
        ),
    ),
)

LIGHTS = (
    Group(
        "Vigil",
        "Pillar Candle Set",
        "Kilnroot",
        CANDLES,
        Pillars(((0.038, 0.19), (0.038, 0.13), (0.038, 0.085))),
        "Three pillars of rapeseed wax on a turned tray, 8.5, 13 and 19 cm, about 150 hours together.",
        (
            Variant("Cream", "Wax", cover("wax", CREAM, WALNUT), 3400, 72, 66),
            Variant("Rust", "Wax", cover("wax", RUST, OAK), 3400, 0, 25),
        ),
    ),
    Group(
        "Duet",
        "Taper Candle Pair",
        "Kilnroot",
        CANDLES,
        Tapers((0.16, 0.11)),
        "Two dipped tapers with their holders, 11 and 16 cm, burn for eight hours without a drip.",
        (
            Variant("Sage", "Wax", cover("wax", SAGE, BRASS), 4200, 29, 27),
            Variant("Navy", "Wax", cover("wax", NAVY, BRASS), 4200, 35, 30),
        ),
    ),
    Group(
        "Nocturne",
        "Scented Jar Candle",
        "Kilnroot",
        CANDLES,
        JarCandle(0.042, 0.1),
        "Cedar, fig leaf and smoke in a reusable jar, 220 g of soy wax for 45 hours.",
        (
            Variant("Cognac", "Glass", cover("glass", "#dfa565", OAK), 2800, 110, 94),
            Variant("Forest green", "Glass", cover("glass", "#a3c9ae", WALNUT), 2800, 84, 58),
        ),
    ),
    Group(
        "Ferry",
        "Lantern",
        "Kilnroot",
        CANDLES,
        Lantern(0.16, 0.36),
        "An open lantern for pillars of up to 8 cm, 36 cm high, at home on a table or a doorstep.",
        (
            Variant("Black", "Metal", cover("lacquer", BLACK, BRASS), 5900, 21, 23),
            Variant("Oak", "Wood", Finishes(OAK, IRON), 6900, 2, 15),
        ),
    ),
    Group(
        "Ember",
        "Tealight Trio",
        "Kilnroot",
        CANDLES,
        Tealights(((0.037, 0.046), (0.035, 0.06), (0.039, 0.04))),
        "Three cups thrown on the wheel, no two the same, with three tealights to start.",
        (
            Variant("White", "Stoneware", cover("ceramic", WHITE, Finish("wax", CREAM)), 2400, 57, 47),
            Variant(
                "Terracotta",
                "Stoneware",
                Finishes(Finish("ceramic", CREAM, accent=TERRACOTTA, dip=0.024), Finish("wax", CREAM)),
                2600,
                43,
                39,
                1900,
            ),
        ),
    ),
)

DECOR = (*POTS, *LIGHTS)
