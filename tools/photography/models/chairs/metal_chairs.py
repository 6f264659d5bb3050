"""Dining chairs of bent tube: a café chair with hoops, and a ribbed seat on a springing frame."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography.designs.chairs import MetalChair
from tools.photography.models.chairs.frames import both_sides, hoop, sheet
from tools.photography.shapes import filleted, smooth, tube, turned

RIB = 0.042  # from one seam of the ribbed pad to the next


def build(chair: MetalChair, main: Any, second: Any) -> None:
    """Add a metal dining chair."""
    if chair.style == "bistro":
        _bistro(chair, main, second)
    else:
        _cantilever(chair, main, second)


def _bistro(chair: MetalChair, metal: Any, seat: Any) -> None:
    low, high, radius = chair.seat_height, chair.back_height, chair.width * 0.46
    plate = [
        (0, -0.016),
        (radius * 0.94, -0.016),
        (radius, -0.004),
        (radius * 0.95, 0.004),
        (radius * 0.7, -0.003),
        (0, -0.006),
    ]
    turned(filleted(plate, 0.012), seat, at=(0, 0, low))
    hoop(radius, low - 0.02, 0.011, metal)
    hoop(radius * 0.93, low * 0.5, 0.007, metal)
    side = [
        (radius * 0.98, 0.215, 0.0),
        (radius * 0.8, 0.17, low * 0.55),
        (radius * 0.78, 0.16, low),
        (radius * 0.96, 0.19, low + 0.16),
        (radius * 0.84, 0.23, high - 0.1),
    ]
    mirrored = [(-x, y, z) for x, y, z in side[::-1]]
    tube(smooth([*side, (0, 0.255, high), *mirrored], steps=16), 0.0105, metal)
    curl = [
        (0.02, 0.185, low - 0.02),
        (0.035, 0.19, low + 0.07),
        (0.1, 0.2, low + 0.18),
        (0.075, 0.222, high - 0.12),
    ]
    inner = [*curl, (0, 0.235, high - 0.085), *((-x, y, z) for x, y, z in curl[::-1])]
    tube(smooth(inner, steps=14), 0.0075, metal)
    front = smooth(
        [(radius * 0.66, -0.13, low - 0.02), (radius * 0.74, -0.15, low * 0.5), (radius * 0.98, -0.2, 0.0)]
    )
    for path in both_sides(front):
        tube(path, 0.0105, metal)


def _cantilever(chair: MetalChair, pad: Any, metal: Any) -> None:
    low, high, half = chair.seat_height, chair.back_height, chair.width / 2
    side = [
        (half, 0.27, high),
        (half, 0.185, low - 0.025),
        (half, -0.24, low),
        (half, -0.25, 0.013),
        (half, 0.22, 0.013),
    ]
    corners = [*side, *((-x, y, z) for x, y, z in side[::-1])]
    tube(filleted(corners, 0.075, steps=14), 0.0125, metal)
    for y, z in ((-0.1, low - 0.02), (0.12, low - 0.035)):
        tube(np.array([(-half, y, z), (half, y, z)]), 0.009, metal)
    _ribbed(low, high, half, pad)


def _ribbed(low: float, high: float, half: float, pad: Any) -> None:
    """Add seat and back as one pad, seamed across."""
    knots = [(-0.25, low - 0.012), (-0.225, low + 0.012), (0.185, low - 0.012), (0.266, high)]
    line = filleted(knots, 0.07, steps=20)
    steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    run = np.linspace(0, steps[-1], 260)
    y, z = np.interp(run, steps, line[:, 0]), np.interp(run, steps, line[:, 1])
    slope = np.stack([np.gradient(y), np.gradient(z)])
    slope /= np.linalg.norm(slope, axis=0)
    across = np.linspace(-1, 1, 25)
    rib = 0.011 * np.abs(np.sin(pi * run / RIB)) ** 0.55
    crown = rib[:, None] * (1 - across**8)
    wide = np.broadcast_to(across * (half + 0.004), crown.shape)
    deep, tall = y[:, None] - slope[1][:, None] * crown, z[:, None] + slope[0][:, None] * crown
    sheet(np.stack([wide, deep, tall], axis=-1), 0.03, pad)
