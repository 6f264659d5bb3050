"""Floor lamps: arc, tripod, reading arm, woven bell, three globes, a stack of turned balls."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.designs.lighting import FloorLamp
from tools.photography.models.lighting.shades import (
    BRASS,
    GLOW,
    OPAL,
    bulb,
    drum,
    globe,
    hood,
    lining,
    rod,
    shell,
    spider,
    woven,
)
from tools.photography.shapes import disc, filleted, leg, smooth, tube, turned

INSIDE = Finish("paint", "#f4efe4")
STONE = Finish("ceramic", "#e9e6e0", accent="#c9c4bb")


def build(lamp: FloorLamp, main: Any, second: Any) -> None:
    """Add a floor lamp."""
    match lamp.style:
        case "arc":
            _arc(lamp, main)
        case "tripod":
            _tripod(lamp, main, second)
        case "reading":
            _reading(lamp, main, second)
        case "woven":
            _woven(lamp, main, second)
        case "globes":
            _globes(lamp, main)
        case "bobbin":
            _bobbin(lamp, main, second)


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
    glow = materials.make(GLOW)
    disc(radius * 0.9, 0.01, glow, at=(at[0], at[1], at[2] + 0.012))


def _tripod(lamp: FloorLamp, cloth: Any, wood: Any) -> None:
    shade_height = lamp.shade_width * 0.62
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.43, low, shade_height, cloth)
    spider(lamp.shade_width * 0.43, lamp.height - 0.015)
    knee = low - 0.06
    disc(0.055, 0.04, wood, at=(0, 0, knee))
    tube(np.array([(0, 0, knee), (0, 0, low + 0.1)]), 0.012, wood)
    for number in range(3):
        angle = 2 * pi * number / 3 - pi / 2 + 0.35
        foot = (0.33 * cos(angle), 0.33 * sin(angle), 0.0)
        leg((0.03 * cos(angle), 0.03 * sin(angle), knee + 0.02), foot, (0.018, 0.013), wood)


def _reading(lamp: FloorLamp, metal: Any, foot: Any) -> None:
    """Add a pharmacist's lamp: a post, a collar and an arm that slides, a small hood."""
    x, post = -0.16, lamp.height * 0.97
    disc(0.135, 0.024, foot, at=(x, 0, 0), rounding=0.009)
    rod((x, 0, 0.02), (x, 0, post), 0.0095, metal)
    finial = filleted([(0, 0), (0.015, 0.006), (0.011, 0.026), (0, 0.032)], 0.008)
    turned(finial, metal, at=(x, 0, post - 0.008))
    turned(filleted([(0, 0), (0.03, 0), (0.02, 0.05), (0, 0.05)], 0.008), metal, at=(x, 0, 0.018))
    arm, tip = lamp.height * 0.88, (0.25, 0.0, lamp.height * 0.9)
    rod((x - 0.09, 0, arm - 0.008), tip, 0.0065, metal)
    rod((x, -0.03, arm), (x, 0.03, arm), 0.016, metal)
    rod((x, 0.03, arm), (x, 0.055, arm), 0.01, metal)
    globe(0.012, metal, at=(x - 0.09, 0, arm - 0.008))
    _small_hood(tip, lamp.shade_width, metal)


def _small_hood(tip: Triple, width: float, metal: Any) -> None:
    tilt = 0.22
    height = width * 0.52
    at = (tip[0] - height * sin(tilt), 0.0, tip[2] - height * cos(tilt) - 0.012)
    outside, turn = hood(width, height), (0.0, tilt, 0.0)
    shell(outside, 0.002, metal, at=at, turn=turn)
    lining(outside, 0.002, materials.make(INSIDE), at=at, turn=turn)
    globe(0.016, metal, at=tip)
    globe(0.034, materials.make(OPAL), at=(at[0], 0, at[2] + 0.02))


def _woven(lamp: FloorLamp, cane: Any, metal: Any) -> None:
    """Add a bell of cane on a straight post."""
    wide, tall = lamp.shade_width / 2, lamp.shade_width * 0.72
    low = lamp.height - tall
    disc(0.15, 0.022, metal, rounding=0.008)
    rod((0, 0, 0.01), (0, 0, lamp.height + 0.012), 0.0105, metal)
    bell = smooth(
        [
            (wide * 0.86, low),
            (wide, low + tall * 0.2),
            (wide * 0.97, low + tall * 0.42),
            (wide * 0.76, low + tall * 0.74),
            (wide * 0.44, lamp.height - 0.008),
            (0.04, lamp.height),
        ]
    )
    woven(bell, cane, ribs=40, rows=22, strand=0.0036)
    turned(
        filleted([(0, 0), (0.03, 0), (0.02, 0.02), (0, 0.03)], 0.008), metal, at=(0, 0, lamp.height - 0.004)
    )
    bulb((0, 0, low + tall * 0.35), hanging=False)


def _globes(lamp: FloorLamp, metal: Any) -> None:
    """Add three balls of opal glass on short arms, the lowest the largest."""
    disc(0.145, 0.026, metal, rounding=0.01)
    rod((0, 0, 0.01), (0, 0, lamp.height * 0.9), 0.011, metal)
    opal = materials.make(OPAL)
    radius = lamp.shade_width / 2
    seats = ((1.0, 1, 0.5), (0.88, -1, 0.7), (0.76, 0, 0.9))
    for share, side, height in seats:
        z, ball = lamp.height * height, radius * share
        reach = side * (ball + 0.05)
        if side:
            tube(smooth([(0, 0, z - 0.05), (reach * 0.75, 0, z - 0.045), (reach, 0, z)]), 0.0075, metal)
        cup = filleted([(0, 0), (ball * 0.42, 0.012), (ball * 0.46, 0.034), (0, 0.034)], 0.012)
        turned(cup, metal, at=(reach, 0, z - 0.008))
        globe(ball, opal, at=(reach, 0, z + ball + 0.012))


def _bobbin(lamp: FloorLamp, wood: Any, cloth: Any) -> None:
    """Add a stack of turned balls, every third one larger, under a drum."""
    shade_height = lamp.shade_width * 0.6
    low = lamp.height - shade_height
    disc(0.145, 0.03, wood, rounding=0.012)
    profile, z = [(0.0, 0.024)], 0.024
    while z < low - 0.03:
        ball = 0.062 if len(profile) // 20 % 3 == 0 else 0.042
        angles = np.linspace(-pi / 2 + 0.28, pi / 2 - 0.28, 20)
        height = ball * sin(pi / 2 - 0.28)
        profile += [(ball * cos(a), z + height + ball * sin(a)) for a in angles]
        z += 2 * height
    turned(np.array([*profile, (0.0, z)]), wood)
    rod((0, 0, z - 0.02), (0, 0, lamp.height - 0.01), 0.008, materials.make(BRASS))
    drum(lamp.shade_width / 2, lamp.shade_width * 0.4, low, shade_height, cloth)
    spider(lamp.shade_width * 0.4, lamp.height - 0.015)
