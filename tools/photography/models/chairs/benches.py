"""Wooden benches: a plank on trestles, garden slats with a back, a paneled box with a lid."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.chairs import Bench
from tools.photography.models.chairs.frames import both_sides, flat_bar
from tools.photography.shapes import (
    Points,
    filleted,
    outline,
    puffed,
    rumpled,
    smooth,
    soft_block,
    together,
    tube,
)

BRASS_FERRULE = Finish("metal", "#c8a15a")


def build(bench: Bench, main: Any, second: Any) -> None:
    """Add a wooden bench."""
    match bench.style:
        case "plank":
            _plank(bench, main, second)
        case "slatted":
            _slatted(bench, main)
        case "storage":
            _storage(bench, main, second)


def _plank(bench: Bench, top: Any, legs: Any) -> None:
    high, half = bench.seat_height, bench.width / 2

    def waney(points: Points) -> Points:
        x, y, z = points.T
        wander = 1 + 0.05 * np.sin(5.1 * x + 1 + np.sign(y)) + 0.025 * np.sin(14 * x + 2 * np.sign(y))
        return np.stack([x, y * wander * (1 - 0.35 * (0.02 - z) * (np.abs(y) > 0.1)), z], axis=1)

    board = (bench.width, bench.depth * 0.92, 0.05)
    soft_block(board, top, at=(0, 0, high - 0.025), radius=0.016, deform=waney)
    for x in (-1, 1):
        for y in (-1, 1):
            line = np.array([(x * (half - 0.2), y * 0.05, high - 0.045), (x * (half - 0.14), y * 0.15, 0)])
            flat_bar(line, (0.075, 0.05), (0.036, 0.03), legs, side=(1, 0, 0.12))
        cross = np.array(
            [(x * (half - 0.185), -0.15, high - 0.065), (x * (half - 0.185), 0.15, high - 0.065)]
        )
        flat_bar(cross, 0.05, 0.034, legs)
        low = np.array([(x * (half - 0.17), -0.1, 0.17), (x * (half - 0.17), 0.1, 0.17)])
        flat_bar(low, 0.03, 0.045, legs)
    beam = np.array([(-half + 0.13, 0, 0.17), (half - 0.13, 0, 0.17)])
    flat_bar(beam, 0.022, 0.06, legs, side=(0, 1, 0))


def _slatted(bench: Bench, wood: Any) -> None:
    high, half, deep = bench.seat_height, bench.width / 2, bench.depth / 2
    back_top = high + 0.42
    for x in (-1, 1):
        side = x * (half - 0.03)
        rear = np.array([(side, deep + 0.06, 0), (side, deep, high), (side, deep + 0.1, back_top)])
        flat_bar(filleted(rear.tolist(), 0.2, steps=16), 0.05, 0.048, wood)
        leg_top = high + 0.2
        flat_bar(np.array([(side, -deep, 0), (side, -deep, leg_top)]), 0.05, 0.05, wood)
        arm = smooth(
            [
                (side, -deep - 0.05, leg_top + 0.012),
                (side, 0, leg_top + 0.022),
                (side, deep + 0.05, leg_top + 0.005),
            ]
        )
        flat_bar(arm, 0.07, 0.026, wood)
        for z in (high - 0.045, 0.14):
            flat_bar(np.array([(side, -deep, z), (side, deep + 0.02, z)]), 0.03, 0.05, wood)
    for number in range(6):
        y = -deep - 0.005 + number * (bench.depth - 0.02) / 5
        dip = -0.014 * np.sin(pi * number / 5)
        soft_block((bench.width - 0.08, 0.058, 0.022), wood, at=(0, y, high + dip), radius=0.006)
    soft_block((bench.width - 0.08, 0.026, 0.06), wood, at=(0, -deep, high - 0.05), radius=0.006)
    for z, thick in ((back_top - 0.03, 0.07), (high + 0.1, 0.05)):
        y = deep + 0.1 * (z - high) / 0.42
        soft_block((bench.width - 0.1, 0.028, thick), wood, at=(0, y, z), turn=(-0.22, 0, 0), radius=0.007)
    for x in np.linspace(-half + 0.12, half - 0.12, 15):
        line = np.array([(x, deep + 0.024, high + 0.1), (x, deep + 0.093, back_top - 0.04)])
        flat_bar(line, 0.034, 0.014, wood)


def _storage(bench: Bench, pad: Any, wood: Any) -> None:
    high, half, deep = bench.seat_height, bench.width / 2, bench.depth / 2
    plinth, lid, thick = 0.05, 0.024, 0.06
    body = high - thick - lid - plinth
    soft_block(
        (bench.width - 0.06, bench.depth - 0.05, plinth + 0.01),
        wood,
        at=(0, 0.01, plinth / 2 + 0.005),
        radius=0.004,
    )
    soft_block((bench.width, bench.depth, body), wood, at=(0, 0, plinth + body / 2), radius=0.006)
    soft_block(
        (bench.width + 0.02, bench.depth + 0.012, lid),
        wood,
        at=(0, -0.004, plinth + body + lid / 2 + 0.003),
        radius=0.006,
    )
    panels = max(2, round(bench.width / 0.38))
    pitch = (bench.width - 0.04) / panels
    for number in range(panels):
        x = -half + 0.02 + (number + 0.5) * pitch
        _framed_panel(x, -deep, plinth + body / 2, (pitch - 0.024, body - 0.05), wood)
    brass = materials.make(BRASS_FERRULE)
    for x in (-half * 0.62, half * 0.62):
        tube(
            np.array(
                [(x - 0.02, deep + 0.003, high - thick - lid), (x + 0.02, deep + 0.003, high - thick - lid)]
            ),
            0.006,
            brass,
        )
    for path in both_sides(
        filleted(
            [
                (half, -0.05, high - 0.15),
                (half + 0.03, -0.05, high - 0.15),
                (half + 0.03, 0.05, high - 0.15),
                (half, 0.05, high - 0.15),
            ],
            0.015,
        )
    ):
        tube(path, 0.006, brass)
    size = (bench.width + 0.004, bench.depth - 0.004, thick)
    give = together(puffed(size, 0.01), rumpled(0.004, 0.2, seed=8))
    soft_block(size, pad, at=(0, -0.004, high - thick / 2), radius=0.024, deform=give)
    for z in (high - 0.012, high - thick + 0.012):
        tube(
            outline((size[0] + 0.002, size[1] + 0.002, 0), 0.026, height=z) + np.array([0, -0.004, 0]),
            0.004,
            pad,
            closed=True,
        )


def _framed_panel(x: float, front: float, z: float, size: tuple[float, float], wood: Any) -> None:
    """Lay a raised frame on the front of a box: it reads as a panel."""
    width, tall = size
    for side in (-1, 1):
        soft_block(
            (0.045, 0.016, tall), wood, at=(x + side * (width / 2 - 0.022), front - 0.004, z), radius=0.004
        )
        soft_block(
            (width, 0.016, 0.045), wood, at=(x, front - 0.0042, z + side * (tall / 2 - 0.022)), radius=0.004
        )
