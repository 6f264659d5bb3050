"""Clocks: hands and marks as geometry, the time about ten past ten."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.wall import Clock
from tools.photography.joinery import Outline, ellipse, hoop, plate, rounded
from tools.photography.shapes import leg, smooth, soft_block, turned

HOUR_HAND, MINUTE_HAND = 2 * pi * 10.14 / 12, 2 * pi * 9 / 60
WHITE_FACE = Finish("lacquer", "#f4f1ea")


def build(clock: Clock, main: Any, second: Any) -> None:
    """Add a clock."""
    match clock.style:
        case "round":
            _round(clock, main, second)
        case "square":
            _square(clock, main, second)
        case "sunburst":
            _sunburst(clock, main, second)
        case "arch":
            _arch(clock, main, second)
        case "pebble":
            _pebble(clock, main, second)


def _round(clock: Clock, face: Any, metal: Any) -> None:
    """A colored face in a slim hoop, with twelve marks."""
    radius = clock.width / 2
    center = (0, 0, radius)
    hoop(ellipse(clock.width - 0.02, clock.width - 0.02), 0.01, 0.055, metal, at=center)
    plate(ellipse(clock.width - 0.018, clock.width - 0.018), 0.02, face, at=(0, 0.006, radius))
    for hour in range(12):
        long = 0.16 if hour % 3 == 0 else 0.08
        _mark(hour * pi / 6, (radius * (0.86 - long), radius * 0.86), 0.006, metal, (0, -0.005, radius))
    _hands(radius * 0.94, metal, (0, -0.008, radius))


def _square(clock: Clock, wood: Any, metal: Any) -> None:
    """A thick soft-cornered board with four long marks."""
    half = clock.width / 2
    plate(
        rounded(clock.width, clock.height, top=0.05, bottom=0.05),
        0.036,
        wood,
        at=(0, 0, half),
        rounding=0.012,
    )
    for hour in range(0, 12, 3):
        _mark(hour * pi / 6, (half * 0.62, half * 0.84), 0.009, metal, (0, -0.0185, half))
    _hands(half * 0.92, metal, (0, -0.021, half))


def _sunburst(clock: Clock, rays: Any, face: Any) -> None:
    """Rays of three lengths around a small face."""
    radius, count = clock.width / 2, 48
    for number in range(count):
        angle = 2 * pi * number / count
        length = radius * (1.0, 0.72, 0.86, 0.72)[number % 4]
        layer = 0.0 if number % 2 else 0.008
        ends = [(sin(angle) * reach, layer, radius + cos(angle) * reach) for reach in (radius * 0.3, length)]
        leg(ends[0], ends[1], (0.0055, 0.0022), rays)
    hoop(ellipse(radius * 0.72, radius * 0.72), 0.014, 0.036, rays, at=(0, -0.006, radius), rounding=0.006)
    disc_face = ellipse(radius * 0.73, radius * 0.73)
    plate(disc_face, 0.02, face, at=(0, 0, radius))
    for hour in range(12):
        _mark(hour * pi / 6, (radius * 0.29, radius * 0.33), 0.004, rays, (0, -0.011, radius))
    _hands(radius * 0.34, rays, (0, -0.014, radius))


def _arch(clock: Clock, body: Any, metal: Any) -> None:
    """A block under a round arch for the mantel, its white face in a metal ring."""
    width, height = clock.width, clock.height
    arch = rounded(width, height, top=width / 2, bottom=0.014)
    plate(arch, 0.075, body, at=(0, 0, height / 2), rounding=0.008)
    z, radius = height - width / 2, width * 0.36
    hoop(ellipse(2 * radius, 2 * radius), 0.006, 0.016, metal, at=(0, -0.04, z))
    plate(ellipse(2 * radius, 2 * radius), 0.008, materials.make(WHITE_FACE), at=(0, -0.037, z))
    for hour in range(12):
        _mark(hour * pi / 6, (radius * 0.78, radius * 0.9), 0.003, metal, (0, -0.0415, z))
    _hands(radius * 0.9, materials.make(Finish("lacquer", "#242425")), (0, -0.043, z))


def _pebble(clock: Clock, stone: Any, metal: Any) -> None:
    """An uneven pebble of stone with nothing on it but its hands."""
    knots = []
    for number, reach in enumerate((1.0, 0.96, 0.93, 0.97, 1.0, 0.94, 0.9, 0.95)):
        angle = 2 * pi * number / 8 + 0.35
        knots.append((reach * clock.width / 2 * cos(angle), reach * clock.height / 2 * sin(angle)))
    outline: Outline = smooth(knots, steps=16, closed=True)
    low = -float(outline[:, 1].min())
    plate(outline, 0.04, stone, at=(0, 0, low), rounding=0.018)
    _hands(clock.width * 0.4, metal, (0, -0.0225, low))


def _mark(
    angle: float, reach: tuple[float, float], width: float, material: Any, at: tuple[float, float, float]
) -> None:
    """Add a bar from one distance of the center to another, `angle` clockwise from twelve."""
    start, end = reach
    middle, x, y, z = (start + end) / 2, *at
    place = (x + sin(angle) * middle, y, z + cos(angle) * middle)
    soft_block((width, 0.003, end - start), material, at=place, turn=(0, angle, 0), radius=0.001, spacing=1.0)


def _hands(radius: float, material: Any, at: tuple[float, float, float]) -> None:
    """Add both hands and the cap over their pin; `radius` is the face they turn on."""
    x, y, z = at
    wide = max(0.0045, radius * 0.05)
    _mark(HOUR_HAND, (-radius * 0.1, radius * 0.48), wide * 1.3, material, at)
    _mark(MINUTE_HAND, (-radius * 0.12, radius * 0.74), wide, material, (x, y - 0.004, z))
    pin = np.array([(0, 0), (wide * 1.6, 0), (wide * 1.6, 0.006), (wide * 1.2, 0.008), (0, 0.008)])
    turned(pin, material, at=(x, y, z), turn=(pi / 2, 0, 0))
