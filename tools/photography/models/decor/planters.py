"""Planters: a turned wall, round, fluted or square, and what carries it."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.decor import Planter
from tools.photography.models.decor import plants
from tools.photography.shapes import Points, disc, filleted, leg, smooth, soft_block, tube, turned, walled

SOIL = Finish("paint", "#3b2c22")
SQUARENESS = 9  # exponent of the superellipse that square pots follow
FILLED = 0.9  # share of the height up to which soil stands
LEG_RADIUS = 0.011
HANGING = 0.3  # how high the cords meet above the rim
HUNG = 0.2  # how far a hanging pot is off the floor: room for what trails


def build(planter: Planter, main: Any, second: Any) -> None:
    """Add a planter; a hanging one is lifted so that its plant can fall."""
    foot = {"legs": 0.0, "saucer": 0.008, "cords": HUNG, "": 0.0}[planter.carried]
    bottom = planter.outside[0][1]
    rim, height = planter.outside[-1]
    deform = _wall(planter, foot - (0 if planter.carried == "legs" else bottom))
    outline = filleted(planter.outside, 0.012) if planter.square else smooth(planter.outside)
    turned(walled(outline, planter.wall), main, deform=deform)
    match planter.carried:
        case "legs":
            _legs(planter, second)
        case "saucer":
            _saucer(planter, second)
        case "cords":
            _cords(rim, foot + height, second)
    soil = bottom + FILLED * (height - bottom)
    radii, heights = np.array(planter.outside).T
    inner = float(np.interp(soil, heights, radii)) - planter.wall * 0.7
    if planter.plant:
        plants.soil_surface(inner, soil, deform, materials.make(SOIL))
        plants.grow(planter, inner, soil + foot)


def _wall(planter: Planter, lift: float) -> Any:
    low, high = planter.outside[0][1], planter.outside[-1][1]
    tall = high - low

    def shaped(points: Points) -> Points:
        x, y, z = points.T
        angle = np.arctan2(y, x)
        factor = np.ones_like(x)
        if planter.flutes:
            fade = np.clip((z - low) / (0.06 * tall), 0, 1) * np.clip((high - z) / (0.07 * tall), 0, 1)
            factor = 1 - 0.085 * fade * (1 - np.abs(np.sin(planter.flutes / 2 * angle)) ** 0.8)
        if planter.square:
            power = np.abs(np.cos(angle)) ** SQUARENESS + np.abs(np.sin(angle)) ** SQUARENESS
            factor = factor / power ** (1 / SQUARENESS)
        return np.stack([x * factor, y * factor, z + lift], axis=1)

    return shaped


def _legs(planter: Planter, wood: Any) -> None:
    """Add a cross of wood below the pot and four posts beside it."""
    low, high = planter.outside[0][1], planter.outside[-1][1]
    reach = max(radius for radius, _ in planter.outside) + LEG_RADIUS * 0.9
    for quarter in range(4):
        angle = quarter * np.pi / 2 + np.pi / 4
        x, y = reach * float(np.cos(angle)), reach * float(np.sin(angle))
        leg((x, y, low + 0.45 * (high - low)), (x, y, 0), (LEG_RADIUS, LEG_RADIUS * 0.85), wood)
    for turn in (np.pi / 4, -np.pi / 4):
        size = (2 * reach, LEG_RADIUS * 1.5, LEG_RADIUS * 2)
        soft_block(size, wood, at=(0, 0, low - LEG_RADIUS), turn=(0, 0, turn), radius=0.003)


def _saucer(planter: Planter, clay: Any) -> None:
    wide = planter.outside[0][0] * 1.36
    turned(walled(smooth([(wide * 0.9, 0), (wide * 0.97, 0.006), (wide, 0.022)]), 0.006), clay)


def _cords(rim: float, top: float, cord: Any) -> None:
    """Add three cords from the rim to a ring."""
    knot = top + HANGING
    for third in range(3):
        angle = third * 2 * np.pi / 3 + np.pi / 6
        x, y = rim * float(np.cos(angle)), rim * float(np.sin(angle))
        path = smooth([(x, y, top - 0.006), (x / 2, y / 2, top + 0.52 * HANGING), (0, 0, knot)])
        tube(path, 0.0028, cord)
        disc(0.008, 0.008, cord, at=(x, y, top - 0.008), rounding=0.003)
    around = np.linspace(0, 2 * np.pi, 33)[:-1]
    ring = np.stack([0.018 * np.sin(around), 0 * around, knot + 0.018 - 0.018 * np.cos(around)], axis=1)
    tube(ring, 0.0032, cord, closed=True)
