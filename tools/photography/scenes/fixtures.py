"""What is built into a place: tiles, a bed, a window, a curtain, a rail of hooks."""

from __future__ import annotations

from math import pi

import numpy as np

from tools.photography import joinery
from tools.photography.designs import Finish, Pair, Triple
from tools.photography.materials import make
from tools.photography.shapes import add_mesh, pillow, puffed, rumpled, soft_block, together

BEVEL, RAISED = 0.004, 0.003  # of a tile


def tiles(width: float, height: float, *, color: str, tile: Pair = (0.15, 0.075)) -> None:
    """Tile a wall in running bond, face at y = 0, rising from z = 0 around x = 0."""
    soft_block(
        (width, 0.02, height), make(Finish("paint", "#b9b4aa")), at=(0, 0.01, height / 2), radius=0.001
    )
    points: list[Triple] = []
    for row in range(round(height / tile[1])):
        for column in range(round(width / tile[0]) + 1):
            x, z = (column + 0.5 * (row % 2)) * tile[0] - width / 2, row * tile[1]
            for inset, y in ((0.0015, 0.0), (0.0015 + BEVEL, -RAISED)):
                left, right, low, high = x + inset, x + tile[0] - inset, z + inset, z + tile[1] - inset
                points += [(left, y, low), (right, y, low), (right, y, high), (left, y, high)]
    one = [[4, 5, 6, 7], *([i, (i + 1) % 4, 4 + (i + 1) % 4, 4 + i] for i in range(4))]
    faces = [[start + i for i in face] for start in range(0, len(points), 8) for face in one]
    glazed = add_mesh(np.array(points), faces, make(Finish("ceramic", color)))
    glazed.data.polygons.foreach_set("use_smooth", [False] * len(faces))


def bed(width: float, *, cover: str, wood: str) -> None:
    """Stand a made bed with its head at y = 0, its left side at x = 0 and its foot toward -y."""
    middle, timber = width / 2, make(Finish("wood", wood, grain="x"))
    joinery.board((width + 0.06, 0.05, 1.0), timber, at=(middle, 0.0, 0.5), radius=0.015)
    joinery.board((width + 0.04, 2.02, 0.16), timber, at=(middle, -1.02, 0.24), radius=0.012)
    for x in (0.08, width - 0.08):
        joinery.board((0.07, 0.07, 0.18), timber, at=(x, -1.95, 0.09))
    linen, sheet = make(Finish("linen", cover)), make(Finish("linen", "#f1ece2"))
    soft_block((width, 2.0, 0.22), sheet, at=(middle, -1.02, 0.42), radius=0.07)
    size = (width + 0.07, 1.35, 0.14)
    soft_block(
        size,
        linen,
        at=(middle, -1.36, 0.53),
        radius=0.06,
        deform=together(puffed(size, 0.03), rumpled(0.035, 0.3, 5)),
        spacing=0.03,
    )
    for number, x in enumerate((width * 0.26, width * 0.74)):
        pillow(width * 0.44, 0.42, 0.2, sheet, at=(x, -0.2, 0.68), turn=(-0.5, 0, 0.03 - 0.06 * number))


def seat(extent_back: float, *, color: str) -> None:
    """Stand a deep sofa so that z = 0 is its seat and its back rests behind `extent_back`."""
    cloth = make(Finish("linen", color))
    for x in (-0.43, 0.43):
        size = (0.85, 0.8, 0.2)
        place = (x, extent_back - 0.32, -0.1)
        soft_block(size, cloth, at=place, radius=0.05, deform=puffed(size, 0.008), spacing=0.03)
        size = (0.85, 0.22, 0.56)
        place = (x, extent_back + 0.12, 0.24)
        soft_block(
            size, cloth, at=place, radius=0.08, deform=puffed(size, 0.03), turn=(-0.1, 0, 0), spacing=0.03
        )
    for x in (-0.98, 0.98):
        soft_block((0.24, 0.95, 0.56), cloth, at=(x, extent_back - 0.28, -0.06), radius=0.07, spacing=0.05)
    soft_block((2.1, 0.2, 0.7), cloth, at=(0, extent_back + 0.26, 0.12), radius=0.06, spacing=0.05)
    soft_block((2.0, 0.9, 0.2), cloth, at=(0, extent_back - 0.3, -0.3), radius=0.03, spacing=0.05)


def casement(width: float, height: float) -> None:
    """Frame an open view with white bars, standing on z = 0 at y = 0."""
    white = make(Finish("lacquer", "#f2f0ea"))
    for x in (-width / 2, 0.0, width / 2):
        soft_block((0.06, 0.05, height), white, at=(x, 0, height / 2), radius=0.008)
    for z in (0.03, height * 0.62, height):
        soft_block((width, 0.046, 0.05), white, at=(0, 0, z), radius=0.008)


def hedge(at: Triple, *, radius: float, seed: int) -> None:
    """Put a green blur outside a window."""
    size = (2 * radius, radius, 1.3 * radius)
    leaves = make(Finish("paint", "#a3b394"))
    soft_block(size, leaves, at=at, radius=radius * 0.45, deform=rumpled(radius * 0.5, radius * 0.25, seed))


def curtain(width: float, height: float, *, color: str, at: Triple) -> None:
    """Hang a pleated curtain around `at`, its hem at that height."""
    x, z = np.meshgrid(np.linspace(0, 1, 90), np.linspace(0, 1, 12), indexing="xy")
    depth = 0.035 * np.sin(2 * pi * x * width / 0.11 + 0.4 * z) + 0.01 * np.sin(9 * x + 2 * z)
    points = np.stack([(x - 0.5) * width, depth, z * height], axis=-1).reshape(-1, 3)
    faces = [
        [r * 90 + i, r * 90 + i + 1, (r + 1) * 90 + i + 1, (r + 1) * 90 + i]
        for r in range(11)
        for i in range(89)
    ]
    add_mesh(points, faces, make(Finish("linen", color)), at=at)


def hooks(width: float, *, color: str) -> None:
    """Hang a board with four knobs around the origin, face toward -y."""
    wood = make(Finish("wood", color, grain="x"))
    joinery.board((width, 0.02, 0.1), wood, radius=0.006)
    for x in np.linspace(-0.38, 0.38, 4) * width:
        joinery.knob(wood, (float(x), -0.01, -0.005), radius=0.02, reach=0.05)
