"""More stools: a tractor seat, a woven top, a glazed drum, a pair of steps, a pad on a pedestal."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.designs.chairs import Stool
from tools.photography.models.chairs.frames import flat_bar, hoop, rush_seat, sheet, turned_leg
from tools.photography.shapes import disc, filleted, leg, smooth, soft_block, tube, turned

STUDS = 20  # bosses in one row around the drum


def build(stool: Stool, main: Any, second: Any) -> None:
    """Add a stool."""
    match stool.style:
        case "tractor":
            _tractor(stool, main, second)
        case "rush":
            _rush(stool, main, second)
        case "drum":
            _drum(stool, main)
        case "step":
            _step(stool, main)
        case "pedestal":
            _pedestal(stool, main, second)


def _tractor(stool: Stool, seat: Any, metal: Any) -> None:
    top, half = stool.seat_height, stool.seat_width / 2
    around, out = np.meshgrid(np.linspace(0, 2 * pi, 97), np.linspace(0.02, 1, 30))
    x, y = half * out * np.cos(around), half * 0.86 * out * np.sin(around)
    front = np.clip(-np.sin(around), 0, 1)
    y = y + half * 0.16 * out**2 * np.exp(-((np.cos(around) / 0.3) ** 2)) * front
    rear = np.clip(np.sin(around), 0, 1)
    rise = out**3 * (0.012 + 0.055 * rear**1.5 + 0.02 * np.abs(np.cos(around)) ** 4)
    ridge = 0.018 * np.exp(-((x / (half * 0.22)) ** 2)) * np.clip(-y / half, 0, 1)
    sheet(np.stack([x, y, top - 0.03 + rise + ridge], axis=-1)[:, ::-1], 0.01, seat)
    disc(0.05, 0.02, metal, at=(0, 0, top - 0.06))
    for number in range(stool.legs):
        angle = 2 * pi * (number + 0.5) / stool.legs
        spread = 0.1 + stool.splay
        knots = [
            (0.03 * cos(angle), 0.03 * sin(angle), top - 0.05),
            (0.09 * cos(angle), 0.09 * sin(angle), top - 0.075),
            (0.125 * cos(angle), 0.125 * sin(angle), top - 0.2),
            (spread * cos(angle), spread * sin(angle), 0.0),
        ]
        tube(smooth(knots), 0.011, metal)
    hoop(0.1 + stool.splay * 0.62, 0.28, 0.009, metal)


def _rush(stool: Stool, cord: Any, wood: Any) -> None:
    top, half, deep = stool.seat_height, stool.seat_width / 2, stool.seat_width * 0.42
    for x in (-1, 1):
        for y in (-1, 1):
            head, foot = (x * half, y * deep, top + 0.004), (x * (half + 0.012), y * (deep + 0.012), 0)
            turned_leg(head, foot, (0.019, 0.0195, 0.018, 0.014), wood)
    for z, thick in ((top - 0.02, 0.014), (0.15, 0.01)):
        for sign in (-1, 1):
            lift = 0.03 if z < 0.2 else 0
            tube(np.array([(-half, sign * deep, z + lift), (half, sign * deep, z + lift)]), thick, wood)
            tube(np.array([(sign * half, -deep, z), (sign * half, deep, z)]), thick, wood)
    rush_seat((2 * half + 0.036, 2 * deep + 0.036, top), cord)


def _drum(stool: Stool, glaze: Any) -> None:
    top, radius = stool.seat_height, stool.seat_width / 2
    belly = smooth(
        [
            (radius * 0.82, 0.0),
            (radius * 0.84, top * 0.1),
            (radius, top * 0.5),
            (radius * 0.84, top * 0.9),
            (radius * 0.82, top - 0.012),
        ]
    )
    crown = [(radius * 0.8, top - 0.002), (radius * 0.4, top + 0.006), (0, top + 0.007)]
    turned(np.concatenate([[(0, 0.004)], belly, crown]), glaze)
    for z in (0.028, top - 0.04):
        for edge in (-0.021, 0.021):
            hoop(float(np.interp(z + edge, belly[:, 1], belly[:, 0])), z + edge, 0.005, glaze)
    for z in (0.028, top - 0.04):
        for angle in np.linspace(0, 2 * pi, STUDS, endpoint=False) + 0.08:
            reach = float(np.interp(z, belly[:, 1], belly[:, 0])) - 0.002
            at = (reach * cos(angle), reach * sin(angle), z)
            soft_block((0.024, 0.024, 0.024), glaze, at=at, radius=0.012, spacing=0.02)


def _step(stool: Stool, wood: Any) -> None:
    top, half = stool.seat_height, stool.seat_width / 2
    soft_block((half * 2 + 0.04, 0.22, 0.026), wood, at=(0, 0.08, top - 0.013), radius=0.007)
    soft_block((half * 2 - 0.03, 0.17, 0.024), wood, at=(0, -0.115, top * 0.5), radius=0.007)
    for x in (-1, 1):
        inside = x * (half - 0.012)
        rear = np.array([(inside, 0.16, top - 0.02), (inside, 0.205, 0)])
        flat_bar(rear, 0.024, (0.05, 0.04), wood)
        front = np.array([(inside, 0.02, top - 0.02), (inside, -0.2, 0)])
        flat_bar(front, 0.024, (0.05, 0.04), wood)
        brace = np.array([(inside, -0.19, top * 0.5 - 0.022), (inside, 0.18, top * 0.5 - 0.022)])
        flat_bar(brace, 0.024, 0.034, wood)
    soft_block((half * 2 - 0.03, 0.018, 0.04), wood, at=(0, 0.165, top - 0.05), radius=0.005)


def _pedestal(stool: Stool, pad: Any, metal: Any) -> None:
    top, radius = stool.seat_height, stool.seat_width / 2
    thick = 0.085
    cushion = [
        (0, top - thick),
        (radius * 0.96, top - thick),
        (radius, top - thick * 0.5),
        (radius * 0.95, top),
        (radius * 0.5, top + 0.006),
        (0, top + 0.008),
    ]
    turned(filleted(cushion, 0.03, steps=10), pad)
    hoop(radius * 0.99, top - 0.026, 0.004, pad)
    disc(radius * 0.9, 0.012, metal, at=(0, 0, top - thick - 0.012), rounding=0.004)
    foot = radius + stool.splay * 0.4
    trumpet = [
        (0, 0),
        (foot, 0),
        (foot, 0.008),
        (foot * 0.7, 0.02),
        (0.05, 0.05),
        (0.03, 0.14),
        (0.026, 0.3),
        (0.026, top - thick),
    ]
    turned(filleted(trumpet, 0.08, steps=12), metal)
    hoop(0.155, 0.3, 0.009, metal, forward=0.02)
    for angle in (pi / 6, 5 * pi / 6, -pi / 2):
        leg((0, 0, 0.3), (0.155 * cos(angle), 0.155 * sin(angle) - 0.02, 0.3), (0.008, 0.008), metal)
