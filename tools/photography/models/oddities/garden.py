"""A pineapple and a watering can."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.models.oddities.forms import ball, circle, dark
from tools.photography.shapes import Points, add_mesh, filleted, smooth, tube, turned, walled

LEAF_STEPS = 10


def pineapple(skin: Any, leaves: Any) -> None:
    """Add a pineapple that stands on its foot."""

    def eyed(points: Points) -> Points:
        x, y, z = points.T
        angle = np.arctan2(y, x)
        one, other = np.sin(5 * angle + 58 * z), np.sin(5 * angle - 58 * z)
        grown = 1 + 0.15 * np.sqrt(np.abs(one * other)) * (1 - (z / 0.11) ** 4)
        return np.stack([x * grown, y * grown, z], axis=1)

    ball(0.065, skin, at=(0, 0, 0.1), stretch=(1, 1, 1.55), deform=eyed)
    for number in range(34):
        share = number / 34
        _leaf(number * 2.4, 0.05 + 0.1 * share, 1.25 * share, leaves)


def _leaf(angle: float, length: float, rise: float, material: Any) -> None:
    """Add a stiff leaf of the crown, bent outward less the nearer it grows to the middle."""
    along = np.linspace(0, 1, LEAF_STEPS)
    out = length * (0.75 - 0.55 * rise / 1.25) * along**1.3 + 0.008
    up = length * (0.45 + 0.6 * rise / 1.25) * along * (1.15 - 0.3 * along)
    half = 0.0125 * np.sqrt(np.maximum(1 - along**2, 0)) * (0.7 + 0.6 * along)
    rows = []
    for side, sink in ((-1, 0.004), (0, 0.0), (1, 0.004)):
        x, y = out * cos(angle) - side * half * sin(angle), out * sin(angle) + side * half * cos(angle)
        rows.append(np.stack([x, y, 0.19 + up + sink], axis=1))
    faces = [
        [r * LEAF_STEPS + i, r * LEAF_STEPS + i + 1, (r + 1) * LEAF_STEPS + i + 1, (r + 1) * LEAF_STEPS + i]
        for r in range(2)
        for i in range(LEAF_STEPS - 1)
    ]
    add_mesh(np.concatenate(rows), faces, material)


def watering_can(metal: Any, trim: Any) -> None:
    """Add a can with a long spout to the left and a bow for a handle."""
    outside = smooth([(0.1, 0), (0.102, 0.02), (0.096, 0.1), (0.09, 0.19), (0.086, 0.2)])
    turned(walled(outside, 0.003), metal)
    tube(circle(0.087)[:, [0, 2, 1]] + (0, 0, 0.2), 0.004, trim, closed=True)
    spout = smooth([(-0.09, 0, 0.05), (-0.15, 0, 0.08), (-0.23, 0, 0.19), (-0.27, 0, 0.25)])
    tube(spout, np.linspace(0.024, 0.011, len(spout)).tolist(), metal)
    rose = filleted([(0, 0), (0.011, 0), (0.038, 0.045), (0.036, 0.052), (0, 0.054)], 0.003)
    turned(rose, metal, at=(-0.262, 0, 0.238), turn=(0, -0.9, 0))
    turned(
        filleted([(0, 0), (0.033, 0), (0.033, 0.004), (0, 0.005)], 0.001),
        trim,
        at=(-0.303, 0, 0.271),
        turn=(0, -0.9, 0),
    )
    bow = np.linspace(-0.8, pi - 0.23, 36)
    handle = np.stack([0.022 + 0.11 * np.cos(bow), 0 * bow, 0.17 + 0.13 * np.sin(bow)], axis=1)
    tube(handle, 0.008, trim)
    tube(np.array([(-0.08, 0, 0.18), (-0.2, 0, 0.16)]), 0.004, metal)
    ball(0.07, dark(), at=(0, 0, 0.14), stretch=(1.1, 1.1, 0.05))
