"""Sofas to lie on: a corner with a chaise, low blocks pushed together, cushions on a wooden frame."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from typing import Any

import numpy as np

from tools.photography.designs.upholstery import Sofa
from tools.photography.models.upholstery.sewn import Stuffing, cushion
from tools.photography.shapes import filleted, leg, puffed, rumpled, soft_block, together, tube, turned

LEAN = -0.2  # radians: how far back cushions lean
SOFT = Stuffing(plump=0.03, rumple=0.012, radius=0.06)
PIPED = Stuffing(plump=0.018, rumple=0.006, radius=0.045, piped=True)


def sectional(sofa: Sofa, cloth: Any, metal: Any) -> None:
    """Add a low sofa whose right end runs on into a chaise."""
    inner = sofa.width - 2 * sofa.arm_width
    place = inner / 3
    rear, base_top = sofa.depth / 2, sofa.leg_height + 0.14
    forward = sofa.chaise - sofa.depth
    soft_block((inner, sofa.depth, 0.16), cloth, at=(0, 0, base_top - 0.08), radius=0.03)
    lying = place
    foot = (place, sofa.chaise, 0.16)
    soft_block(foot, cloth, at=(lying, -forward / 2, base_top - 0.081), radius=0.03)
    for side in (-1, 1):
        arm = (sofa.arm_width, sofa.depth + 0.02, sofa.arm_height - sofa.leg_height)
        at = (side * (sofa.width - sofa.arm_width) / 2, 0, sofa.leg_height + arm[2] / 2)
        soft_block(arm, cloth, at=at, radius=0.05, deform=puffed(arm, 0.01))
    back = (sofa.width - 0.04, 0.17, sofa.back_height - 0.16 - sofa.leg_height)
    soft_block(back, cloth, at=(0, rear - 0.085, sofa.leg_height + back[2] / 2), radius=0.045)
    thick = sofa.seat_height - base_top + 0.03
    for part in range(3):
        x = (part - 1) * place
        deep = (sofa.chaise if part == 2 else sofa.depth) - 0.18
        stuffing = replace(SOFT, plump=0.02, seed=part)
        cushion(
            (place - 0.006, deep, thick),
            cloth,
            stuffing,
            at=(x, rear - 0.18 - deep / 2, base_top + thick / 2),
        )
        tall = sofa.back_height - sofa.seat_height + 0.02
        rest = (x, rear - 0.29, sofa.seat_height + tall / 2 + 0.01)
        cushion(
            (place - 0.02, 0.2, tall),
            cloth,
            replace(SOFT, plump=0.045, seed=5 + part),
            at=rest,
            turn=(LEAN, 0, 0),
        )
    left, right = -sofa.width / 2 + 0.08, sofa.width / 2 - 0.08
    corners = [(left, rear - 0.08), (right, rear - 0.08), (left, -rear + 0.08), (right, -rear + 0.08)]
    corners += [
        (lying - place / 2 + 0.08, -rear - forward + 0.08),
        (lying + place / 2 - 0.08, -rear - forward + 0.08),
    ]
    for x, y in corners:
        leg((x, y, sofa.leg_height + 0.02), (x, y, 0), (0.016, 0.016), metal)


def modular(sofa: Sofa, cloth: Any, base: Any) -> None:
    """Add three low blocks on a hidden plinth: a corner, a middle and one without a back."""
    block = sofa.width / 3
    soft_block((sofa.width - 0.16, sofa.depth - 0.16, 0.05), base, at=(0, 0, 0.025), radius=0.005)
    for part in range(3):
        x = (part - 1) * block
        _block((block - 0.012, sofa.depth, 0.2), cloth, at=(x, 0, 0.14), seed=part)
        _block(
            (block - 0.012, sofa.depth, sofa.seat_height - 0.23),
            cloth,
            at=(x, 0, (sofa.seat_height + 0.23) / 2),
            seed=7 + part,
        )
    tall = sofa.back_height - sofa.seat_height + 0.03
    rest = sofa.seat_height + tall / 2 - 0.015
    for part in range(2):
        at = ((part - 1) * block, sofa.depth / 2 - 0.13, rest)
        _block((block - 0.015, 0.26, tall), cloth, at=at, seed=20 + part)
    arm = (-sofa.width / 2 + 0.13, -0.13, rest - 0.05)
    _block((0.26, sofa.depth - 0.28, tall - 0.1), cloth, at=arm, seed=30)


def _block(
    size: tuple[float, float, float], cloth: Any, *, at: tuple[float, float, float], seed: int
) -> None:
    give = together(puffed(size, 0.022), rumpled(0.012, 0.3, seed=seed))
    soft_block(size, cloth, at=at, radius=min(0.085, min(size) * 0.46), deform=give, spacing=0.022)


def framed(sofa: Sofa, cloth: Any, wood: Any) -> None:
    """Add a wooden frame with loose cushions and a bolster at either end."""
    half, front, rear = sofa.width / 2 - 0.03, -sofa.depth / 2 + 0.06, sofa.depth / 2 - 0.08
    rail = sofa.seat_height - 0.15
    for side in (-1, 1):
        x = side * half
        leg((x, front, sofa.arm_height - 0.02), (x + side * 0.015, front - 0.03, 0), (0.023, 0.015), wood)
        leg((x, rear, sofa.arm_height - 0.02), (x + side * 0.015, rear + 0.05, 0), (0.023, 0.015), wood)
        rest = (0.062, sofa.depth - 0.02, 0.028)
        soft_block(rest, wood, at=(x, -0.01, sofa.arm_height), turn=(-0.03, 0, 0), radius=0.013)
        soft_block((0.026, rear - front, 0.06), wood, at=(x, (front + rear) / 2, rail), radius=0.01)
        bolster = [(0.0, 0.0), (0.014, 0.004), (0.092, 0.012), (0.092, 0.5), (0.014, 0.508), (0.0, 0.512)]
        at = (side * (half - 0.125), front + 0.03, sofa.seat_height + 0.09)
        turned(
            filleted(bolster, 0.02), cloth, at=at, turn=(-pi / 2, 0, 0), deform=rumpled(0.005, 0.2, seed=4)
        )
        for end in (0.012, 0.5):
            around = np.linspace(0, 2 * pi, 40, endpoint=False)
            ring = np.stack([0.09 * np.cos(around), 0 * around + end, 0.09 * np.sin(around)], axis=1)
            tube(ring + np.array(at), 0.005, cloth, closed=True)
    for y in (front, rear):
        soft_block((2 * half, 0.026, 0.07), wood, at=(0, y, rail), radius=0.01)
    soft_block((2 * half - 0.02, rear - front, 0.02), wood, at=(0, 0, rail + 0.02), radius=0.005)
    _slats(sofa, half - 0.02, rear, rail, wood)
    inner = 2 * half - 0.07
    for part in range(sofa.seats):
        x = (part - (sofa.seats - 1) / 2) * inner / sofa.seats
        wide = inner / sofa.seats - 0.006
        at = (x, front + (sofa.depth - 0.2) / 2 - 0.03, sofa.seat_height - 0.055)
        cushion((wide, sofa.depth - 0.2, 0.13), cloth, replace(PIPED, seed=part), at=at, turn=(-0.04, 0, 0))
        tall = sofa.back_height - sofa.seat_height - 0.02
        at = (x, rear - 0.07, sofa.seat_height + tall / 2)
        cushion(
            (wide, 0.14, tall), cloth, replace(PIPED, plump=0.03, seed=8 + part), at=at, turn=(LEAN, 0, 0)
        )


def _slats(sofa: Sofa, half: float, rear: float, rail: float, wood: Any) -> None:
    """Add the back of the frame: a top rail on upright slats, leaning as the cushions do."""
    top = sofa.back_height - 0.1
    lean = 0.2 * (top - rail)
    tube(np.array([(-half, rear + lean, top), (half, rear + lean, top)]), 0.019, wood)
    for x in np.linspace(-half, half, round(half * 2 / 0.11) + 1):
        leg((x, rear + lean, top), (x, rear, rail), (0.009, 0.009), wood)
