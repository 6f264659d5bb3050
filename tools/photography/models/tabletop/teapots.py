"""Teapots: a turned body and lid, a spout, and a handle at the side, over the lid or as a stick."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Teapot
from tools.photography.models.tabletop.pottery import ear, hoop, radius_at, solid, strap
from tools.photography.shapes import Points, smooth, tube, turned

STICK_TURN = 0.85  # radians by which the spout of a pot with a stick points toward the viewer


def build(pot: Teapot, glaze: Any, second: Any) -> None:
    """Add a teapot, its spout to the left."""
    rim = pot.outside[-1][1]
    turned(smooth([(0, 0), *pot.outside, (0, rim)]), glaze)
    _lid(pot, glaze, second)
    _spout(pot, glaze)
    match pot.handle:
        case "bow":
            _bow(pot, second)
        case "stick":
            _stick(pot, glaze, second)
        case _:
            _ear(pot, second if pot.knob == "turned" else glaze)


def _lid(pot: Teapot, glaze: Any, second: Any) -> None:
    radius, rim = pot.outside[-1]
    dome = ((radius + 0.004, 0.0), (radius + 0.004, 0.004), (radius * 0.7, 0.014), (0.012, 0.021))
    at = (0, 0, rim - 0.002)
    hoop(radius + 0.006, rim - 0.001, 0.0018, glaze)  # the gallery in which the lid sits
    if pot.knob == "ball":
        turned(smooth([*dome, (0, 0.022)]), glaze, at=at)
        solid(
            ((0.006, 0.0), (0.0065, 0.006), (0.012, 0.01), (0.0145, 0.018), (0.012, 0.026), (0.005, 0.031)),
            second,
            at=(0, 0, rim + 0.017),
        )
        return
    knob = [(0.006, 0.026), (0.011, 0.036), (0.008, 0.043), (0, 0.045)]
    turned(smooth([*dome, *knob]), glaze, at=at)


def _spout(pot: Teapot, glaze: Any) -> None:
    rim = pot.outside[-1][1]
    belly = max(radius for radius, _ in pot.outside)
    if pot.spout == "short":
        root = radius_at(pot.outside, rim * 0.62)
        knots = [(-root * 0.7, 0, rim * 0.56), (-root - 0.012, 0, rim * 0.72), (-root - 0.038, 0, rim * 0.97)]
        girth = (0.021, 0.009)
    else:
        knots = [
            (-belly * 0.8, 0, rim * 0.32),
            (-belly - 0.022, 0, rim * 0.45),
            (-belly - 0.036, 0, rim * 0.75),
            (-belly - 0.06, 0, rim * 0.98),
        ]
        girth = (0.019, 0.0075)
    path = smooth(knots)
    if pot.handle == "stick":
        path = _swung(path, STICK_TURN)
    tube(path, np.linspace(*girth, len(path)).tolist(), glaze)


def _swung(path: Points, angle: float) -> Points:
    """Turn a path about the z axis."""
    x, y, z = path.T
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle), z], axis=1)


def _ear(pot: Teapot, material: Any) -> None:
    rim = pot.outside[-1][1]
    top, foot = (np.array([radius_at(pot.outside, h) - 0.004, 0, h]) for h in (rim * 0.82, rim * 0.26))
    if pot.handle == "square":
        strap(ear(top, foot, 0.05, power=0.45), 0.017, 0.011, material)
    else:
        strap(ear(top, foot, 0.052, power=0.85, lean=0.18), 0.016, 0.011, material)


def _bow(pot: Teapot, material: Any) -> None:
    rim = pot.outside[-1][1]
    reach = max(radius for radius, _ in pot.outside) * 0.76
    angles = np.linspace(0, np.pi, 49)
    x, z = np.cos(angles), np.sin(angles)
    foot = rim * 0.84
    arch = np.stack(
        [reach * np.sign(x) * np.abs(x) ** 0.7, np.zeros(49), foot + (rim + 0.1 - foot) * z**0.8], axis=1
    )
    tube(arch, 0.0052, material)


def _stick(pot: Teapot, glaze: Any, wood: Any) -> None:
    height = pot.outside[-1][1] * 0.6
    root = radius_at(pot.outside, height)
    away = STICK_TURN - np.pi / 2
    socket = np.array([(root - 0.012, 0, height - 0.004), (root + 0.02, 0, height + 0.008)])
    tube(_swung(socket, away), (0.014, 0.0115), glaze)
    path = smooth(
        [(root + 0.015, 0, height + 0.006), (root + 0.06, 0, height + 0.022), (root + 0.1, 0, height + 0.034)]
    )
    ends = (1 - np.linspace(0, 1, len(path)) ** 14) ** 0.5
    tube(_swung(path, away), ((np.linspace(0.0095, 0.0125, len(path)) * ends) + 1e-4).tolist(), wood)
