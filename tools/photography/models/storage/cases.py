"""What cabinets are made of: a carcass, doors, drawer fronts, tapered feet."""

from __future__ import annotations

from typing import Any

from tools.photography.designs import Pair, Triple
from tools.photography.joinery import board
from tools.photography.shapes import leg


def carcass(size: Triple, material: Any, *, z: float, thick: float = 0.022, x: float = 0.0) -> None:
    """Add an open box of width, depth and height whose floor is at `z`: sides, top, floor and back."""
    width, depth, height = size
    for side in (-1, 1):
        at = (x + side * (width - thick) / 2, 0, z + height / 2)
        board((thick, depth, height), material, at=at, grain="z", radius=0.003)
    for level in (z + thick / 2, z + height - thick / 2):
        board((width - 2 * thick, depth, thick), material, at=(x, 0, level), grain="x", radius=0.003)
    back = (x, depth / 2 - 0.008, z + height / 2)
    board((width - thick, 0.008, height - thick), material, at=back, grain="x", radius=0.002)


def panel_door(
    size: Pair, frame: Any, panel: Any, *, at: Triple, thick: float = 0.02, rail: float = 0.05
) -> None:
    """Add a door of width and height with a framed, set back panel."""
    width, height = size
    x, y, z = at
    for side in (-1, 1):
        upright = (x + side * (width - rail) / 2, y, z)
        board((rail, thick, height), frame, at=upright, grain="z", radius=0.003)
        cross = (x, y, z + side * (height - rail) / 2)
        board((width - 2 * rail, thick, rail), frame, at=cross, grain="x", radius=0.003)
    board((width - rail, thick * 0.4, height - rail), panel, at=(x, y + thick * 0.1, z), radius=0.002)


def feet(width: float, depth: float, height: float, radii: Pair, splay: float, material: Any) -> None:
    """Add four tapered feet under a floor of width and depth."""
    for side in (-1, 1):
        for end in (-1, 1):
            top = (side * width / 2, end * depth / 2, height)
            foot = (side * (width / 2 + splay), end * (depth / 2 + splay * 0.5), 0.0)
            leg(top, foot, radii, material)
