"""A guitar and a hand drum."""

from __future__ import annotations

from itertools import pairwise
from math import pi
from typing import Any

import numpy as np

from tools.photography.models.oddities.forms import circle, dark, leaned
from tools.photography.shapes import Points, add_mesh, filleted, smooth, tube, turned

LEAN = 0.2  # of the guitar on a wall


def guitar(top: Any, sides: Any) -> None:
    """Add an acoustic guitar leaning back, soundboard to the camera."""
    half = smooth(
        [
            (0, 0.0),
            (0.13, 0.012),
            (0.195, 0.11),
            (0.165, 0.215),
            (0.118, 0.285),
            (0.142, 0.38),
            (0.11, 0.465),
            (0.03, 0.488),
            (0, 0.49),
        ]
    )
    edge = np.concatenate([half, half[-2:0:-1] * (-1, 1)])
    count = len(edge)

    def placed(points: Any) -> Points:
        return np.asarray(leaned(points, LEAN) + np.array([0, 0, 0.03]))

    board = np.concatenate([np.insert(edge, 1, -0.05, axis=1), np.insert(edge, 1, 0.05, axis=1)])
    walls = [[i, (i + 1) % count, count + (i + 1) % count, count + i] for i in range(count)]
    add_mesh(placed(board), walls, sides)
    add_mesh(placed(board), [list(range(count))[::-1], list(range(count, 2 * count))], top)
    hole = [
        (0.048 * np.cos(a), -0.0512, 0.31 + 0.048 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 49)[:-1]
    ]
    add_mesh(placed(hole), [list(range(48))], dark())
    tube(placed([(x * 1.12, y, (z - 0.31) * 1.12 + 0.31) for x, y, z in hole]), 0.003, sides, closed=True)
    for z0, z1, wide, y in ((0.33, 0.86, 0.022, -0.056), (0.86, 0.99, 0.03, -0.05)):
        bar = [
            (x, y + dy, z)
            for z in (z0, z1)
            for x, dy in ((-wide, 0), (wide, 0), (wide, 0.022), (-wide, 0.022))
        ]
        add_mesh(
            placed(bar),
            [[0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7], [4, 5, 6, 7], [3, 2, 1, 0]],
            sides,
        )
    bridge = [
        (x, y, z)
        for y in (-0.051, -0.06)
        for x, z in ((-0.07, 0.13), (0.07, 0.13), (0.07, 0.155), (-0.07, 0.155))
    ]
    add_mesh(placed(bridge), [[4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]], sides)
    for string in np.linspace(-0.02, 0.02, 6):
        tube(placed([(string * 1.2, -0.061, 0.14), (string, -0.058, 0.95)]), 0.0008, dark())


def hand_drum(shell: Any, skin: Any) -> None:
    """Add a goblet drum with its ropes."""
    outside = smooth(
        [(0.105, 0), (0.085, 0.06), (0.07, 0.17), (0.078, 0.24), (0.12, 0.33), (0.152, 0.43), (0.16, 0.56)]
    )
    turned(np.concatenate([[(0, 0)], outside]), shell)
    head = [(0.166, 0.5), (0.168, 0.56), (0.164, 0.577), (0.15, 0.582), (0, 0.58)]
    turned(filleted(head, 0.006), skin)
    for radius, height in ((0.168, 0.515), (0.168, 0.545), (0.088, 0.25)):
        tube(circle(radius)[:, [0, 2, 1]] + (0, 0, height), 0.005, dark(), closed=True)
    steps = np.arange(49)
    angles, low = 2 * pi * steps / 48, steps % 2 == 1
    radii, heights = np.where(low, 0.092, 0.17), np.where(low, 0.252, 0.515)
    rope = np.stack([radii * np.cos(angles), radii * np.sin(angles), heights], axis=1)
    for start, end in pairwise(rope):
        share = np.linspace(0, 1, 12)[:, None]
        along = start + share * (end - start)
        wanted = 0.006 + np.interp(along[:, 2], outside[:, 1], outside[:, 0])
        along[:, :2] *= (wanted / np.linalg.norm(along[:, :2], axis=1))[:, None]
        tube(along, 0.0026, skin)
