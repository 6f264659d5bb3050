"""Desks: drawers on one side, a secretary, a board on sawhorses, a standing desk, a shelf between easels."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Pair, Triple
from tools.photography.designs.tables import Desk
from tools.photography.models.tables.boards import beam, eased, knob, rectangle, sawn
from tools.photography.shapes import disc, leg, soft_block, tube

BRASS, RUBBER = Finish("metal", "#c8a15a"), Finish("lacquer", "#222223")


def build(desk: Desk, main: Any, second: Any) -> None:
    """Add a desk."""
    match desk.style:
        case "pedestal":
            _pedestal(desk, main, second)
        case "secretary":
            _secretary(desk, main, second)
        case "sawhorse":
            _sawhorse(desk, main, second)
        case "standing":
            _standing(desk, main, second)
        case "easel":
            _easel(desk, main, second)


def _drawer(middle: Pair, size: Pair, face: float, wood: Any, pull: Any) -> None:
    """Add a front around `middle` (x, z), its face at depth `face`, with a bar pull."""
    x, z = middle
    soft_block((size[0], 0.02, size[1]), wood, at=(x, face + 0.01, z), radius=0.003)
    half = min(0.07, size[0] * 0.3)
    grip = [
        (x - half, face, z),
        (x - half, face - 0.024, z),
        (x + half, face - 0.024, z),
        (x + half, face, z),
    ]
    tube(np.array(grip), 0.005, pull)


def _pedestal(desk: Desk, wood: Any, legs: Any) -> None:
    x, y, thick, chest = desk.width / 2, desk.depth / 2, 0.03, 0.4
    low = desk.height - thick
    soft_block((desk.width, desk.depth, thick), wood, at=(0, 0, low + thick / 2), radius=0.005, spacing=0.1)
    left = x - 0.03 - chest
    pull, front = materials.make(BRASS), -y + 0.017
    _chest(left + chest / 2, (chest, desk.depth - 0.05, 0.5), low, wood, pull)
    wide = left + x - 0.05
    rail = (-x + 0.04 + wide / 2, low - 0.055)
    soft_block((wide, desk.depth - 0.08, 0.11), wood, at=(rail[0], 0.02, rail[1]), radius=0.004, spacing=0.1)
    _drawer(rail, (wide - 0.03, 0.09), front + 0.013, wood, pull)
    for side in (-1, 1):
        leg(
            (-x + 0.07, side * (y - 0.07), low - 0.1), (-x + 0.04, side * (y - 0.04), 0), (0.024, 0.015), legs
        )
        for px in (left + 0.05, x - 0.08):
            leg((px, side * (y - 0.08), low - 0.496), (px, side * (y - 0.06), 0), (0.02, 0.014), legs)


def _chest(x: float, size: Triple, high: float, wood: Any, pull: Any) -> None:
    """Hang three drawers around `x` under `high`."""
    soft_block(size, wood, at=(x, 0.01, high - size[2] / 2), radius=0.004, spacing=0.1)
    for side in (-1, 1):
        _cheek((x + side * (size[0] / 2 - 0.008), 0.01, high - size[2] / 2), (size[1], size[2]), 0.02, wood)
    tall = size[2] / 3
    for number in range(3):
        middle = (x, high - tall * (number + 0.5))
        _drawer(middle, (size[0] - 0.03, tall - 0.012), -size[1] / 2 + 0.002, wood, pull)


def _cheek(at: Triple, size: Pair, thick: float, wood: Any) -> None:
    """Add a side panel of `size` (depth, height) with upright grain, of wood laid for tops."""
    lying = (size[1], size[0], thick)
    soft_block(lying, wood, at=at, turn=(0, pi / 2, 0), radius=0.004, spacing=0.1)


def _secretary(desk: Desk, wood: Any, legs: Any) -> None:
    x, y, thick, sill = desk.width / 2, desk.depth / 2, 0.022, 0.74
    low, high = 0.58, desk.height
    middle = (low + high) / 2
    for side in (-1, 1):
        _cheek((side * (x - thick / 2), 0, middle), (desk.depth, high - low), thick, wood)
        for front in (-1, 1):
            hip = (side * (x - 0.05), front * (y - 0.05), low + 0.002)
            leg(hip, (side * (x - 0.02), front * (y - 0.02), 0), (0.024, 0.014), legs)
    for z in (low + thick / 2, sill - thick / 2, high - thick / 2):
        soft_block(
            (desk.width - 0.002, desk.depth - 0.002, thick), wood, at=(0, 0, z), radius=0.004, spacing=0.1
        )
    soft_block((desk.width - 0.01, 0.012, high - low - 0.01), wood, at=(0, y - 0.01, middle), radius=0.002)
    brass = materials.make(BRASS)
    half, tall = x - thick - 0.002, sill - low - 2 * thick
    for side in (-1, 1):
        face = (side * half / 2, (low + sill) / 2)
        _drawer(face, (half - 0.006, tall - 0.006), -y + 0.002, wood, brass)
    _pigeonholes(desk, (sill, high - thick), wood)
    _flap(desk, sill, high - sill - thick, wood, brass)


def _pigeonholes(desk: Desk, span: Pair, wood: Any) -> None:
    low, high = span
    wide, deep, thin, y = desk.width - 0.044, desk.depth * 0.55, 0.01, desk.depth * 0.2
    shelf = low + (high - low) * 0.52
    soft_block((wide, deep, thin), wood, at=(0, y, shelf), radius=0.002, spacing=0.1)
    for share in (-0.25, 0.0, 0.25):
        soft_block((thin, deep, high - shelf), wood, at=(share * wide, y, (high + shelf) / 2), radius=0.002)
    soft_block((thin, deep, shelf - low), wood, at=(0.16 * wide, y, (low + shelf) / 2), radius=0.002)
    box = (0.34 * wide - 0.006, 0.016, (shelf - low) - 0.012)
    face = (0.33 * wide, y - deep / 2 + 0.012, (low + shelf) / 2)
    soft_block(box, wood, at=face, radius=0.002)
    knob((face[0], face[1] - 0.008, face[2]), materials.make(BRASS), radius=0.008)


def _flap(desk: Desk, sill: float, reach: float, wood: Any, brass: Any) -> None:
    """Fold the front down level with the sill, held by two stays."""
    y, wide = -desk.depth / 2, desk.width - 0.008
    soft_block((wide, reach, 0.02), wood, at=(0, y - reach / 2, sill - 0.012), radius=0.004, spacing=0.1)
    for side in (-1, 1):
        x = side * (wide / 2 - 0.02)
        tube(np.array([(x, y + 0.02, sill + reach * 0.55), (x, y - reach * 0.62, sill)]), 0.004, brass)


def _sawhorse(desk: Desk, top: Any, frame: Any) -> None:
    thick, y = 0.026, desk.depth / 2 - 0.07
    low = desk.height - thick
    sawn(rectangle(desk.width, desk.depth, 0.02), eased(thick, 0.005), top, at=(0, 0, low))
    for side in (-1, 1):
        x = side * (desk.width / 2 - 0.27)
        beam((x, -y - 0.03, low - 0.022), (x, y + 0.03, low - 0.022), (0.07, 0.044), frame, radius=0.005)
        for lean in (-1, 1):
            for front in (-1, 1):
                hip, foot = (
                    (x + lean * 0.03, front * (y - 0.04), low - 0.03),
                    (x + lean * 0.17, front * y, 0.0),
                )
                beam(foot, hip, (0.03, 0.046), frame, radius=0.005)
            px = x + lean * 0.125
            beam((px, -y + 0.02, low * 0.32), (px, y - 0.02, low * 0.32), (0.02, 0.04), frame)
        for slat in (-0.06, 0.0, 0.06):
            beam(
                (x + slat, -y + 0.03, low * 0.32 + 0.026),
                (x + slat, y - 0.03, low * 0.32 + 0.026),
                (0.048, 0.012),
                frame,
            )
        for front in (-1, 1):
            z = low * 0.32 + 0.01
            beam((x - 0.12, front * (y - 0.03), z), (x + 0.12, front * (y - 0.03), z), (0.04, 0.02), frame)


def _standing(desk: Desk, top: Any, steel: Any) -> None:
    thick, y = 0.028, desk.depth / 2
    low, x = desk.height - thick, desk.width / 2 - 0.22
    sawn(rectangle(desk.width, desk.depth, 0.06), eased(thick, 0.008), top, at=(0, 0, low))
    for side in (-1, 1):
        px = side * x
        beam((px, -y + 0.04, 0.022), (px, y - 0.04, 0.022), (0.08, 0.028), steel, radius=0.01)
        beam((px, 0.02, 0.03), (px, 0.02, low * 0.55), (0.09, 0.065), steel, radius=0.01)
        beam((px, 0.02, low * 0.5), (px, 0.02, low - 0.03), (0.075, 0.05), steel, radius=0.01)
        beam((px, -y + 0.1, low - 0.015), (px, y - 0.1, low - 0.015), (0.05, 0.028), steel)
        for front in (-1, 1):
            disc(0.022, 0.01, materials.make(RUBBER), at=(px, front * (y - 0.08), 0))
    for py in (-0.05, 0.09):
        beam((-x, py, low - 0.022), (x, py, low - 0.022), (0.03, 0.03), steel)
    panel = (desk.width / 2 - 0.17, -y + 0.035, low - 0.012)
    soft_block((0.13, 0.06, 0.022), materials.make(RUBBER), at=panel, radius=0.006)


def _easel(desk: Desk, boards: Any, frame: Any) -> None:
    """Let two frames lean together like an easel, the desk across them and a shelf above."""
    top, sill, y, x = desk.height, 0.74, desk.depth / 2, desk.width / 2
    back = y - 0.05

    def front_at(z: float) -> float:
        return -y + 0.04 + (back - 0.12 + y - 0.04) * z / top

    for side in (-1, 1):
        px = side * (x - 0.02)
        beam((px, front_at(0), 0), (px, front_at(top), top), (0.03, 0.045), frame, radius=0.006)
        beam((px, back + 0.02, 0), (px, back - 0.05, top), (0.03, 0.045), frame, radius=0.006)
        beam((px, front_at(0.3), 0.3), (px, back, 0.3), (0.026, 0.04), frame)
    soft_block(
        (desk.width - 0.07, desk.depth + 0.04, 0.026), boards, at=(0, -0.02, sill), radius=0.005, spacing=0.1
    )
    for z, deep in ((sill + 0.36, 0.24), (top - 0.06, 0.18)):
        middle = (front_at(z) + back) / 2
        soft_block((desk.width - 0.07, deep, 0.022), boards, at=(0, middle, z), radius=0.005, spacing=0.1)
        soft_block(
            (desk.width - 0.07, 0.012, 0.06), boards, at=(0, middle + deep / 2, z + 0.03), radius=0.003
        )
    beam((-x + 0.03, back + 0.005, 0.3), (x - 0.03, back + 0.005, 0.3), (0.02, 0.05), frame)
