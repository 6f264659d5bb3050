"""Things this store does not sell: a query with one of them must be answered "not here"."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.oddities import Oddity
from tools.photography.shapes import add_mesh, smooth, soft_block, tube


def build(oddity: Oddity, main: Any, second: Any) -> None:
    """Add the thing."""
    if oddity.what == "rubber duck":
        _rubber_duck(main, second)
    else:
        _guitar(main, second)


def _rubber_duck(rubber: Any, beak: Any) -> None:
    def plump(points: Any) -> Any:
        x, y, z = points.T
        tail = 0.035 * np.clip((x - 0.02) / 0.05, 0, 2) ** 2
        return np.stack([x, y * (1 - 0.25 * np.clip(x / 0.08, 0, 1)), z + tail], axis=1)

    soft_block((0.145, 0.105, 0.085), rubber, at=(0.01, 0, 0.042), radius=0.0424, deform=plump, spacing=0.004)
    soft_block((0.078, 0.076, 0.074), rubber, at=(-0.042, 0, 0.115), radius=0.037, spacing=0.004)
    for side in (-1, 1):
        soft_block(
            (0.075, 0.014, 0.04),
            rubber,
            at=(0.025, side * 0.05, 0.05),
            turn=(0, -0.35, side * -0.22),
            radius=0.0069,
        )
        soft_block((0.009, 0.006, 0.012), _dark(), at=(-0.071, side * 0.021, 0.128), radius=0.003)
    soft_block((0.036, 0.04, 0.009), beak, at=(-0.087, 0, 0.112), turn=(0, 0.2, 0), radius=0.0044)
    soft_block((0.03, 0.034, 0.008), beak, at=(-0.083, 0, 0.104), turn=(0, -0.25, 0), radius=0.0039)


def _dark() -> Any:
    return materials.make(Finish("lacquer", "#14110f"))


def _guitar(top: Any, sides: Any) -> None:
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
    count, lean = len(edge), 0.2
    tilt = np.array([[1, 0, 0], [0, np.cos(lean), np.sin(lean)], [0, -np.sin(lean), np.cos(lean)]])

    def placed(points: Any) -> Any:
        return np.asarray(points, dtype=float) @ tilt + (0, 0, 0.03)

    board = np.concatenate([np.insert(edge, 1, -0.05, axis=1), np.insert(edge, 1, 0.05, axis=1)])
    walls = [[i, (i + 1) % count, count + (i + 1) % count, count + i] for i in range(count)]
    add_mesh(placed(board), walls, sides)
    add_mesh(placed(board), [list(range(count))[::-1], list(range(count, 2 * count))], top)
    hole = [
        (0.048 * np.cos(a), -0.0512, 0.31 + 0.048 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 49)[:-1]
    ]
    add_mesh(placed(hole), [list(range(48))], _dark())
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
        tube(placed([(string * 1.2, -0.061, 0.14), (string, -0.058, 0.95)]), 0.0008, _dark())
