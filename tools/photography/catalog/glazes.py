"""Glazes of the kiln: plain, speckled or dipped, over a raw foot or under a dark rim."""

from __future__ import annotations

from tools.photography.designs import Finish, Finishes

CLAY, DARK_CLAY = "#b98a63", "#5b4636"  # what shows where the glaze ends
IRON_RIM, TOASTED_RIM = Finish("ceramic", "#33302e"), Finish("ceramic", "#8a5f3f")
BRASS_LINE, CORK = Finish("metal", "#c8a15a"), Finish("wood", "#c9a273", grain="x")
WARM_WHITE, ASH_SPECKS, IRON_SPECKS = "#e9e2d5", "#8a8378", "#6d5138"
DENIM, BLUSH, CELADON = "#4f6f8f", "#d3a596", "#b4c4b8"


def speckled(color: str, specks: str, second: Finish = IRON_RIM) -> Finishes:
    """Iron in the clay burns through the glaze."""
    return Finishes(Finish("ceramic", color, accent=specks), second)


def dipped(color: str, height: float, second: Finish = IRON_RIM, *, clay: str = CLAY) -> Finishes:
    """Raw clay up to `height` meters, glaze above."""
    return Finishes(Finish("ceramic", color, accent=clay, dip=height), second)


def plain(color: str, second: Finish = IRON_RIM) -> Finishes:
    """One glaze all over."""
    return Finishes(Finish("ceramic", color), second)
