"""Pendant lamps: a body on a cord under a small ceiling rose."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.lighting import PendantLamp
from tools.photography.models.lighting.shades import (
    BRASS,
    OPAL,
    bulb,
    globe,
    hood,
    lining,
    pleated,
    ring,
    rod,
    shell,
    spider,
    woven,
)
from tools.photography.shapes import Points, filleted, smooth, soft_block, tube, turned

LIFT = 0.3  # above the floor, so that no contact shadow makes it stand
DROP = 0.4  # from the ceiling down to the body
INSIDE = Finish("paint", "#f4efe4")


def build(lamp: PendantLamp, main: Any, second: Any) -> None:
    """Add a pendant lamp."""
    match lamp.style:
        case "dome":
            _dome(lamp, main, second)
        case "globe":
            _globe(lamp, main, second)
        case "lantern":
            _lantern(lamp, main, second)
        case "woven":
            _woven(lamp, main, second)
        case "pleated":
            _pleated(lamp, main, second)
        case "bar":
            _bar(lamp, main, second)
        case "cone":
            _cone(lamp, main, second)


def _cord(top: float, material: Any, *, x: float = 0.0) -> None:
    """Hang a body whose top is at `top` from the ceiling."""
    ceiling = top + DROP
    rod((x, 0, top - 0.01), (x, 0, ceiling - 0.01), 0.0032, material)
    rose = [(0, 0), (0.008, 0), (0.05, 0.012), (0.055, 0.03), (0, 0.03)]
    turned(filleted(rose, 0.008), material, at=(x, 0, ceiling - 0.03))


def _cap(z: float, radius: float, height: float, material: Any) -> None:
    """Add the turned piece between body and cord."""
    outline = [(0, 0), (radius, 0), (radius, height * 0.6), (radius * 0.4, height), (0, height)]
    turned(filleted(outline, 0.006), material, at=(0, 0, z))


def _lined(outside: Points, wall: float, main: Any) -> None:
    shell(outside, wall, main, at=(0, 0, LIFT))
    lining(outside, wall, materials.make(INSIDE), at=(0, 0, LIFT))


def _dome(lamp: PendantLamp, metal: Any, cord: Any) -> None:
    _lined(hood(lamp.width, lamp.height), 0.003, metal)
    tube(ring(lamp.width / 2, LIFT), 0.0045, metal, closed=True)
    top = LIFT + lamp.height
    _cap(top - 0.006, 0.032, 0.06, materials.make(BRASS))
    bulb((0, 0, top - 0.05))
    _cord(top + 0.05, cord)


def _globe(lamp: PendantLamp, glass: Any, metal: Any) -> None:
    radius = lamp.width / 2
    globe(radius, glass, at=(0, 0, LIFT + radius))
    top = LIFT + 2 * radius
    bulb((0, 0, top - 0.07))
    _cap(top - 0.016, radius * 0.36, 0.055, metal)
    _cord(top + 0.035, metal)


def _lantern(lamp: PendantLamp, paper: Any, cord: Any) -> None:
    """Add a paper ball on wire hoops, open above and below."""
    hoops, opening = 16, 0.28
    steps = np.linspace(0, hoops, hoops * 6 + 1)
    angles = -np.pi / 2 + opening + (np.pi - 2 * opening) * steps / hoops
    slack = 1 - 0.03 * np.sin(np.pi * (steps % 1))
    radii = lamp.width / 2 * np.cos(angles) * slack
    center = LIFT + lamp.height / 2
    heights = center + lamp.height / 2 * np.sin(angles) / np.cos(opening)
    outside = np.stack([radii, heights], axis=1)
    turned(outside, paper)
    for end in (outside[0], outside[-1]):
        tube(ring(end[0], end[1]), 0.0035, cord, closed=True)
    top = outside[-1]
    rod((-top[0], 0, top[1]), (top[0], 0, top[1]), 0.0025, cord)
    _cap(top[1] - 0.05, 0.02, 0.07, cord)
    _cord(top[1] + 0.01, cord)


def _woven(lamp: PendantLamp, cane: Any, cord: Any) -> None:
    wide, tall = lamp.width / 2, lamp.height
    bell = smooth(
        [
            (wide, LIFT),
            (wide * 0.93, LIFT + tall * 0.16),
            (wide * 0.82, LIFT + tall * 0.45),
            (wide * 0.6, LIFT + tall * 0.78),
            (wide * 0.24, LIFT + tall * 0.98),
            (0.03, LIFT + tall),
        ]
    )
    woven(bell, cane, ribs=44, rows=26)
    top = LIFT + tall
    _cap(top - 0.012, 0.036, 0.05, cord)
    bulb((0, 0, top - 0.06))
    _cord(top + 0.03, cord)


def _pleated(lamp: PendantLamp, cloth: Any, cord: Any) -> None:
    top = LIFT + lamp.height
    pleated(lamp.width / 2, lamp.width * 0.2, LIFT, lamp.height, cloth, pleats=64)
    spider(lamp.width * 0.2, top - 0.012)
    bulb((0, 0, top - 0.06))
    _cord(top + 0.01, cord)


def _bar(lamp: PendantLamp, beam: Any, metal: Any) -> None:
    """Add a beam on two cords with three small hoods under it."""
    low = LIFT + lamp.height - 0.034
    soft_block((lamp.width, 0.045, 0.034), beam, at=(0, 0, low + 0.017), radius=0.008)
    outside = filleted([(0.075, 0), (0.07, 0.045), (0.026, 0.105), (0.018, 0.125), (0, 0.126)], 0.03)
    for x in (-0.37 * lamp.width, 0.0, 0.37 * lamp.width):
        at = (x, 0, LIFT)
        shell(outside, 0.002, metal, at=at)
        lining(outside, 0.002, materials.make(INSIDE), at=at)
        rod((x, 0, LIFT + 0.12), (x, 0, low + 0.004), 0.007, metal)
        globe(0.034, materials.make(OPAL), at=(x, 0, LIFT + 0.03))
    top, ceiling = low + 0.034, low + DROP
    for side in (-1, 1):
        rod((side * 0.3 * lamp.width, 0, top - 0.005), (side * 0.12, 0, ceiling), 0.0024, metal)
    soft_block((0.34, 0.06, 0.028), metal, at=(0, 0, ceiling + 0.012), radius=0.01)


def _cone(lamp: PendantLamp, glaze: Any, cord: Any) -> None:
    wide, tall = lamp.width / 2, lamp.height
    side = [(wide, 0), (wide * 0.98, 0.014), (wide * 0.62, tall * 0.4), (wide * 0.2, tall * 0.84)]
    outside = filleted([*side, (0.03, tall), (0, tall)], 0.05, steps=12)
    _lined(outside, 0.006, glaze)
    top = LIFT + tall
    _cap(top - 0.004, 0.024, 0.05, materials.make(Finish("wood", "#c99d6a")))
    bulb((0, 0, top - 0.1))
    _cord(top + 0.04, cord)
