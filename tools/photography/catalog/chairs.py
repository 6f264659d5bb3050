"""What the demo store sells: chairs, stools, benches."""

from __future__ import annotations

from dataclasses import replace

from tools.photography.catalog.palette import (
    COGNAC,
    EBONY,
    FOREST,
    IRON,
    OAK,
    SAGE,
    TERRACOTTA,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.chairs import Stool

STOOLS = ("Seating", "Stools")

CHAIRS = (
    Group(
        "Perch",
        "Stool",
        "Fennholt",
        STOOLS,
        Stool("board", 0.46, 0.34, legs=3),
        "Three turned legs and a dished seat: a stool, a bedside table, a stand for a fern.",
        (
            Variant("Oak", "Oak", Finishes(replace(OAK, grain="x"), OAK), 8900, 55, 48),
            Variant("Black", "Ash", Finishes(replace(EBONY, grain="x"), EBONY), 8900, 30, 22),
        ),
    ),
    Group(
        "Counter",
        "Bar Stool",
        "Fennholt",
        STOOLS,
        Stool("counter", 0.66, 0.4, splay=0.07),
        "A padded seat at counter height with a low back and a rung for your feet.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, IRON), 21900, 12, 29),
            Variant(
                "Sage", "Linen", cover("linen", SAGE, Finish("metal", "#c8a15a")), 18900, 9, 13, sale=15900
            ),
        ),
    ),
    Group(
        "Toadstool",
        "Footstool",
        "Lowmoor",
        STOOLS,
        Stool("padded", 0.4, 0.5, splay=0.09),
        "A button in the middle, four short legs, room for two feet or one cat.",
        (
            Variant("Forest green", "Velvet", cover("velvet", FOREST, OAK), 12900, 19, 16),
            Variant("Terracotta", "Boucle", cover("boucle", TERRACOTTA, OAK), 12900, 1, 12),
        ),
    ),
)
