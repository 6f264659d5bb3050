"""Bean bags: a slumped teardrop of six panels, a ball, and loungers with a back."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.upholstery import BeanBag
from tools.photography.models.upholstery import bean_loungers
from tools.photography.shapes import Points, disc, rumpled, smooth, together, tube, turned

PANELS = 6
BALL_PANELS = 8
SEAM_TURN = 0.4  # radians: no seam in the middle of the front


def build(bag: BeanBag, cloth: Any, trim: Any) -> None:
    """Add a bean bag."""
    match bag.style:
        case "teardrop":
            _teardrop(bag, cloth, trim)
        case "ball":
            _ball(bag, cloth, trim)
        case "lounger":
            bean_loungers.lounger(bag, cloth, trim)
        case "chaise":
            bean_loungers.chaise(bag, cloth, trim)


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


def _ball(bag: BeanBag, cloth: Any, trim: Any) -> None:
    radius, height = bag.width / 2, bag.height
    rise = np.linspace(-np.pi / 2, np.pi / 2, 60)
    profile = np.stack([radius * np.cos(rise) ** 0.6, height / 2 * (1 + np.sin(rise))], axis=1)

    def quilted(points: Points) -> Points:
        x, y, z = points.T
        segment = np.abs(np.sin(BALL_PANELS / 2 * np.arctan2(y, x) + SEAM_TURN))
        swell = 0.965 + 0.035 * segment**0.5
        dimple = 0.03 * height * np.exp(-((x**2 + y**2) / (0.16 * radius) ** 2)) * (z > height / 2)
        return np.stack([x * swell, y * swell, z - dimple], axis=1)

    settled = together(quilted, rumpled(0.018, 0.2, seed=11), rumpled(0.006, 0.07, seed=12))
    turned(profile, cloth, deform=settled)
    for panel in range(BALL_PANELS):
        angle = (panel * np.pi - SEAM_TURN) / (BALL_PANELS / 2)
        seam = profile[3:-3]
        path = np.stack([seam[:, 0] * np.cos(angle), seam[:, 0] * np.sin(angle), seam[:, 1]], axis=1)
        tube(settled(path), 0.0045, cloth)
    disc(0.025, 0.012, trim, at=(0, 0, height * 0.965), rounding=0.006)
