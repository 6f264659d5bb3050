"""Chairs that hold the sitter in a shell: a channeled barrel on a swivel plate, an egg on a star."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.designs.upholstery import Armchair
from tools.photography.models.upholstery.sewn import Stuffing, cushion, resampled, sheet
from tools.photography.shapes import (
    Points,
    disc,
    filleted,
    rumpled,
    smooth,
    soft_block,
    together,
    tube,
    turned,
)

CHANNEL = 0.085  # meters from seam to seam of a channeled back
# An egg from its foot to its crown: share of height, radius, shift to the rear, half opening in radians.
EGG = (
    (0.0, 0.02, -0.02, pi), (0.02, 0.2, -0.02, pi), (0.09, 0.33, -0.02, pi), (0.16, 0.38, -0.012, pi),
    (0.18, 0.388, -0.008, 2.86), (0.2, 0.395, -0.004, 2.62), (0.235, 0.405, 0.0, 2.36),
    (0.31, 0.41, 0.01, 2.1), (0.4, 0.4, 0.03, 1.96), (0.55, 0.38, 0.06, 1.86), (0.7, 0.345, 0.1, 1.8),
    (0.83, 0.29, 0.14, 1.74), (0.92, 0.215, 0.172, 1.81), (0.97, 0.13, 0.185, 2.2), (0.99, 0.075, 0.172, 2.6),
    (1.0, 0.008, 0.15, pi),
)  # fmt: skip
EGG_WALL = 0.055


def barrel(chair: Armchair, cloth: Any, metal: Any) -> None:
    """Add a low round chair of upright channels that turns on a metal plate."""
    foot, thick = 0.05, 0.13
    radius = chair.width / 2 - thick / 2
    tall = chair.back_height - foot
    channels = round(radius * 4.3 / CHANNEL)
    around = channels * CHANNEL

    def wrapped(points: Points) -> Points:
        x, y, z = points.T
        part = np.abs(2 * x / around)
        padded = y * (0.72 + 0.4 * np.abs(np.sin(pi * x / CHANNEL + pi / 2 * (channels % 2))) ** 0.55)
        height = (z + tall / 2) * (1 - 0.2 * np.clip((part - 0.35) / 0.65, 0, 1) ** 2) - tall / 2
        return np.stack(
            [(radius + padded) * np.sin(x / radius), (radius + padded) * np.cos(x / radius), height], axis=1
        )

    at = (0.0, 0.0, foot + tall / 2)
    soft_block((around, thick, tall), cloth, at=at, radius=0.06, deform=wrapped, spacing=CHANNEL / 10)
    drum = radius - 0.035
    body = [(0, foot), (drum, foot), (drum, chair.seat_height - 0.14), (0, chair.seat_height - 0.14)]
    turned(filleted(body, 0.03), cloth, at=(0, -0.05, 0))
    pad = [(0, 0), (drum - 0.01, 0), (drum - 0.01, 0.14), (drum * 0.5, 0.168), (0, 0.175)]
    turned(filleted(pad, 0.06), cloth, at=(0, -0.06, chair.seat_height - 0.15), deform=rumpled(0.006, 0.2))
    disc(radius * 0.8, 0.025, metal, rounding=0.008)
    disc(0.06, foot, metal)


def egg(chair: Armchair, cloth: Any, metal: Any) -> None:
    """Add a tall shell with wings, two cushions inside, on a star of four feet."""
    under = 0.2
    tall = chair.back_height - under
    knots = np.array(EGG)
    knots[:, 1] *= chair.width / 0.82
    rows = smooth(knots.tolist(), steps=7)
    sheet(np.array([_slice(row, under, tall) for row in rows]), cloth)
    _rim(rows, under, tall, cloth)
    seat = (chair.width * 0.68, chair.width * 0.66, 0.13)
    round_pad = together(_rounded(seat), rumpled(0.005, 0.2))
    soft_block(
        seat,
        cloth,
        at=(0, -0.05, chair.seat_height - 0.05),
        turn=(-0.06, 0, 0),
        radius=0.055,
        deform=round_pad,
    )
    pad = (chair.width * 0.5, 0.1, 0.42)
    cushion(
        pad,
        cloth,
        Stuffing(plump=0.02, radius=0.048),
        at=(0, 0.26, chair.seat_height + 0.26),
        turn=(-0.3, 0, 0),
    )
    tube(np.array([(0, -0.02, 0.05), (0, -0.02, under + 0.05)]), 0.028, metal)
    for foot in range(4):
        angle = pi / 4 + foot * pi / 2
        tip = (0.34 * cos(angle), 0.34 * sin(angle) - 0.02, 0.014)
        spoke = smooth([(0, -0.02, 0.075), (tip[0] / 2, tip[1] / 2 - 0.01, 0.05), tip])
        tube(spoke, np.linspace(0.022, 0.013, len(spoke)).tolist(), metal)


def _slice(row: Points, under: float, tall: float) -> Points:
    """One level of the shell: around the outside, over the wing's edge and back along the inside."""
    share, radius, shift, opening = row
    wall = min(EGG_WALL, radius * 0.9)
    middle = radius - wall / 2
    sweep = np.linspace(-min(opening, pi), min(opening, pi), 72)
    turn = np.linspace(0, pi, 9)[1:-1]
    reach = np.concatenate(
        [np.full(72, wall / 2), wall / 2 * np.cos(turn), np.full(72, -wall / 2), -wall / 2 * np.cos(turn)]
    )
    beyond = wall / 2 * np.sin(turn) / max(middle, 0.02) * (opening < pi - 0.01)
    angle = np.concatenate([sweep, sweep[-1] + beyond, sweep[::-1], sweep[0] - beyond])
    radii = middle + reach
    lift = _dome(share, reach, wall) * tall
    loop = np.stack([radii * np.sin(angle), radii * np.cos(angle) + shift, under + lift], axis=1)
    return np.concatenate([loop, loop[:1]])


def _dome(share: float, reach: Points, wall: float) -> Points:
    """Heights of a level: toward foot and crown the inside keeps its distance from the outside."""
    inward = 0.5 - reach / wall
    return np.asarray(
        share + inward * 0.055 * (np.clip(1 - share / 0.2, 0, 1) - np.clip((share - 0.8) / 0.2, 0, 1))
    )


def _rim(rows: Points, under: float, tall: float, cloth: Any) -> None:
    """Pipe the edge of the opening."""
    level = rows[(rows[:, 3] < 3.0)]
    middle = level[:, 1] - np.minimum(EGG_WALL, level[:, 1] * 0.9) / 2
    bulge = EGG_WALL / 2 / np.maximum(middle, 0.05)
    for side in (-1, 1):
        angle = side * (level[:, 3] + bulge * 0.9)
        edge = [middle * np.sin(angle), middle * np.cos(angle) + level[:, 2], under + level[:, 0] * tall]
        tube(resampled(np.stack(edge, axis=1), 0.02), 0.005, cloth)


def _rounded(size: tuple[float, float, float]) -> Any:
    """Turn a square cushion into a nearly round one, higher in the middle."""

    def deform(points: Points) -> Points:
        x, y, z = points.T
        u, v = 2 * x / size[0], 2 * y / size[1]
        crown = 0.02 * (1 - np.clip(u, -1, 1) ** 2) * (1 - np.clip(v, -1, 1) ** 2) * np.sign(z)
        return np.stack([x * np.sqrt(1 - v**2 / 2.4), y * np.sqrt(1 - u**2 / 2.4), z + crown], axis=1)

    return deform
