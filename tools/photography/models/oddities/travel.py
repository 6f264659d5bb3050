"""Headphones, a sneaker, a suitcase and an umbrella."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography.models.oddities.forms import ALONG_X, ball, circle, dark, leaned, roller
from tools.photography.shapes import Points, add_mesh, filleted, outline, smooth, soft_block, tube, turned

RIBS = 8  # of the umbrella
CANOPY_RADIUS, CANOPY_RISE, CANOPY_TILT = 0.52, 0.2, 1.05


def headphones(shell: Any, padding: Any) -> None:
    """Add headphones that stand on their cups."""
    angles = np.linspace(-0.12, pi + 0.12, 40)
    arc = np.stack([0.082 * np.cos(angles), 0 * angles, 0.1 + 0.094 * np.sin(angles)], axis=1)
    tube(arc, 0.006, shell)
    tube(arc[7:-7] - (0, 0, 0.006), 0.011, padding)
    for side in (-1, 1):
        tube(np.array([(side * 0.082, 0, 0.09), (side * 0.09, 0, 0.045)]), 0.005, shell)
        cup = [(0, 0.022), (0.024, 0.022), (0.036, 0.012), (0.038, 0.0), (0, 0.0)]
        turned(filleted(cup, 0.006), shell, at=(side * 0.078, 0, 0.045), turn=(0, side * pi / 2, 0))
        cushion = circle(0.029)[:, [1, 0, 2]] + (side * 0.072, 0, 0.045)
        tube(cushion, 0.0135, padding, closed=True)
        roller(0.024, 0.006, dark(), at=(side * 0.072, 0, 0.045), turn=ALONG_X)


def sneaker(upper: Any, sole: Any) -> None:
    """Add a low shoe, its toe to the left."""

    def last(points: Points) -> Points:
        x, y, z = points.T
        along = (x + 0.14) / 0.28
        waist = 1 - 0.2 * np.exp(-(((along - 0.6) / 0.16) ** 2)) - 0.2 * np.clip(along - 0.8, 0, 1)
        tip = np.sqrt(np.clip(1 - (np.clip(0.22 - along, 0, 0.22) / 0.235) ** 2, 0.02, 1))
        return np.stack([x, y * waist * tip, z], axis=1)

    def foot(points: Points) -> Points:
        x, y, z = last(points).T
        along, rise = (x + 0.14) / 0.28, (z + 0.05) / 0.1
        height = np.interp(along, [0, 0.12, 0.3, 0.5, 0.62, 0.75, 0.9, 1], [32, 46, 56, 84, 92, 78, 90, 96])
        return np.stack([x - 0.006 * rise, y * (1 - 0.36 * rise**3), -0.05 + rise * height / 1000], axis=1)

    soft_block((0.284, 0.1, 0.024), sole, at=(0, 0, 0.012), radius=0.012, deform=last, spacing=0.005)
    soft_block((0.278, 0.1, 0.1), upper, at=(0, 0, 0.068), radius=0.035, deform=foot, spacing=0.005)
    ball(0.04, dark(), at=(0.072, 0, 0.103), stretch=(1.15, 0.6, 0.16))
    rim = circle(0.04)[:, [0, 2, 1]] * (1.25, 0.68, 1) + (0.072, 0, 0.104)
    tube(rim, 0.006, upper, closed=True)
    soft_block((0.06, 0.046, 0.012), upper, at=(0.002, 0, 0.109), turn=(0, -0.5, 0), radius=0.0055)
    for lace in range(5):
        x, z = -0.052 + 0.017 * lace, 0.084 + 0.0085 * lace
        knots = [(x, -0.026, z - 0.008), (x + 0.003, 0, z + 0.005), (x, 0.026, z - 0.008)]
        tube(smooth(knots), 0.0032, sole)


def suitcase(shell: Any, trim: Any) -> None:
    """Add a cabin case with ribs, four wheels and its handle drawn out."""

    def ribbed(points: Points) -> Points:
        x, y, z = points.T
        rib = 0.006 * np.abs(np.sin(pi * x / 0.056)) * (np.abs(x) < 0.19)
        return np.stack([x, y - np.sign(y) * rib * (np.abs(y) > 0.1), z], axis=1)

    soft_block((0.42, 0.25, 0.56), shell, at=(0, 0, 0.34), radius=0.05, deform=ribbed, spacing=0.006)
    zipper = outline((0.421, 0.561, 0), 0.05, height=0)[:, [0, 2, 1]] + (0, 0.0, 0.34)
    tube(zipper, 0.004, dark(), closed=True)
    for x in (-0.085, 0.085):
        tube(np.array([(x, 0.09, 0.6), (x, 0.09, 0.93)]), 0.008, trim)
    soft_block((0.2, 0.028, 0.026), dark(), at=(0, 0.09, 0.94), radius=0.011)
    tube(smooth([(-0.07, 0, 0.622), (-0.05, 0, 0.648), (0.05, 0, 0.648), (0.07, 0, 0.622)]), 0.009, dark())
    for x in (-0.16, 0.16):
        for y in (-0.085, 0.085):
            roller(0.026, 0.022, dark(), at=(x, y, 0.026), turn=ALONG_X)
            soft_block((0.04, 0.045, 0.03), trim, at=(x, y, 0.058), radius=0.008)


def umbrella(cloth: Any, shaft: Any) -> None:
    """Add an open umbrella that lies on its rim and its handle."""
    angles, reach = np.meshgrid(
        np.linspace(0, 2 * pi, RIBS * 14, endpoint=False), np.linspace(0.01, 1, 24), indexing="xy"
    )
    between = np.abs(np.sin(angles * RIBS / 2))
    radii = CANOPY_RADIUS * reach * (1 - 0.09 * between * reach**3)
    rise = CANOPY_RISE * (1 - reach**2.2) - 0.022 * between * reach * (1 - 0.4 * reach)
    canopy = np.stack([radii * np.cos(angles), radii * np.sin(angles), rise], axis=-1).reshape(-1, 3)
    count = RIBS * 14
    faces = [
        [r * count + i, r * count + (i + 1) % count, (r + 1) * count + (i + 1) % count, (r + 1) * count + i]
        for r in range(23)
        for i in range(count)
    ]
    bend = np.linspace(pi, 0, 16)
    hook = np.stack([0.045 + 0.045 * np.cos(bend), 0 * bend, -0.6 - 0.045 * np.sin(bend)], axis=1)
    stick = np.concatenate([[(0, 0, CANOPY_RISE + 0.06), (0, 0, -0.42)], hook])
    low = float(leaned(np.concatenate([canopy, stick]), CANOPY_TILT)[:, 2].min())

    def placed(points: Points) -> Points:
        return leaned(points, CANOPY_TILT) - (0, 0, low)

    add_mesh(placed(canopy), faces, cloth)
    tube(placed(stick[:2]), 0.006, dark())
    tube(placed(np.concatenate([[(0, 0, -0.42)], hook])), 0.011, shaft)
    for rib in range(RIBS):
        line = np.arange(24) * count + rib * 14
        tube(placed(canopy[line] - (0, 0, 0.004)), 0.002, dark())
