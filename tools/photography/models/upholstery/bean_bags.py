"""Bean bags: a slumped teardrop of six panels, and a lounger with a back."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.upholstery import BeanBag
from tools.photography.shapes import Points, puffed, rumpled, smooth, soft_block, together, tube, turned

PANELS = 6
SEAM_TURN = 0.4  # radians: no seam in the middle of the front


def build(bag: BeanBag, cloth: Any, trim: Any) -> None:
    """Add a bean bag."""
    if bag.style == "teardrop":
        _teardrop(bag, cloth, trim)
    else:
        _lounger(bag, cloth, trim)


def _teardrop(bag: BeanBag, cloth: Any, trim: Any) -> None:
    radius, height = bag.width / 2, bag.height
    knots = [
        (0.0, 0.0),
        (0.8 * radius, 0.0),
        (1.0 * radius, 0.12 * height),
        (0.99 * radius, 0.3 * height),
        (0.78 * radius, 0.56 * height),
        (0.5 * radius, 0.78 * height),
        (0.26 * radius, 0.93 * height),
        (0.12 * radius, 0.985 * height),
        (0.0, height),
    ]

    def slump(points: Points) -> Points:
        x, y, z = points.T
        angle = np.arctan2(y, x)
        seam = 1 - 0.045 * np.abs(np.cos(PANELS / 2 * angle + SEAM_TURN)) ** 24
        lean = 0.24 * radius * (z / height) ** 2
        dent = (
            0.24
            * height
            * np.exp(-((x / (0.55 * radius)) ** 2) - ((y + 0.42 * radius) / (0.5 * radius)) ** 2)
        )
        above = np.clip(z / height - 0.1, 0, 0.5) * 2
        return np.stack([x * seam, y * seam + lean * 1.6, z - dent * above], axis=1)

    wrinkles = together(
        rumpled(0.06, 0.3, seed=5), rumpled(0.022, 0.12, seed=6), rumpled(0.007, 0.05, seed=7)
    )

    def settled(points: Points) -> Points:
        moved = wrinkles(slump(points))
        moved[:, 2] = np.maximum(moved[:, 2], 0)
        return moved

    profile = smooth(knots, steps=14)
    turned(profile, cloth, deform=settled)
    for panel in range(PANELS):
        angle = (panel * np.pi - SEAM_TURN) / (PANELS / 2)
        seam = profile[(profile[:, 1] > 0.03 * height) & (profile[:, 0] > 0.1 * radius)]
        path = np.stack([seam[:, 0] * np.cos(angle), seam[:, 0] * np.sin(angle), seam[:, 1]], axis=1)
        tube(settled(path), 0.006, cloth)
    loop = smooth([(-0.04, 0, 0), (-0.05, 0, 0.06), (0, 0, 0.095), (0.05, 0, 0.06), (0.04, 0, 0)])
    top = settled(np.array([(0.0, 0.0, height)]))[0]
    tube(loop + top - (0, 0, 0.02), 0.011, trim)


def _lounger(bag: BeanBag, cloth: Any, trim: Any) -> None:
    size = (bag.width, bag.width * 1.05, bag.height)

    def reclined(points: Points) -> Points:
        x, y, z = points.T
        back = 1 / (1 + np.exp(-(y / size[1] - 0.08) * 14))
        top = 0.52 + 0.48 * back
        rise = z / size[2] + 0.5
        pinch = 1 - 0.2 * back * rise**2
        hollow = 0.05 * np.exp(-((x / 0.26) ** 2) - ((y + 0.1) / 0.24) ** 2) * rise
        return np.stack([x * pinch, y + 0.1 * back * rise, rise * top * size[2] - hollow], axis=1)

    plump = together(puffed(size, 0.05), reclined, rumpled(0.03, 0.26, seed=8), rumpled(0.01, 0.1, seed=9))

    def settled(points: Points) -> Points:
        moved = plump(points)
        moved[:, 2] = np.maximum(moved[:, 2], 0)
        return moved

    soft_block(size, cloth, radius=0.17, deform=settled, spacing=0.025)
    pull = [(-0.07, 0, 0), (-0.05, 0, 0.035), (0.05, 0, 0.035), (0.07, 0, 0)]
    tube(smooth(pull) + np.array([0, size[1] / 2 + 0.06, bag.height + 0.01]), 0.012, trim)
