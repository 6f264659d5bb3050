"""Colors and surfaces that come back across categories, so that color alone never finds a product."""

from __future__ import annotations

from tools.photography.designs import Finish, Finishes, Kind

BEIGE, CREAM, NAVY, CHARCOAL = "#d9ccb3", "#f3ecdf", "#1f2b4d", "#4a4c50"
SAGE, FOREST, MUSTARD, RUST = "#a0a893", "#2f4a3e", "#c8983f", "#96503a"
TERRACOTTA, COGNAC, WHITE, BLACK = "#b8745a", "#8f5733", "#efece5", "#232324"

OAK, WALNUT, EBONY = Finish("wood", "#c99d6a"), Finish("wood", "#704a33"), Finish("wood", "#2b2724")
BRASS, STEEL, IRON = Finish("metal", "#c8a15a"), Finish("metal", "#c9cbce"), Finish("lacquer", "#242425")
LINEN_SHADE, CREAM_SHADE = Finish("shade", "#e6dac3"), Finish("shade", "#f2ebdd")
LOOP = Finish("leather", COGNAC)  # the carrying loop of bean bags


def cover(kind: Kind, color: str, second: Finish) -> Finishes:
    """Pair a plain surface in one color with what carries it."""
    return Finishes(Finish(kind, color), second)
