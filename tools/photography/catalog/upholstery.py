"""What the demo store sells: sofas, armchairs, bean bags."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BEIGE,
    CHARCOAL,
    COGNAC,
    CREAM,
    EBONY,
    FOREST,
    LOOP,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    TERRACOTTA,
    WALNUT,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs.upholstery import Armchair, BeanBag, Sofa

SOFAS = ("Seating", "Sofas")
ARMCHAIRS = ("Seating", "Armchairs")
BEAN_BAGS = ("Seating", "Bean bags")

UPHOLSTERY = (
    Group(
        "Halden",
        "3-Seat Sofa",
        "Fennholt",
        SOFAS,
        Sofa("track", 2.1, seats=3),
        "Three loose seats between slim track arms, on tapered legs. Covers come off and go in the wash.",
        (
            Variant("Beige", "Linen", cover("linen", BEIGE, OAK), 119900, 14, 21, sale=99900),
            Variant("Navy", "Linen", cover("linen", NAVY, WALNUT), 119900, 6, 12),
        ),
    ),
    Group(
        "Marlow",
        "Chesterfield Sofa",
        "Fennholt",
        SOFAS,
        Sofa("rolled", 2.0, arm_width=0.25, arm_height=0.72, leg_height=0.09, depth=0.92),
        "Rolled arms as high as the back, buttoned by hand in a diamond pattern, two deep seats.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, EBONY), 189900, 3, 5),
            Variant("Forest green", "Velvet", cover("velvet", FOREST, EBONY), 164900, 0, 9),
        ),
    ),
    Group(
        "Nook",
        "Curved Loveseat",
        "Lowmoor",
        SOFAS,
        Sofa("curved", 1.62, depth=0.95, back_height=0.78),
        "A soft crescent for two without one straight line, on a hidden plinth.",
        (
            Variant("Cream", "Boucle", cover("boucle", CREAM, WALNUT), 134900, 9, 17),
            Variant("Terracotta", "Boucle", cover("boucle", TERRACOTTA, WALNUT), 134900, 4, 6, sale=114900),
        ),
    ),
    Group(
        "Fjord",
        "Lounge Chair",
        "Fennholt",
        ARMCHAIRS,
        Armchair("lounge", 0.72, 0.86, seat_height=0.4),
        "An open frame of solid wood with two loose cushions, angled for long evenings.",
        (
            Variant("Sage", "Linen", cover("linen", SAGE, OAK), 54900, 11, 14),
            Variant("Charcoal", "Linen", cover("linen", CHARCOAL, WALNUT), 54900, 0, 8),
        ),
    ),
    Group(
        "Tilda",
        "Tub Chair",
        "Lowmoor",
        ARMCHAIRS,
        Armchair("tub", 0.78, 0.74),
        "A round shell that holds you from the side to the shoulder, with a thick round seat.",
        (
            Variant("Rust", "Velvet", cover("velvet", RUST, WALNUT), 42900, 18, 26),
            Variant("Cream", "Boucle", cover("boucle", CREAM, OAK), 44900, 7, 31, sale=38900),
        ),
    ),
    Group(
        "Aldous",
        "Wing Chair",
        "Fennholt",
        ARMCHAIRS,
        Armchair("wing", 0.76, 1.08, depth=0.8),
        "A tall back with wings that keep the draft away and the reading lamp in.",
        (
            Variant("Navy", "Velvet", cover("velvet", NAVY, WALNUT), 67900, 5, 7),
            Variant("Mustard", "Linen", cover("linen", MUSTARD, OAK), 64900, 2, 3),
        ),
    ),
    Group(
        "Slump",
        "Bean Bag",
        "Lowmoor",
        BEAN_BAGS,
        BeanBag("teardrop", 0.98, 0.78),
        "The classic teardrop of six panels with a carrying loop, filled with 300 liters of beads.",
        (
            Variant("Beige", "Linen", cover("linen", BEIGE, LOOP), 14900, 40, 63),
            Variant("Charcoal", "Linen", cover("linen", CHARCOAL, LOOP), 14900, 22, 35, sale=11900),
        ),
    ),
    Group(
        "Drift",
        "Bean Lounger",
        "Lowmoor",
        BEAN_BAGS,
        BeanBag("lounger", 0.84, 0.86),
        "A bean bag with a back: sit up to read, sink in for the film.",
        (
            Variant("Mustard", "Linen", cover("linen", MUSTARD, LOOP), 19900, 16, 19),
            Variant("Navy", "Linen", cover("linen", NAVY, LOOP), 19900, 0, 11),
        ),
    ),
)
