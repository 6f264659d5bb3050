"""Armchairs: an open wooden lounge frame, a tub, a wing chair; shells and frames have their own modules."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.upholstery import Armchair
from tools.photography.models.upholstery import frame_chairs, shell_chairs
from tools.photography.shapes import (
    Points,
    filleted,
    leg,
    outline,
    puffed,
    rumpled,
    smooth,
    soft_block,
    together,
    tube,
    turned,
)


def build(chair: Armchair, cloth: Any, wood: Any) -> None:
    """Add an armchair."""
    match chair.style:
        case "lounge":
            _lounge(chair, cloth, wood)
        case "tub":
            _tub(chair, cloth, wood)
        case "wing":
            _wing(chair, cloth, wood)
        case "barrel":
            shell_chairs.barrel(chair, cloth, wood)
        case "egg":
            shell_chairs.egg(chair, cloth, wood)
        case "cane":
            frame_chairs.cane(chair, cloth, wood)
        case "safari":
            frame_chairs.safari(chair, cloth, wood)


def _lounge(chair: Armchair, cloth: Any, wood: Any) -> None:
    half, front, rear = chair.width / 2 - 0.03, -chair.depth / 2 + 0.06, chair.depth / 2 - 0.1
    arm_height = chair.seat_height + 0.17
    for side in (-1, 1):
        x = side * half
        leg((x, front, arm_height), (x + side * 0.02, front - 0.03, 0), (0.02, 0.015), wood)
        leg((x, rear, arm_height - 0.03), (x + side * 0.02, rear + 0.09, 0), (0.02, 0.015), wood)
        rest = smooth(
            [(x, front - 0.06, arm_height), (x, 0, arm_height + 0.012), (x, rear + 0.1, arm_height - 0.045)]
        )
        for offset in (-0.014, 0, 0.014):
            tube(rest + np.array([offset, 0, 0]), 0.016, wood)
        tube(
            np.array([(x, front, chair.seat_height - 0.1), (x, rear + 0.05, chair.seat_height - 0.16)]),
            0.016,
            wood,
        )
        tube(
            np.array([(side * 0.2, rear - 0.02, 0.28), (side * 0.2, rear + 0.2, chair.back_height - 0.04)]),
            0.015,
            wood,
        )
    for y, z in ((front, chair.seat_height - 0.1), (rear, chair.seat_height - 0.15)):
        tube(np.array([(-half, y, z), (half, y, z)]), 0.016, wood)
    for z, y in ((chair.back_height - 0.06, rear + 0.195), (chair.back_height - 0.24, rear + 0.13)):
        tube(np.array([(-0.24, y, z), (0.24, y, z)]), 0.015, wood)
    seat = (chair.width - 0.12, chair.depth - 0.14, 0.13)
    give = together(puffed(seat, 0.02), rumpled(0.006, 0.18, seed=3))
    soft_block(
        seat, cloth, at=(0, -0.03, chair.seat_height - 0.03), turn=(-0.09, 0, 0), radius=0.05, deform=give
    )
    tall = chair.back_height - chair.seat_height
    pad = (chair.width - 0.14, 0.14, tall)
    give = together(puffed(pad, 0.025), rumpled(0.006, 0.18, seed=4))
    at = (0, rear - 0.02, chair.seat_height + tall / 2 + 0.02)
    soft_block(pad, cloth, at=at, turn=(-0.32, 0, 0), radius=0.055, deform=give)


def _tub(chair: Armchair, cloth: Any, wood: Any) -> None:
    thick, foot = 0.15, 0.13
    radius = chair.width / 2 - thick / 2
    tall = chair.back_height - foot
    around = radius * 3.9

    def horseshoe(points: Points) -> Points:
        x, y, z = points.T
        part = np.abs(2 * x / around)
        angle, reach = x / radius, radius + y
        height = (z + tall / 2) * (1 - 0.3 * np.clip(part - 0.25, 0, 1) ** 1.3) - tall / 2
        return np.stack([reach * np.sin(angle), reach * np.cos(angle), height], axis=1)

    shell = (around, thick, tall)
    soft_block(shell, cloth, at=(0, 0, foot + tall / 2), radius=0.072, deform=horseshoe, spacing=0.03)
    seat_radius = radius - 0.02
    body = [
        (0, foot + 0.02),
        (seat_radius, foot + 0.02),
        (seat_radius, chair.seat_height - 0.12),
        (0, chair.seat_height - 0.12),
    ]
    turned(filleted(body, 0.03), cloth, at=(0, -0.05, 0))
    cushion = [
        (0, 0),
        (seat_radius + 0.01, 0),
        (seat_radius + 0.01, 0.14),
        (seat_radius * 0.5, 0.165),
        (0, 0.17),
    ]
    turned(filleted(cushion, 0.06), cloth, at=(0, -0.07, chair.seat_height - 0.13))
    for x in (-1, 1):
        for y in (-1, 1):
            top = (x * radius * 0.62, y * radius * 0.62, foot + 0.05)
            leg(top, (x * radius * 0.78, y * radius * 0.78, 0), (0.024, 0.014), wood)


def _wing(chair: Armchair, cloth: Any, wood: Any) -> None:
    foot, arm = 0.2, 0.12
    inner = chair.width - 2 * arm
    body = (chair.width - 0.06, chair.depth - 0.12, 0.16)
    soft_block(body, cloth, at=(0, 0, foot + 0.08), radius=0.03)
    seat = (inner - 0.01, chair.depth - 0.14, 0.14)
    give = together(puffed(seat, 0.02), rumpled(0.005, 0.2, seed=1))
    soft_block(seat, cloth, at=(0, -0.06, foot + 0.22), radius=0.045, deform=give)
    tube(
        outline((seat[0] + 0.01, seat[1] + 0.01, 0), 0.05, height=foot + 0.265) + np.array([0, -0.06, 0]),
        0.006,
        cloth,
        closed=True,
    )
    tall = chair.back_height - foot - 0.08
    pad = (inner + 0.05, 0.15, tall)
    at = (0, chair.depth / 2 - 0.14, foot + 0.1 + tall / 2)
    soft_block(pad, cloth, at=at, turn=(-0.16, 0, 0), radius=0.06, deform=puffed(pad, 0.025))
    for side in (-1, 1):
        x = side * (chair.width - arm) / 2
        rest = (arm, chair.depth - 0.18, 0.36)
        soft_block(rest, cloth, at=(x, -0.03, foot + 0.1 + 0.18), radius=0.055, deform=puffed(rest, 0.012))
        wing = (0.085, 0.3, tall - 0.2)

        def tapered(points: Points, wing: tuple[float, float, float] = wing) -> Points:
            x, y, z = points.T
            rise = (z / wing[2] + 0.5).clip(0, 1)
            return np.stack([x, np.where(y < 0, y * (0.55 + 0.75 * np.sin(np.pi * rise**0.8)), y), z], axis=1)

        beside = (side * (chair.width / 2 - 0.075), chair.depth / 2 - 0.2, foot + 0.28 + wing[2] / 2)
        soft_block(wing, cloth, at=beside, turn=(-0.16, 0, -side * 0.16), radius=0.04, deform=tapered)
        for y in (-1, 1):
            top = (side * (chair.width / 2 - 0.1), y * (chair.depth / 2 - 0.12), foot + 0.03)
            leg(top, (top[0] + side * 0.03, top[1] + y * 0.04, 0), (0.023, 0.013), wood)
