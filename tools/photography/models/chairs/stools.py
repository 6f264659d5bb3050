"""Stools: a turned board, a counter stool with a low back, a padded toadstool."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.designs.chairs import Stool
from tools.photography.shapes import Points, bent, filleted, leg, puffed, soft_block, together, tube, turned


def build(stool: Stool, seat: Any, legs: Any) -> None:
    """Add a stool."""
    match stool.style:
        case "board":
            _board(stool, seat, legs)
        case "counter":
            _counter(stool, seat, legs)
        case "padded":
            _padded(stool, seat, legs)


def _splayed(
    stool: Stool, material: Any, *, top: float, spread: float, radii: tuple[float, float]
) -> list[Points]:
    """Add the legs around the seat; return top and foot of each."""
    ends = []
    for number in range(stool.legs):
        angle = 2 * pi * (number + 0.5) / stool.legs - pi / 2
        x, y = cos(angle), sin(angle)
        above, foot = (
            (x * spread, y * spread, top),
            (x * (spread + stool.splay), y * (spread + stool.splay), 0.0),
        )
        leg(above, foot, radii, material)
        ends.append(np.array([above, foot]))
    return ends


def _rung(ends: list[Points], share: float, radius: float, material: Any) -> None:
    """Join neighboring legs at a share of their length."""
    places = [top + (foot - top) * share for top, foot in ends]
    for here, beside in zip(places, places[1:] + places[:1], strict=True):
        tube(np.array([here, beside]), radius, material)


def _board(stool: Stool, seat: Any, legs: Any) -> None:
    radius, top = stool.seat_width / 2, stool.seat_height
    dished = [
        (0, top - 0.034),
        (radius * 0.9, top - 0.034),
        (radius, top - 0.01),
        (radius * 0.93, top),
        (radius * 0.5, top - 0.008),
        (0, top - 0.01),
    ]
    turned(filleted(dished, 0.02), seat)
    ends = _splayed(stool, legs, top=top - 0.03, spread=radius * 0.62, radii=(0.019, 0.014))
    _rung(ends, 0.58, 0.009, legs)


def _counter(stool: Stool, seat: Any, legs: Any) -> None:
    pad = (stool.seat_width, stool.seat_width * 0.94, 0.085)
    soft_block(
        pad, seat, at=(0, 0, stool.seat_height - 0.04), radius=0.04, deform=puffed(pad, 0.012, sag=0.01)
    )
    back = (stool.seat_width * 1.12, 0.06, 0.22)
    wrap = together(puffed(back, 0.008), bent(stool.seat_width * 0.55))
    soft_block(back, seat, at=(0, pad[1] / 2 + 0.005, stool.seat_height + 0.13), radius=0.028, deform=wrap)
    ends = _splayed(
        stool, legs, top=stool.seat_height - 0.07, spread=stool.seat_width * 0.52, radii=(0.011, 0.011)
    )
    _rung(ends, 0.62, 0.009, legs)
    for side in (-1, 1):
        post = [
            (side * 0.11, pad[1] / 2 - 0.05, stool.seat_height - 0.06),
            (side * 0.11, pad[1] / 2 + 0.01, stool.seat_height + 0.06),
        ]
        tube(np.array(post), 0.009, legs)


def _padded(stool: Stool, seat: Any, legs: Any) -> None:
    radius, top, thick = stool.seat_width / 2, stool.seat_height, 0.19
    pad = [
        (0, top - thick),
        (radius * 0.94, top - thick),
        (radius, top - thick * 0.55),
        (radius * 0.97, top - 0.035),
        (radius * 0.6, top - 0.004),
        (0, top),
    ]

    def gathered(points: Points) -> Points:
        x, y, z = points.T
        angle = np.arctan2(y, x)
        middle = np.exp(-((np.hypot(x, y) / 0.035) ** 2)) * (z > top - 0.08)
        pleats = 1 + 0.006 * np.cos(16 * angle)
        return np.stack([x * pleats, y * pleats, z - 0.03 * middle], axis=1)

    turned(filleted(pad, 0.05, steps=12), seat, deform=gathered)
    soft_block((0.03, 0.03, 0.014), seat, at=(0, 0, top - 0.026), radius=0.007)
    _splayed(stool, legs, top=top - thick + 0.01, spread=radius * 0.6, radii=(0.02, 0.012))
