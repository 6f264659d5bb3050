"""What the demo store sells: bottles and carafes."""

from __future__ import annotations

from tools.photography.catalog.glazes import CORK, WARM_WHITE, dipped
from tools.photography.catalog.palette import (
    BLACK,
    NAVY,
    OAK,
    SAGE,
    STEEL,
    TERRACOTTA,
    WALNUT,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs.tabletop import Bottle

BOTTLES = ("Tabletop", "Bottles")

CLOSED_BOTTLES = (
    Group(
        "Siphon",
        "Swing-Top Bottle",
        "Kilnroot",
        BOTTLES,
        Bottle(
            (
                (0.034, 0.0),
                (0.0405, 0.003),
                (0.0415, 0.012),
                (0.0415, 0.03),
                (0.0415, 0.09),
                (0.0415, 0.15),
                (0.039, 0.178),
                (0.021, 0.215),
                (0.0155, 0.245),
                (0.015, 0.27),
                (0.0165, 0.274),
                (0.0165, 0.284),
            ),
            "swing",
        ),
        "Porcelain plug, rubber ring, steel wire: closes a fizzy lemonade tight; 1 liter.",
        (
            Variant("Forest green", "Glass", cover("glass", "#3f7a58", STEEL), 1400, 80, 66),
            Variant("Amber", "Glass", cover("glass", "#b9722a", STEEL), 1400, 44, 41),
            Variant("Clear", "Glass", cover("glass", "#cfe0dc", STEEL), 1300, 0, 58),
        ),
    ),
    Group(
        "Nightcap",
        "Carafe with Cup",
        "Kilnroot",
        BOTTLES,
        Bottle(
            (
                (0.05, 0.0),
                (0.062, 0.004),
                (0.068, 0.018),
                (0.068, 0.07),
                (0.058, 0.115),
                (0.038, 0.145),
                (0.0285, 0.17),
                (0.0275, 0.2),
                (0.0285, 0.225),
                (0.031, 0.232),
            ),
            "cup",
        ),
        "Water for the bedside: the tumbler keeps the dust out and the oak tray keeps the table dry; 700 ml.",
        (
            Variant("Clear", "Glass", cover("glass", "#cfe3e3", OAK), 3600, 24, 27),
            Variant("Blush", "Glass", cover("glass", "#e2b3a6", WALNUT), 3600, 13, 11, sale=2900),
        ),
    ),
    Group(
        "Olio",
        "Oil Bottle",
        "Kilnroot",
        BOTTLES,
        Bottle(
            (
                (0.04, 0.0),
                (0.048, 0.003),
                (0.051, 0.02),
                (0.048, 0.07),
                (0.036, 0.12),
                (0.021, 0.155),
                (0.0165, 0.18),
                (0.0165, 0.2),
                (0.021, 0.208),
            ),
            "cork",
            wall=0.004,
        ),
        "Keeps olive oil in the dark under a natural cork; 500 ml, no drip on the shelf.",
        (
            Variant("White", "Stoneware", dipped(WARM_WHITE, 0.03, CORK), 2800, 34, 30),
            Variant("Black", "Stoneware", dipped(BLACK, 0.03, CORK), 2800, 15, 12),
        ),
    ),
    Group(
        "Nordkap",
        "Insulated Flask",
        "Kilnroot",
        BOTTLES,
        Bottle(
            (
                (0.033, 0.0),
                (0.0365, 0.002),
                (0.037, 0.012),
                (0.037, 0.1),
                (0.037, 0.18),
                (0.034, 0.2),
                (0.0265, 0.213),
                (0.025, 0.222),
            ),
            "cap",
        ),
        "Double-walled steel holds tea hot for twelve hours; 750 ml, the loop carries a finger.",
        (
            Variant("Navy", "Steel", cover("lacquer", NAVY, STEEL), 3200, 58, 49),
            Variant("Sage", "Steel", cover("lacquer", SAGE, STEEL), 3200, 41, 37, sale=2700),
            Variant("Terracotta", "Steel", cover("lacquer", TERRACOTTA, STEEL), 3200, 0, 22),
        ),
    ),
)
