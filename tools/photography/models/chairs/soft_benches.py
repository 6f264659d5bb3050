"""Benches of cloth and leather: a row of plump channels, straps woven over a steel frame."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography.designs.chairs import Bench
from tools.photography.models.chairs.frames import flat_bar
from tools.photography.shapes import Points, disc, leg, puffed, rumpled, soft_block, together

STRAP, STRAP_GAP, STRAP_THICK = 0.05, 0.009, 0.0045


def build(bench: Bench, cover: Any, frame: Any) -> None:
    """Add a bench of cloth or leather."""
    if bench.style == "channel":
        _channel(bench, cover, frame)
    else:
        _strap(bench, cover, frame)


def _channel(bench: Bench, cloth: Any, legs: Any) -> None:
    high, thick = bench.seat_height, 0.19
    count = round(bench.width / 0.105)
    pitch = bench.width / count
    for number in range(count):
        outer = number in (0, count - 1)
        size = (pitch * 1.12, bench.depth + 0.04, thick - (0.012 if outer else 0))
        give = together(puffed(size, 0.01), rumpled(0.003, 0.12, seed=number))
        at = ((number - (count - 1) / 2) * pitch, 0, high - thick / 2)
        soft_block(size, cloth, at=at, radius=pitch * 0.5, deform=give)
    base = (bench.width - 0.02, bench.depth - 0.01, 0.05)
    soft_block(base, cloth, at=(0, 0, high - thick - 0.005), radius=0.02)
    under = high - thick - 0.025
    for x in (-1, 1):
        for y in (-1, 1):
            top = (x * (bench.width / 2 - 0.12), y * (bench.depth / 2 - 0.06), under)
            foot = (top[0] + x * 0.03, top[1] + y * 0.015, 0)
            leg(top, foot, (0.021, 0.011), legs)
            disc(0.03, 0.006, legs, at=(top[0], top[1], under - 0.004), rounding=0.002)


def _strap(bench: Bench, leather: Any, metal: Any) -> None:
    high, half, deep = bench.seat_height - 0.008, bench.width / 2, bench.depth / 2
    bar = 0.026
    for x in (-1, 1):
        side = x * (half - bar / 2)
        for y in (-1, 1):
            flat_bar(
                np.array([(side, y * (deep - bar / 2), 0), (side, y * (deep - bar / 2), high)]),
                bar,
                bar,
                metal,
            )
        for z in (bar / 2, high - bar / 2):
            flat_bar(np.array([(side, -deep, z), (side, deep, z)]), bar, bar, metal)
    for y in (-1, 1):
        rail = np.array(
            [(-half, y * (deep - bar / 2), high - bar / 2), (half, y * (deep - bar / 2), high - bar / 2)]
        )
        flat_bar(rail, bar, bar, metal, side=(0, 0, 1))
    _weave(bench, high, leather)


def _weave(bench: Bench, high: float, leather: Any) -> None:
    """Lay straps both ways over the rails, each over one and under the next."""
    half, deep, pitch = bench.width / 2, bench.depth / 2, STRAP + STRAP_GAP
    columns, rows = int((bench.width - 0.02) // pitch), int((bench.depth - 0.02) // pitch)
    for number in range(columns):
        run, rise = _woven(deep, rows, pitch, phase=number % 2)
        place = np.full_like(run, (number - (columns - 1) / 2) * pitch)
        flat_bar(np.stack([place, run, rise + high], axis=1), STRAP, STRAP_THICK, leather)
    for number in range(rows):
        run, rise = _woven(half, columns, pitch, phase=(number + 1) % 2)
        place = np.full_like(run, (number - (rows - 1) / 2) * pitch)
        flat_bar(np.stack([run, place, rise + high], axis=1), STRAP, STRAP_THICK, leather, side=(0, 1, 0))


def _woven(half: float, crossings: int, pitch: float, *, phase: int) -> tuple[Points, Points]:
    """Run along a strap and its height: over one, under the next, then down around both rails."""
    run = np.linspace(-half, half, 12 * crossings)
    wave = np.cos(pi * (run / pitch - (crossings - 1) / 2) + pi * phase)
    height = 0.002 + STRAP_THICK * 0.75 * np.tanh(2.5 * wave)
    near = np.clip((half - np.abs(run)) / pitch, 0, 1)
    down = np.linspace(0.03, 0, 5)
    across = np.concatenate([[-half - 0.003] * 5, run, [half + 0.003] * 5])
    rise = np.concatenate([-down, height * near + 0.002, -down[::-1]])
    return across, rise
