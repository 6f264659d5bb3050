"""A football, a dumbbell, a skateboard and a bicycle wheel."""

from __future__ import annotations

from itertools import combinations
from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.models.oddities.forms import ALONG_X, ALONG_Y, circle, dark, leaned, roller
from tools.photography.shapes import Points, add_mesh, filleted, soft_block, tube, turned

BALL_RADIUS = 0.11
WHEEL_RADIUS, WHEEL_LEAN = 0.33, 0.14
KICK = 0.26  # where the deck of a skateboard bends up, from its middle


def football(hexagons: Any, pentagons: Any) -> None:
    """Add a ball sewn from twelve pentagons and twenty hexagons."""
    golden = (1 + 5**0.5) / 2
    tips = np.array(
        [tip for a in (-1, 1) for b in (-golden, golden) for tip in ((0, a, b), (a, b, 0), (b, 0, a))]
    )
    near = [[j for j in range(12) if j != i and np.linalg.norm(tips[i] - tips[j]) < 2.1] for i in range(12)]
    tilt = np.array([[cos(0.5), 0, sin(0.5)], [0, 1, 0], [-sin(0.5), 0, cos(0.5)]])
    for i in range(12):
        _panel(np.array([(2 * tips[i] + tips[j]) / 3 for j in near[i]]) @ tilt, pentagons)
    for a, b, c in combinations(range(12), 3):
        if b in near[a] and c in near[a] and c in near[b]:
            pairs = ((a, b), (b, a), (b, c), (c, b), (c, a), (a, c))
            _panel(np.array([(2 * tips[i] + tips[j]) / 3 for i, j in pairs]) @ tilt, hexagons)


def _panel(corners: Points, leather: Any) -> None:
    """Add one leather panel, pressed in at its seams; `corners` in any order around its middle."""
    middle = corners.mean(axis=0)
    outward = middle / np.linalg.norm(middle)
    right = np.cross(outward, (0.3, 0.5, 0.8))
    right /= np.linalg.norm(right)
    up = np.cross(outward, right)
    ring = corners[np.argsort(np.arctan2((corners - middle) @ up, (corners - middle) @ right))]
    share = np.linspace(0, 1, 10, endpoint=False)[:, None]
    ring = np.concatenate([a + share * (b - a) for a, b in zip(ring, np.roll(ring, -1, 0), strict=True)])
    steps = np.append(np.linspace(0.04, 0.92, 10), [0.96, 1.0])[:, None, None]
    grid = middle + steps * (ring - middle)
    seam = 1 - 0.022 * np.clip((steps - 0.9) / 0.1, 0, 1) ** 2
    points = BALL_RADIUS * seam * grid / np.linalg.norm(grid, axis=-1, keepdims=True)
    count = len(ring)
    faces = [
        [r * count + i, (r + 1) * count + i, (r + 1) * count + (i + 1) % count, r * count + (i + 1) % count]
        for r in range(len(steps) - 1)
        for i in range(count)
    ]
    points = points.reshape(-1, 3)
    points[:, 2] += BALL_RADIUS
    add_mesh(points, [list(range(count)), *faces], leather)


def dumbbell(iron: Any, chrome: Any) -> None:
    """Add a dumbbell with two plates an end, lying on its plates."""
    tube(np.array([(-0.2, 0, 0.09), (0.2, 0, 0.09)]), 0.014, chrome)
    for side in (-1, 1):
        roller(0.09, 0.03, iron, at=(side * 0.1, 0, 0.09), turn=ALONG_X, rounding=0.008)
        roller(0.07, 0.026, iron, at=(side * 0.13, 0, 0.09), turn=ALONG_X, rounding=0.008)
        roller(0.028, 0.02, chrome, at=(side * 0.155, 0, 0.09), turn=ALONG_X)
        for ring, at in ((0.066, 0.0845), (0.05, 0.144)):
            groove = circle(ring)[:, [1, 0, 2]] + (side * at, 0, 0.09)
            tube(groove, 0.002, chrome, closed=True)


def skateboard(deck: Any, wheels: Any) -> None:
    """Add a skateboard on its wheels, nose and tail bent up."""

    def pressed(points: Points) -> Points:
        x, y, z = points.T
        past = np.maximum(np.abs(x) - KICK, 0)
        round_end = np.sqrt(np.clip(1 - (np.clip(np.abs(x) - 0.3, 0, 0.1) / 0.1001) ** 2, 0, 1))
        lift = 0.55 * past * past / (past + 0.04)
        return np.stack([x, y * round_end, z + lift + 0.25 * y**2], axis=1)

    soft_block((0.8, 0.2, 0.012), deck, at=(0, 0, 0.1), radius=0.004, deform=pressed, spacing=0.012)
    soft_block((0.796, 0.196, 0.003), dark(), at=(0, 0, 0.107), radius=0.001, deform=pressed, spacing=0.012)
    for end in (-1, 1):
        soft_block((0.08, 0.055, 0.016), dark(), at=(end * 0.205, 0, 0.088), radius=0.005)
        soft_block((0.03, 0.05, 0.05), dark(), at=(end * 0.2, 0, 0.062), radius=0.012)
        tube(np.array([(end * 0.2, -0.1, 0.03), (end * 0.2, 0.1, 0.03)]), 0.008, dark())
        for side in (-1, 1):
            roller(0.03, 0.036, wheels, at=(end * 0.2, side * 0.082, 0.03), turn=ALONG_Y, rounding=0.01)
            roller(0.011, 0.038, dark(), at=(end * 0.2, side * 0.082, 0.03), turn=ALONG_Y)


def bicycle_wheel(rubber: Any, metal: Any) -> None:
    """Add a spoked wheel that leans back on a wall."""
    center = (0, 0, WHEEL_RADIUS)

    def placed(points: Points) -> Points:
        return leaned(points, WHEEL_LEAN)

    tube(placed(circle(WHEEL_RADIUS - 0.017, center=center)), 0.017, rubber, closed=True)
    for depth in (-0.008, 0.008):
        rim = circle(WHEEL_RADIUS - 0.036, center=(0, depth, WHEEL_RADIUS))
        tube(placed(rim), 0.009, metal, closed=True)
    hub = filleted(
        [(0, -0.05), (0.022, -0.05), (0.014, -0.03), (0.014, 0.03), (0.022, 0.05), (0, 0.05)], 0.003
    )
    middle = placed(np.array([center]))[0]
    turned(hub, metal, at=tuple(middle.tolist()), turn=(-pi / 2 - WHEEL_LEAN, 0, 0))
    for spoke in range(32):
        angle, side = 2 * pi * spoke / 32, (-1) ** spoke
        start = angle + side * (1.1 if spoke % 4 < 2 else -1.1)
        ends = [
            (0.02 * cos(start), 0.045 * side, WHEEL_RADIUS + 0.02 * sin(start)),
            ((WHEEL_RADIUS - 0.04) * cos(angle), 0, WHEEL_RADIUS + (WHEEL_RADIUS - 0.04) * sin(angle)),
        ]
        tube(placed(np.array(ends)), 0.0014, metal)
