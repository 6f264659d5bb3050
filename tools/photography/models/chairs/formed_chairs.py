"""Dining chairs of one body: upholstered all over, or a molded scoop on dowel legs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs.chairs import FormedChair
from tools.photography.designs.surfaces import Finish
from tools.photography.models.chairs.frames import flat_bar, sheet
from tools.photography.shapes import Points, leg, outline, puffed, rumpled, smooth, soft_block, together, tube

DARK_STEEL = Finish("lacquer", "#2a2a2b")
SQUARENESS = 5.5  # exponent of the scoop's outline: 2 is an ellipse


def build(chair: FormedChair, body: Any, legs: Any) -> None:
    """Add a dining chair of one body."""
    if chair.style == "parsons":
        _parsons(chair, body, legs)
    else:
        _scoop(chair, body, legs)


def _parsons(chair: FormedChair, cloth: Any, wood: Any) -> None:
    low, half = chair.seat_height, chair.width / 2
    seat, lean = (chair.width, 0.5, 0.13), 0.13
    give = together(puffed(seat, 0.01, sag=0.004), rumpled(0.003, 0.2, seed=2))
    soft_block(seat, cloth, at=(0, -0.03, low - 0.065), radius=0.028, deform=give)
    seam = outline((seat[0], seat[1], 0), 0.028, height=low - 0.026)
    tube(seam + np.array([0, -0.03, 0]), 0.0042, cloth, closed=True)
    tall = chair.back_height - low + 0.11
    back = (chair.width, 0.085, tall)
    middle = np.array((0, 0.225 + lean * tall / 2, low - 0.11 + tall / 2))
    give = together(puffed(back, 0.012), rumpled(0.003, 0.2, seed=5))
    soft_block(back, cloth, at=tuple(middle), turn=(-lean, 0, 0), radius=0.034, deform=give)
    flat = outline((back[0] - 0.002, tall, 0), 0.034, height=0)
    for face in (-0.026, 0.026):
        edge = np.stack([flat[:, 0], face + lean * flat[:, 1], flat[:, 1] - lean * face], axis=1)
        tube(middle + edge, 0.0042, cloth, closed=True)
    for x in (-1, 1):
        for y, kick in ((-0.245, 0.0), (0.2, 0.07)):
            line = np.array([(x * (half - 0.03), y, low - 0.11), (x * (half - 0.034), y + kick, 0)])
            flat_bar(line, (0.044, 0.028), (0.044, 0.028), wood)


def _scoop(chair: FormedChair, shell: Any, wood: Any) -> None:
    low, rise = chair.seat_height, chair.back_height - chair.seat_height
    knots = [  # y, z, half width, how far the sides curl up
        (-0.215, low - 0.035, 0.2, 0.006),
        (-0.19, low - 0.006, 0.212, 0.014),
        (-0.06, low - 0.018, 0.222, 0.034),
        (0.07, low - 0.022, 0.226, 0.056),
        (0.155, low + 0.02, 0.228, 0.082),
        (0.195, low + rise * 0.3, 0.232, 0.088),
        (0.225, low + rise * 0.66, 0.222, 0.06),
        (0.262, low + rise, 0.17, 0.024),
    ]
    spine = smooth(knots, steps=12)
    across, along = _rounded_square(61, 100)
    place = np.linspace(0, 1, len(spine))
    y, z, half, curl = (np.interp(along, place, spine[:, column]) for column in range(4))
    slope_y, slope_z = np.gradient(spine[:, 0]), np.gradient(spine[:, 1])
    length = np.hypot(slope_y, slope_z)
    up_y = np.interp(along, place, -slope_z / length)
    up_z = np.interp(along, place, slope_y / length)
    lift = curl * np.abs(across) ** 2.4
    grid = np.stack([half * across, y + up_y * lift, z + up_z * lift], axis=-1)
    sheet(grid, 0.011, shell)
    _dowels(low - 0.05, wood)


def _rounded_square(columns: int, rows: int) -> tuple[Points, Points]:
    """Return a grid over -1 to 1 and 0 to 1 whose outline has round corners."""
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    farther = np.maximum(np.maximum(np.abs(u), np.abs(v)), 1e-6)
    shrink = farther / (np.abs(u) ** SQUARENESS + np.abs(v) ** SQUARENESS + 1e-30) ** (1 / SQUARENESS)
    return u * shrink, (1 + v * shrink) / 2


def _dowels(under: float, wood: Any) -> None:
    """Add four splayed legs and the steel that braces them; `under` is where they meet the shell."""
    steel = materials.make(DARK_STEEL)
    for x in (-1, 1):
        for depth in (-1, 1):
            top, foot = (x * 0.12, depth * 0.11, under + 0.02), (x * 0.215, depth * 0.215, 0)
            leg(top, foot, (0.0165, 0.0115), wood)
            tube(np.array([(x * 0.12, depth * 0.11, under), (-x * 0.165, depth * 0.16, 0.24)]), 0.0042, steel)
        tube(np.array([(x * 0.13, -0.12, under), (x * 0.13, 0.12, under)]), 0.007, steel)
    for depth in (-1, 1):
        tube(np.array([(-0.13, depth * 0.11, under), (0.13, depth * 0.11, under)]), 0.007, steel)
