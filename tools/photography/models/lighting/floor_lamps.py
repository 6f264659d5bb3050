"""Floor lamps: an arc from a stone foot, and a drum shade on three wooden legs."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.lighting import FloorLamp
from tools.photography.models.lighting.table_lamps import drum
from tools.photography.shapes import disc, leg, smooth, tube, turned

STONE = Finish("ceramic", "#e9e6e0", accent="#c9c4bb")


def build(lamp: FloorLamp, main: Any, second: Any) -> None:
    """Add a floor lamp."""
    if lamp.style == "arc":
        _arc(lamp, main)
    else:
        _tripod(lamp, main, second)


def _arc(lamp: FloorLamp, metal: Any) -> None:
    disc(0.2, 0.06, materials.make(STONE), at=(-0.45, 0, 0), rounding=0.012)
    bow = smooth(
        [
            (-0.45, 0, 0.05),
            (-0.45, 0, lamp.height * 0.6),
            (-0.33, 0, lamp.height * 0.9),
            (0.0, 0, lamp.height),
            (0.36, 0, lamp.height * 0.9),
            (0.47, 0, lamp.height * 0.8),
        ]
    )
    tube(bow, 0.016, metal)
    radius = lamp.shade_width / 2
    angles = np.linspace(0, pi / 2, 20)
    dome = np.stack([radius * np.cos(angles), radius * 0.92 * np.sin(angles)], axis=1)
    profile = np.concatenate([dome, [(0, radius * 0.92 - 0.004)], dome[::-1] * 0.985, [(radius, 0)]])
    at = (0.47, 0, lamp.height * 0.8 - radius * 0.88)
    turned(profile, metal, at=at)
    glow = materials.make(Finish("shade", "#fff1d8"))
    disc(radius * 0.9, 0.01, glow, at=(at[0], at[1], at[2] + 0.012))


def _tripod(lamp: FloorLamp, cloth: Any, wood: Any) -> None:
    shade_height = lamp.shade_width * 0.62
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.43, low, shade_height, cloth)
    knee = low - 0.06
    disc(0.055, 0.04, wood, at=(0, 0, knee))
    tube(np.array([(0, 0, knee), (0, 0, low + 0.1)]), 0.012, wood)
    for number in range(3):
        angle = 2 * pi * number / 3 - pi / 2 + 0.35
        foot = (0.33 * cos(angle), 0.33 * sin(angle), 0.0)
        leg((0.03 * cos(angle), 0.03 * sin(angle), knee + 0.02), foot, (0.018, 0.013), wood)
