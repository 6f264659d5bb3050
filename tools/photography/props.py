"""What stands around in a room and is not for sale: plants, books, pictures, rugs, plates, walls, floors."""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import Any

import bpy
import numpy as np

from tools.photography.designs import Finish, Triple
from tools.photography.materials import make
from tools.photography.shapes import (
    add_mesh,
    disc,
    filleted,
    moved,
    outline,
    smooth,
    soft_block,
    tube,
    turned,
    walled,
)

LEAF_ROWS, LEAF_COLUMNS = 9, 5


def placed(build: Callable[[], None], *, at: Triple, turn: float = 0.0) -> None:
    """Build something and move it as one: to `at`, turned by `turn` radians about the vertical."""
    before = set(bpy.context.scene.objects)
    build()
    anchor = bpy.data.objects.new("anchor", None)
    anchor.location, anchor.rotation_euler = at, (0, 0, turn)
    bpy.context.collection.objects.link(anchor)
    for part in set(bpy.context.scene.objects) - before - {anchor}:
        if part.parent is None:
            part.parent = anchor


def plant(height: float, *, pot: str, leaves: int = 17) -> None:
    """Add a rubber plant in a clay pot."""
    radius = height * 0.17
    outside = smooth([(radius * 0.7, 0), (radius * 0.85, radius * 0.6), (radius, radius * 1.5)])
    turned(walled(outside, radius * 0.06), make(Finish("ceramic", pot)))
    disc(radius * 0.88, 0.01, make(Finish("lacquer", "#3b2c22")), at=(0, 0, radius * 1.25))
    green, stem = make(Finish("lacquer", "#3f5a37")), make(Finish("lacquer", "#5b4a36"))
    draw = np.random.default_rng(4)
    for number in range(leaves):
        share = (number + 1) / leaves
        root = np.array([0.02 * np.sin(7 * share), 0.02 * np.cos(5 * share), height * (0.28 + 0.55 * share)])
        angle, rise = number * 2.4 + draw.uniform(-0.3, 0.3), 0.35 + 0.75 * share
        _leaf(root, angle, rise, height * draw.uniform(0.22, 0.3), green)
    tube(np.array([(0, 0, radius), (0.01, 0.01, height * 0.85)]), 0.008 * height, stem)


def _leaf(root: Any, angle: float, rise: float, length: float, green: Any) -> None:
    along, across = np.meshgrid(np.linspace(0, 1, LEAF_ROWS), np.linspace(-1, 1, LEAF_COLUMNS), indexing="ij")
    width = 0.24 * length * np.sin(pi * along**0.8) ** 0.8
    reach = length * along
    x, y = reach * np.cos(rise), across * width
    z = reach * np.sin(rise) - 0.45 * length * along**2.2 + 0.25 * np.abs(across) * width
    points = np.stack(
        [x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle), z], axis=-1
    )
    faces = [
        [
            r * LEAF_COLUMNS + c,
            (r + 1) * LEAF_COLUMNS + c,
            (r + 1) * LEAF_COLUMNS + c + 1,
            r * LEAF_COLUMNS + c + 1,
        ]
        for r in range(LEAF_ROWS - 1)
        for c in range(LEAF_COLUMNS - 1)
    ]
    add_mesh(points.reshape(-1, 3) + root, faces, green)


def books(colors: tuple[str, ...]) -> None:
    """Add a stack of books, the first at the bottom."""
    low = 0.0
    for number, color in enumerate(colors):
        thick, wide = 0.024 + 0.006 * (number % 3), 0.2 - 0.014 * number
        turn = (0, 0, 0.22 * (-1) ** number)
        soft_block(
            (wide, 0.14, thick),
            make(Finish("lacquer", color)),
            at=(0, 0, low + thick / 2),
            turn=turn,
            radius=0.003,
        )
        pages = (wide - 0.008, 0.142, thick - 0.008)
        soft_block(
            pages, make(Finish("linen", "#f2ece0")), at=(0, 0.002, low + thick / 2), turn=turn, radius=0.001
        )
        low += thick


def picture(width: float, height: float, *, color: str, accent: str) -> None:
    """Add a framed print, hung with its middle at the origin."""
    soft_block((width, 0.025, height), make(Finish("wood", "#b98f60")), radius=0.004)
    soft_block(
        (width - 0.04, 0.02, height - 0.04), make(Finish("linen", "#f5f1ea")), at=(0, -0.006, 0), radius=0.001
    )
    shape = make(Finish("linen", color))
    rounded = smooth(
        [
            (-0.26 * width, 0.0),
            (-0.2 * width, 0.22 * height),
            (0.1 * width, 0.3 * height),
            (0.25 * width, 0.02),
            (0, -0.2 * height),
        ],
        closed=True,
    )
    face = np.insert(rounded, 1, -0.0175, axis=1)
    add_mesh(face, [list(range(len(face)))[::-1]], shape)
    dot = [
        (0.12 * width + 0.1 * width * np.cos(a), -0.018, -0.24 * height + 0.1 * width * np.sin(a))
        for a in np.linspace(0, 2 * pi, 40)
    ]
    add_mesh(np.array(dot), [list(range(40))], make(Finish("linen", accent)))


def rug(width: float, depth: float, *, color: str) -> None:
    """Add a flat rug with a bound edge."""
    soft_block(
        (width, depth, 0.016), make(Finish("boucle", color)), at=(0, 0, 0.008), radius=0.006, spacing=0.1
    )
    tube(outline((width, depth, 0), 0.03, height=0.008), 0.009, make(Finish("linen", "#a4937a")), closed=True)


def plate(radius: float, *, color: str) -> None:
    """Add a shallow plate."""
    rim = [
        (0, 0),
        (radius * 0.6, 0),
        (radius, 0.018),
        (radius - 0.003, 0.021),
        (radius * 0.58, 0.005),
        (0, 0.005),
    ]
    turned(filleted(rim, 0.01), make(Finish("ceramic", color)))


def wall(width: float, height: float, *, color: str, skirting: str = "#f4f1ea") -> None:
    """Add a painted wall with its skirting board, face at y = 0."""
    soft_block((width, 0.1, height), make(Finish("paint", color)), at=(0, 0.05, height / 2), radius=0.001)
    soft_block((width, 0.016, 0.11), make(Finish("lacquer", skirting)), at=(0, -0.008, 0.055), radius=0.004)


def planks(width: float, depth: float, *, color: str, board: float = 0.14) -> None:
    """Add a floor of boards that run from left to right, each cut from another part of the tree."""
    wood = make(Finish("wood", color, grain="x"))
    soft_block((width + 2, depth, 0.02), make(Finish("paint", "#241a13")), at=(0, 0, -0.024), radius=0.001)
    draw = np.random.default_rng(9)
    for number in range(round(depth / board)):
        y = (number + 0.5) * board - depth / 2
        shift = draw.uniform(-0.9, 0.9)
        for piece in range(round(width / 1.6) + 2):
            x = (piece - width / 3.2 - 0.5) * 1.6 + shift
            cut = draw.uniform(-40, 40)  # where in the tree; object coordinates carry the grain
            soft_block(
                (1.596, board - 0.003, 0.02),
                wood,
                at=(x - cut, y, -0.01),
                radius=0.0015,
                spacing=1.0,
                deform=moved(cut, 0, 0),
            )
