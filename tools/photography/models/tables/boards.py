"""What tables are joined from: sawn shapes with eased edges, beams, bent bars, planked tops.

Wood of a top grows along x (`grain="x"`); wood of a `beam` along the beam (`grain="z"`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, pi
from typing import Any

import numpy as np

from tools.photography.designs import Pair, Triple
from tools.photography.shapes import Deform, Points, add_mesh, filleted, moved, soft_block, tube

EASED = 0.004  # rounding of an edge that shall look crisp
CREASE = 0.7  # radians between faces above which an edge is sharp
CAP_RIM = 0.001  # how far a flat face runs before it becomes one polygon


def eased(thickness: float, rounding: float = EASED, *, undercut: float = 0.0) -> Points:
    """Section of a sheet's edge, lower to upper face, as (inset, height).

    `undercut` draws the lower edge in, as on a top that looks thinner than it is.
    """
    deep = rounding + CAP_RIM
    waist = [(0.0, thickness * 0.62)] if undercut else []
    corners = [(deep + undercut, 0.0), (undercut, 0.0), *waist, (0.0, thickness), (deep, thickness)]
    return filleted(corners, rounding)


def sawn(
    edge: Points,
    section: float | Points,
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    turn: Triple = (0, 0, 0),
    deform: Deform | None = None,
) -> Any:
    """Add a sheet cut along a closed counterclockwise `edge` (n, 2), standing on `at`.

    `section` is its thickness, or its edge as `eased` returns it.
    """
    tangent = np.roll(edge, -1, axis=0) - np.roll(edge, 1, axis=0)
    inward = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
    profile = eased(section) if isinstance(section, float) else section
    rings = [np.column_stack([edge + inset * inward, np.full(len(edge), z)]) for inset, z in profile]
    points, count = np.concatenate(rings), len(edge)
    part = add_mesh(
        points if deform is None else deform(points), _wrapped(len(rings), count), material, at=at, turn=turn
    )
    part.data.set_sharp_from_angle(angle=CREASE)
    part.modifiers.new("flat faces stay flat", "WEIGHTED_NORMAL").keep_sharp = True
    return part


def _wrapped(rings: int, count: int) -> list[list[int]]:
    faces = [
        [r * count + i, r * count + (i + 1) % count, (r + 1) * count + (i + 1) % count, (r + 1) * count + i]
        for r in range(rings - 1)
        for i in range(count)
    ]
    last = (rings - 1) * count
    return [*faces, list(range(count))[::-1], list(range(last, last + count))]


def upright(points: Points) -> Points:
    """Turn a lying sheet to stand in the x-z plane, centered in depth; grain keeps its direction."""
    x, y, z = points.T
    return np.stack([x, (z.max() + z.min()) / 2 - z, y], axis=1)


def loop(corners: Sequence[Sequence[float]], radius: float, *, steps: int = 9) -> Points:
    """Closed polyline through `corners` (any dimension), each rounded by at most `radius`."""
    knots = np.array(corners, dtype=float)
    start = (knots[-1] + knots[0]) / 2
    return filleted([start, *knots, start], radius, steps=steps)[:-1]


def rectangle(width: float, depth: float, radius: float) -> Points:
    """Edge of a rectangular sheet with round corners."""
    x, y = width / 2, depth / 2
    return loop([(-x, -y), (x, -y), (x, y), (-x, y)], radius)


def ellipse(width: float, depth: float, *, power: float = 2.0, steps: int = 160) -> Points:
    """Edge of an oval sheet; above 2, `power` squares it."""
    angles = np.linspace(0, 2 * pi, steps, endpoint=False)
    c, s = np.cos(angles), np.sin(angles)
    return np.stack(
        [
            width / 2 * np.sign(c) * np.abs(c) ** (2 / power),
            depth / 2 * np.sign(s) * np.abs(s) ** (2 / power),
        ],
        axis=1,
    )


def fluted(edge: Points, flutes: int, depth: float) -> Points:
    """Edge with half-round ribs all around, `flutes` of them."""
    share = np.arange(len(edge)) / len(edge)
    ribs = np.abs(np.sin(pi * flutes * share)) - 1
    outward = edge / np.linalg.norm(edge, axis=1, keepdims=True)
    return np.asarray(edge + depth * ribs[:, None] * outward)


def beam(start: Triple, end: Triple, section: Pair, material: Any, *, radius: float = 0.004) -> Any:
    """Add a bar of rectangular section from `start` to `end`; `section` is across x and y while it stands."""
    a, b = np.array(start), np.array(end)
    length = float(np.linalg.norm(b - a))
    x, y, z = (b - a) / length
    turn = (-asin(float(np.clip(y, -1, 1))), atan2(x, z), 0.0)
    middle = tuple(float(v) for v in (a + b) / 2)
    return soft_block(
        (*section, length),
        material,
        at=(middle[0], middle[1], middle[2]),
        turn=turn,
        radius=radius,
        spacing=0.2,
    )


def bent_bar(corners: Sequence[Triple], radius: float, material: Any, *, bend: float = 0.04) -> None:
    """Add a closed hoop of round bar through `corners`."""
    tube(loop(corners, bend), radius, material, closed=True)


def planked(size: Triple, boards: int, material: Any, *, low: float, seed: int = 2) -> None:
    """Add a top glued from boards that run along x, each from another part of the tree, on height `low`."""
    draw = np.random.default_rng(seed)
    wide = size[1] / boards
    for number in range(boards):
        cut = draw.uniform(-20, 20, size=2)
        y = (number + 0.5) * wide - size[1] / 2
        soft_block(
            (size[0], wide - 0.0006, size[2]),
            material,
            at=(-cut[0], y - cut[1], low + size[2] / 2),
            radius=0.003,
            spacing=0.4,
            deform=moved(cut[0], cut[1], 0),
        )


def knob(at: Triple, material: Any, *, radius: float = 0.012) -> None:
    """Add a round pull on a front that faces the camera."""
    soft_block(
        (2 * radius, 0.02, 2 * radius), material, at=(at[0], at[1] - 0.012, at[2]), radius=radius * 0.9
    )
    tube(np.array([at, (at[0], at[1] - 0.01, at[2])]), radius * 0.45, material)
