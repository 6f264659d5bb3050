"""Table lamps: a glazed gourd, a metal mushroom, a cone on a turned wooden post."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.lighting import TableLamp
from tools.photography.shapes import disc, filleted, smooth, tube, turned, walled

BRASS = Finish("metal", "#c8a15a")


def build(lamp: TableLamp, main: Any, second: Any) -> None:
    """Add a table lamp."""
    match lamp.style:
        case "gourd":
            _gourd(lamp, main, second)
        case "mushroom":
            _mushroom(lamp, main, second)
        case "cone":
            _cone(lamp, main, second)


def _gourd(lamp: TableLamp, glaze: Any, cloth: Any) -> None:
    body = lamp.height * 0.56
    widths = [
        (0.42, 0.0),
        (0.46, 0.02),
        (0.8, 0.18),
        (0.98, 0.36),
        (0.86, 0.52),
        (0.46, 0.68),
        (0.34, 0.78),
        (0.4, 0.88),
        (0.3, 0.98),
        (0.0, 1.0),
    ]
    unit = lamp.shade_width * 0.36
    turned(smooth([(0, 0), *[(r * unit, h * body) for r, h in widths]]), glaze)
    brass = materials.make(BRASS)
    tube(np.array([(0, 0, body - 0.01), (0, 0, lamp.height - 0.05)]), 0.007, brass)
    shade_height = lamp.height * 0.42
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.42, low, shade_height, cloth)


def drum(bottom: float, top: float, low: float, height: float, cloth: Any) -> None:
    """Add a shade open above and below, from radius `bottom` to radius `top`, hemmed at both ends."""
    wall = 0.003
    outside = [(bottom, low), (top, low + height)]
    inside = [(top - wall, low + height), (bottom - wall, low)]
    turned(np.array([*outside, *inside, outside[0]]), cloth)
    for radius, z in ((bottom, low), (top, low + height)):
        angles = np.linspace(0, 2 * np.pi, 96, endpoint=False)
        hem = np.stack([radius * np.cos(angles), radius * np.sin(angles), np.full(96, z)], axis=1)
        tube(hem, 0.004, cloth, closed=True)


def _mushroom(lamp: TableLamp, metal: Any, stem: Any) -> None:
    radius, dome = lamp.shade_width / 2, lamp.shade_width * 0.42
    low = lamp.height - dome
    angles = np.linspace(0, np.pi / 2, 20)
    hood = np.stack([radius * np.cos(angles), low + dome * np.sin(angles)], axis=1)
    turned(
        np.concatenate(
            [[(radius - 0.004, low)], hood, [(0, lamp.height - 0.004)], hood[::-1] * 0.985 + (0, low * 0.015)]
        ),
        metal,
    )
    foot = [
        (0, 0),
        (radius * 0.62, 0),
        (radius * 0.62, 0.016),
        (0.022, 0.03),
        (0.018, low * 0.6),
        (0.03, low + dome * 0.3),
        (0, low + dome * 0.3),
    ]
    turned(filleted(foot, 0.02), stem)
    glow = materials.make(Finish("shade", "#fff1d8"))
    turned(
        filleted(
            [(0, low - 0.002), (radius * 0.42, low - 0.002), (radius * 0.42, low + 0.06), (0, low + 0.06)],
            0.02,
        ),
        glow,
    )


def _cone(lamp: TableLamp, cloth: Any, wood: Any) -> None:
    shade_height = lamp.height * 0.44
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.17, low, shade_height, cloth)
    disc(lamp.shade_width * 0.27, 0.022, wood, rounding=0.008)
    post = [(0, 0.02), (0.021, 0.02), (0.014, low * 0.5), (0.018, low), (0, low + 0.05)]
    turned(filleted(post, 0.01), wood)
    knob = walled(smooth([(0.008, 0.0), (0.02, 0.012), (0.016, 0.03), (0.006, 0.036)]), 0.002)
    turned(knob, wood, at=(0, 0, lamp.height - 0.004))
