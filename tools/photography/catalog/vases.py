"""What the demo store sells: vases."""

from __future__ import annotations

from tools.photography.catalog.glazes import (
    ASH_SPECKS,
    DENIM,
    IRON_RIM,
    IRON_SPECKS,
    TOASTED_RIM,
    WARM_WHITE,
    dipped,
    plain,
    speckled,
)
from tools.photography.catalog.palette import BLACK, CREAM, MUSTARD, NAVY, RUST, SAGE, TERRACOTTA, cover
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs.tabletop import RingVase, Vase

VASES = ("Tabletop", "Vases")

FLOWER_VASES = (
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
            Variant("Terracotta", "Stoneware", plain(TERRACOTTA), 4900, 26, 33),
            Variant("White", "Stoneware", speckled(WARM_WHITE, ASH_SPECKS), 4900, 18, 21),
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
            Variant("Sage", "Porcelain", plain(SAGE), 5900, 15, 25),
            Variant("Navy", "Porcelain", plain(NAVY), 5900, 0, 13),
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
                speckled(CREAM, "#9a8466"),
                3400,
                42,
                51,
                sale=2900,
            ),
            Variant("Black", "Stoneware", plain(BLACK), 3400, 33, 29),
        ),
    ),
    Group(
        "Attica",
        "Amphora Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.036, 0.0),
                (0.044, 0.003),
                (0.042, 0.014),
                (0.064, 0.06),
                (0.088, 0.13),
                (0.09, 0.175),
                (0.066, 0.225),
                (0.036, 0.26),
                (0.033, 0.3),
                (0.043, 0.33),
                (0.049, 0.338),
            ),
            handles=True,
        ),
        "Two handles and a shoulder, after jars that carried oil across the sea; 34 cm.",
        (
            Variant("Terracotta", "Earthenware", plain("#b06d50"), 7900, 9, 0),
            Variant("White", "Earthenware", speckled(WARM_WHITE, "#a08e74"), 7900, 12, 15, sale=6900),
        ),
    ),
    Group(
        "Swell",
        "Ribbed Glass Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.048, 0.0),
                (0.06, 0.004),
                (0.083, 0.04),
                (0.09, 0.09),
                (0.078, 0.15),
                (0.058, 0.19),
                (0.056, 0.215),
                (0.066, 0.24),
            ),
            ribs=9,
            wall=0.0045,
        ),
        "Nine soft rings of mouth-blown glass that break the light; 24 cm.",
        (
            Variant("Amber", "Glass", cover("glass", "#d09a4c", IRON_RIM), 4400, 23, 27),
            Variant("Forest green", "Glass", cover("glass", "#5f8f74", IRON_RIM), 4400, 19, 16),
        ),
    ),
    Group(
        "Reed",
        "Tall Cylinder Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.058, 0.0),
                (0.064, 0.003),
                (0.065, 0.012),
                (0.065, 0.03),
                (0.065, 0.09),
                (0.065, 0.2),
                (0.065, 0.4),
            ),
            rim=True,
            wall=0.006,
        ),
        "Forty centimeters straight up for pampas and branches; heavy in the foot.",
        (
            Variant("Black", "Stoneware", dipped(BLACK, 0.075), 6900, 11, 12),
            Variant("Cream", "Stoneware", dipped(CREAM, 0.075, TOASTED_RIM), 6900, 2, 18),
        ),
    ),
    Group(
        "Calabash",
        "Double Gourd Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.044, 0.0),
                (0.06, 0.005),
                (0.086, 0.04),
                (0.09, 0.078),
                (0.07, 0.118),
                (0.046, 0.142),
                (0.05, 0.165),
                (0.061, 0.195),
                (0.056, 0.226),
                (0.034, 0.25),
                (0.025, 0.268),
                (0.031, 0.285),
            )
        ),
        "Two bulbs one above the other, glazed to run at the waist; 29 cm.",
        (
            Variant("Rust", "Stoneware", speckled(RUST, "#54281a"), 5400, 16, 14),
            Variant("Denim blue", "Stoneware", plain(DENIM), 5400, 7, 10, sale=4300),
        ),
    ),
    Group(
        "Annulus",
        "Ring Vase",
        "Kilnroot",
        VASES,
        RingVase(
            0.085, 0.034, 0.024, ((0.02, 0.0), (0.018, 0.012), (0.0165, 0.035), (0.018, 0.05), (0.023, 0.056))
        ),
        "A hollow ring with one small mouth; half vase, half sculpture, 29 cm.",
        (
            Variant("Beige", "Stoneware", speckled("#d8c9ad", IRON_SPECKS), 4600, 22, 31),
            Variant("Black", "Stoneware", plain("#2a2a2b"), 4600, 25, 24),
        ),
    ),
    Group(
        "Helix",
        "Twisted Vase",
        "Kilnroot",
        VASES,
        Vase(
            (
                (0.05, 0.0),
                (0.06, 0.003),
                (0.066, 0.02),
                (0.074, 0.1),
                (0.072, 0.18),
                (0.062, 0.24),
                (0.064, 0.27),
            ),
            lobes=7,
            twist=0.3,
        ),
        "Seven lobes that wind a third of the way around, cast in one piece; 27 cm.",
        (
            Variant("Sage", "Porcelain", plain(SAGE), 6200, 13, 12),
            Variant("Mustard", "Porcelain", plain(MUSTARD), 6200, 5, 7, sale=5200),
        ),
    ),
)
