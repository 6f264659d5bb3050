"""Chairs on open wooden frames: sides of woven cane, and saddle leather slung between poles."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, pi
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.designs.upholstery import Armchair
from tools.photography.models.upholstery.sewn import Stuffing, cushion, placed, sheet
from tools.photography.shapes import (
    Points,
    add_mesh,
    filleted,
    leg,
    soft_block,
    tube,
    turned,
)

CANE = Finish("rattan", "#d3b483")
CANE_PITCH, STRAND = 0.017, 0.0034  # meters from strand to strand, and across one
PAD = Stuffing(plump=0.022, rumple=0.007, radius=0.05, piped=True)
BUCKLE = Finish("metal", "#c8a15a")


def cane(chair: Armchair, cloth: Any, wood: Any) -> None:
    """Add a low boxy chair, cane in its sides and back."""
    strands = materials.make(CANE)
    half, front, rear = chair.width / 2 - 0.02, -chair.depth / 2 + 0.03, chair.depth / 2 - 0.12
    rail, arm = chair.seat_height - 0.12, chair.seat_height + 0.2
    for side in (-1, 1):
        _framed_side(side * half, (front, rear), (rail, arm), wood)
        panel = (rear - front - 0.03, arm - rail - 0.03)
        _caned(
            panel, strands, at=(side * half, (front + rear) / 2, (rail + arm) / 2), turn=(pi / 2, 0, pi / 2)
        )
    for y in (front, rear):
        soft_block((2 * half, 0.028, 0.05), wood, at=(0, y, rail), radius=0.01)
    lean, tall = -0.2, chair.back_height - rail
    for z in (0.0, tall):
        foot = placed(np.array([(-half + 0.02, 0, z), (half - 0.02, 0, z)]), (0, rear, rail), (lean, 0, 0))
        tube(foot, 0.017, wood)
    for x in (-half + 0.02, half - 0.02):
        tube(placed(np.array([(x, 0, 0), (x, 0, tall)]), (0, rear, rail), (lean, 0, 0)), 0.017, wood)
    middle = placed(np.array([(0, 0, tall / 2)]), (0, rear, rail), (lean, 0, 0))[0]
    at = (float(middle[0]), float(middle[1]), float(middle[2]))
    _caned((2 * half - 0.05, tall - 0.02), strands, at=at, turn=(pi / 2 + lean, 0, 0))
    inner = 2 * half - 0.05
    seat = (inner, chair.depth - 0.16, 0.14)
    cushion(seat, cloth, PAD, at=(0, -0.05, chair.seat_height - 0.05), turn=(-0.06, 0, 0))
    high = chair.back_height - chair.seat_height - 0.04
    at = (0, rear - 0.02, chair.seat_height + high / 2 + 0.015)
    cushion((inner - 0.01, 0.14, high), cloth, replace(PAD, plump=0.03, seed=3), at=at, turn=(lean, 0, 0))


def _framed_side(x: float, depth: tuple[float, float], height: tuple[float, float], wood: Any) -> None:
    """Add a side: a hoop of bent wood, and two legs under it."""
    (front, rear), (rail, arm) = depth, height
    corners = [(0.0, rail), (front, rail), (front, arm), (rear, arm), (rear, rail), (0.0, rail)]
    hoop = filleted(corners, 0.06)
    tube(np.insert(hoop, 0, x, axis=1), 0.018, wood)
    for y, slant in ((front + 0.03, -0.025), (rear - 0.03, 0.04)):
        leg((x, y, rail), (x, y + slant, 0), (0.018, 0.012), wood)


def _caned(size: tuple[float, float], strands: Any, *, at: Triple, turn: Triple) -> None:
    """Add a panel of cane: uprights and crossbars in pairs, diagonals through the holes between."""
    wide, tall = size
    lines = [(x, -tall / 2, x, tall / 2) for x in np.arange(-wide / 2, wide / 2, CANE_PITCH)]
    lines += [(-wide / 2, y, wide / 2, y) for y in np.arange(-tall / 2, tall / 2, CANE_PITCH)]
    for start in np.arange(-wide / 2 - tall, wide / 2, CANE_PITCH * 2):
        low, high = max(start, -wide / 2), min(start + tall, wide / 2)
        lines.append((low, low - start - tall / 2, high, high - start - tall / 2))
        lines.append((-low, low - start - tall / 2, -high, high - start - tall / 2))
    points, faces = [], []
    for number, (x0, y0, x1, y1) in enumerate(lines):
        long = hypot(x1 - x0, y1 - y0) or 1.0
        across = np.array([-(y1 - y0), x1 - x0]) / long * STRAND / 2
        ends = np.array([(x0, y0), (x1, y1)])
        over = (number % 2) * 0.0012
        corners = np.concatenate([ends + across, ends[::-1] - across])
        points += [(float(x), float(y), over) for x, y in corners]
        faces.append([4 * number + corner for corner in range(4)])
    add_mesh(np.array(points), faces, strands, at=at, turn=turn)


def safari(chair: Armchair, hide: Any, wood: Any) -> None:
    """Add a chair that comes apart: turned poles, a leather seat and back, straps for arms."""
    half, front, rear = chair.width / 2 - 0.03, -chair.depth / 2 + 0.05, chair.depth / 2 - 0.14
    arm = chair.seat_height + 0.22
    for side in (-1, 1):
        for y in (front, rear):
            _pole(side * half, y, arm + 0.04, wood)
        rail = np.array(
            [(side * half, front, chair.seat_height - 0.02), (side * half, rear, chair.seat_height - 0.08)]
        )
        tube(rail, 0.016, wood)
        _strap(side * half, (front, rear), arm, hide)
    for y, z in (
        (front, chair.seat_height - 0.055),
        (rear, chair.seat_height - 0.11),
        (front, 0.16),
        (rear, 0.16),
    ):
        tube(np.array([(-half, y, z), (half, y, z)]), 0.015, wood)
    _sling(chair, half, (front, rear), hide)
    _hung_back(chair, half, rear, hide, wood)


def _pole(x: float, y: float, tall: float, wood: Any) -> None:
    """Add a turned leg: thin at the foot, thick where rails enter, a knob on top."""
    profile = [
        (0.0, 0.0), (0.013, 0.0), (0.015, 0.1), (0.021, 0.3), (0.022, 0.42), (0.017, tall - 0.05),
        (0.017, tall - 0.02), (0.012, tall - 0.014), (0.019, tall - 0.004), (0.016, tall + 0.008),
        (0.0, tall + 0.01),
    ]  # fmt: skip
    turned(filleted(profile, 0.008), wood, at=(x, y, 0))


def _strap(x: float, ends: tuple[float, float], arm: float, hide: Any) -> None:
    """Add an armrest: a doubled belt from pole to pole, sagging a little."""
    along = np.linspace(ends[0] - 0.022, ends[1] + 0.022, 40)
    part = np.linspace(-1, 1, 40)
    sag = arm - 0.022 * (1 - part**2)
    loop = np.concatenate(
        [np.stack([along, sag + 0.004], axis=1), np.stack([along, sag - 0.004], axis=1)[::-1]]
    )
    across = np.linspace(-0.024, 0.024, 5)
    grid = np.empty((len(loop), 5, 3))
    grid[..., 0], grid[..., 1:] = x + across, loop[:, None]
    sheet(grid, hide, wrap=True)
    buckle = [
        (x - 0.028, ends[0] + 0.09),
        (x + 0.028, ends[0] + 0.09),
        (x + 0.028, ends[0] + 0.125),
        (x - 0.028, ends[0] + 0.125),
    ]
    height = arm - 0.002 - 0.022 * 0.4
    tube(np.array([(bx, by, height) for bx, by in buckle]), 0.003, materials.make(BUCKLE), closed=True)


def _sling(chair: Armchair, half: float, ends: tuple[float, float], hide: Any) -> None:
    """Add the seat: hide around both side rails, hollow between them."""
    size = (2 * half + 0.03, ends[1] - ends[0] - 0.06, 0.02)

    def hung(points: Points) -> Points:
        x, y, z = points.T
        u, v = np.clip(2 * x / size[0], -1, 1), np.clip(2 * y / size[1], -1, 1)
        return np.stack([x, y, z - 0.045 * (1 - u**2) ** 0.7 * (1 - 0.25 * v**2)], axis=1)

    at = (0.0, (ends[0] + ends[1]) / 2, chair.seat_height - 0.036)
    soft_block(size, hide, at=at, turn=(-0.1, 0, 0), radius=0.009, deform=hung, spacing=0.02)


def _hung_back(chair: Armchair, half: float, rear: float, hide: Any, wood: Any) -> None:
    """Add the back: hide between two slanted poles that pivot on the rear legs."""
    low, high = chair.seat_height + 0.05, chair.back_height
    lean = 0.27
    for side in (-1, 1):
        x = side * (half - 0.045)
        leg((x, rear + lean * (high - low), high), (x, rear - 0.04, low - 0.06), (0.013, 0.013), wood)
    size = (2 * half - 0.06, 0.018, high - low - 0.06)

    def hung(points: Points) -> Points:
        u = np.clip(2 * points[:, 0] / size[0], -1, 1)
        return points + np.stack([0 * u, 0.04 * (1 - u**2), 0 * u], axis=1)

    at = (0.0, rear + lean * (high - low) / 2 - 0.012, (low + high) / 2)
    soft_block(size, hide, at=at, turn=(-lean, 0, 0), radius=0.008, deform=hung, spacing=0.02)
    for row in (-1, 1):
        seam = np.stack(
            [
                np.linspace(-size[0] / 2, size[0] / 2, 40),
                np.full(40, -0.01),
                np.full(40, row * (size[2] / 2 - 0.03)),
            ],
            axis=1,
        )
        tube(placed(hung(seam), at, (-lean, 0, 0)), 0.0018, hide)
