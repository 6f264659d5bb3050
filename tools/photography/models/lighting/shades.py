"""What lamps are put together from: shades of cloth, metal, cane and glass, their wires and bulbs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.shapes import Points, add_mesh, filleted, tube, turned

BRASS = Finish("metal", "#c8a15a")
OPAL = Finish("wax", "#f4ebda")
GLOW = Finish("shade", "#fff1d8")  # a bulb that is on
RING_STEPS = 96


def ring(radius: float, z: float, *, at: tuple[float, float] = (0.0, 0.0)) -> Points:
    """Closed circle at height `z`, a path for `tube`."""
    angles = np.linspace(0, 2 * np.pi, RING_STEPS, endpoint=False)
    return np.stack(
        [at[0] + radius * np.cos(angles), at[1] + radius * np.sin(angles), np.full(RING_STEPS, z)], axis=1
    )


def rod(start: Triple, end: Triple, radius: float, material: Any) -> None:
    """Add a straight round bar."""
    tube(np.array([start, end], dtype=float), radius, material)


def drum(bottom: float, top: float, low: float, height: float, cloth: Any) -> None:
    """Add a shade open above and below, from radius `bottom` to radius `top`, hemmed at both ends."""
    wall = 0.003
    rise = np.concatenate([[0, 0.01], np.linspace(0.03, 0.97, 12), [0.99, 1]])  # keeps normals true at rims
    outside = np.stack([bottom + (top - bottom) * rise, low + height * rise], axis=1)
    inside = (outside - (wall, 0))[::-1]
    turned(np.concatenate([outside, inside, outside[:1]]), cloth)
    for radius, z in ((bottom, low), (top, low + height)):
        tube(ring(radius, z), 0.004, cloth, closed=True)


def pleated(bottom: float, top: float, low: float, height: float, cloth: Any, *, pleats: int = 56) -> None:
    """Add a shade of folded cloth, drawn in a little at its waist, with a band at both ends."""
    turns = np.linspace(0, 2 * np.pi, pleats * 4, endpoint=False)
    up = np.linspace(0, 1, 14)[:, None]
    fold = 0.028 * bottom + 0.0015
    folds = np.abs(np.arange(pleats * 4) % 4 - 2) - 1.0
    uneven = 1 + 0.25 * np.sin(3 * turns + 1) * np.sin(7 * turns)
    radii = bottom + (top - bottom) * up - 0.05 * bottom * np.sin(np.pi * up) + fold * folds * uneven
    heights = np.broadcast_to(low + height * up, radii.shape)
    sheet(np.stack([radii * np.cos(turns), radii * np.sin(turns), heights], axis=-1), cloth)
    band = 0.012
    for radius, z in ((bottom, low), (top, low + height - band)):
        outside = radius + fold * 1.15
        edge = [(outside - 0.003, z), (outside, z), (outside, z + band), (outside - 0.003, z + band)]
        turned(np.array([*edge, edge[0]]), cloth)


def sheet(grid: Points, material: Any, *, closed: bool = True) -> None:
    """Add a surface through a grid of points (rows, columns, 3); `closed` joins last column and first."""
    rows, columns = grid.shape[:2]
    faces = []
    for row in range(rows - 1):
        for column in range(columns if closed else columns - 1):
            here, beside = row * columns + column, row * columns + (column + 1) % columns
            faces.append([here, beside, beside + columns, here + columns])
    add_mesh(grid.reshape(-1, 3), faces, material)


def shell(
    outside: Points, wall: float, material: Any, *, at: Triple = (0, 0, 0), turn: Triple = (0, 0, 0)
) -> None:
    """Revolve the outside of a bowl or hood, read from its rim upward, as a wall of even thickness."""
    turned(_loop(outside, wall), material, at=at, turn=turn)


def _loop(outside: Points, wall: float) -> Points:
    inside = _inward(outside, wall)
    return np.concatenate([outside, inside[::-1], outside[:1]])


def _inward(outside: Points, wall: float) -> Points:
    tangent = np.gradient(outside, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    inside = outside + wall * normal
    inside[:, 0] = np.maximum(inside[:, 0], 0)
    return np.asarray(inside)


def lining(
    outside: Points, wall: float, material: Any, *, at: Triple = (0, 0, 0), turn: Triple = (0, 0, 0)
) -> None:
    """Revolve the inner face of a shell in a color of its own."""
    turned(_inward(outside, wall + 0.0008)[1:], material, at=at, turn=turn)


def hood(width: float, height: float) -> Points:
    """Outside of a dome from its rim up to the middle of its top."""
    angles = np.linspace(0, np.pi / 2, 24)
    return np.stack([width / 2 * np.cos(angles), height * np.sin(angles)], axis=1)


def woven(outside: Points, cane: Any, *, ribs: int, rows: int, strand: float = 0.0028) -> None:
    """Weave cane over and under `ribs` that follow the `outside` (radius, height) of a shade."""
    angles = np.linspace(0, 2 * np.pi, ribs, endpoint=False)
    for angle in angles:
        spoke = np.stack(
            [outside[:, 0] * np.cos(angle), outside[:, 0] * np.sin(angle), outside[:, 1]], axis=1
        )
        tube(spoke, strand, cane)
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(outside, axis=0), axis=1))])
    turns = np.linspace(0, 2 * np.pi, ribs * 4, endpoint=False)
    for row, reach in enumerate(np.linspace(0.01, 0.99, rows) * way[-1]):
        radius = np.interp(reach, way, outside[:, 0]) + strand * 0.9 * np.cos(ribs / 2 * turns + np.pi * row)
        height = np.interp(reach, way, outside[:, 1]) + strand * 0.25 * np.sin(3 * turns + row)
        tube(
            np.stack([radius * np.cos(turns), radius * np.sin(turns), height], axis=1),
            strand,
            cane,
            closed=True,
        )
    for radius, height in (outside[0], outside[-1]):
        tube(ring(radius, height), strand * 1.9, cane, closed=True)


def globe(radius: float, glass: Any, *, at: Triple) -> None:
    """Add a ball of glass."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, 40)
    turned(np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1), glass, at=at)


def bulb(at: Triple, *, hanging: bool = True, lit: bool = False) -> None:
    """Add a pear bulb with its socket; `at` is where glass and socket meet."""
    side = -1.0 if hanging else 1.0
    pear = [(0, 0), (0.013, 0), (0.016, 0.02), (0.03, 0.05), (0.027, 0.074), (0, 0.086)]
    glass = filleted([(radius, side * height) for radius, height in pear], 0.02)
    turned(glass, materials.make(GLOW if lit else OPAL), at=at)
    socket = [(0, 0), (0.019, 0), (0.019, -0.04 * side), (0, -0.04 * side)]
    turned(filleted(socket, 0.004), materials.make(BRASS), at=at)


def spider(radius: float, z: float) -> None:
    """Add the wire ring and spokes that carry a shade at its top."""
    brass = materials.make(BRASS)
    for angle in np.linspace(0, 2 * np.pi, 3, endpoint=False) + 0.5:
        rod((0, 0, z), (radius * np.cos(angle), radius * np.sin(angle), z), 0.0022, brass)
    knob = [(0, 0), (0.009, 0), (0.009, 0.01), (0.006, 0.018), (0.009, 0.026), (0, 0.03)]
    turned(filleted(knob, 0.004), brass, at=(0, 0, z - 0.006))
