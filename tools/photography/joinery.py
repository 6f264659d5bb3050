"""Boards, plates and hoops cut from an outline, their grain along the axis a joiner would choose.

An `Outline` is a closed counterclockwise path (n, 2) around the origin; it stands in the x-z plane as seen
from the front, or lies in the x-y plane as seen from above.
"""

from __future__ import annotations

from math import pi
from typing import Any, Literal

import numpy as np
from mathutils import Euler

from tools.photography.designs import Triple
from tools.photography.shapes import Deform, Points, add_mesh, filleted, soft_block, turned

Axis = Literal["x", "y", "z"]
Outline = Points

GRAIN_TURNS: dict[Axis, Triple] = {"x": (0, pi / 2, 0), "y": (-pi / 2, 0, 0), "z": (0, 0, 0)}
EDGE_STEPS = 6  # samples of a rounded edge
MEETING = 1e-6  # points nearer than this are one, or their normals would cross
LEVEL_EDGE = 0.0015  # flat border inside a rounded edge: it keeps the shading of the face level


def rounded(width: float, height: float, *, top: float, bottom: float, steps: int = 20) -> Outline:
    """Rectangle whose upper and lower corners have their own radii: an arch, a pill, a soft square."""
    corners = []
    for quarter, (x, z, wanted) in enumerate([(1, 1, top), (-1, 1, top), (-1, -1, bottom), (1, -1, bottom)]):
        radius = min(wanted, width / 2, height)
        angles = pi / 2 * (quarter + np.linspace(0, 1, steps))
        center = np.array([x * (width / 2 - radius), z * (height / 2 - radius)])
        corners.append(center + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    path = np.concatenate(corners)
    apart = np.linalg.norm(path - np.roll(path, 1, 0), axis=1) > MEETING
    return np.asarray(path[apart])


def ellipse(width: float, height: float, *, steps: int = 128) -> Outline:
    """Ellipse or circle."""
    angles = np.linspace(0, 2 * pi, steps, endpoint=False)
    return np.stack([width / 2 * np.cos(angles), height / 2 * np.sin(angles)], axis=1)


def resampled(outline: Outline, count: int) -> Outline:
    """Return `count` points at equal distances along the outline."""
    ring = np.concatenate([outline, outline[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
    places = np.linspace(0, along[-1], count, endpoint=False)
    return np.stack([np.interp(places, along, ring[:, axis]) for axis in (0, 1)], axis=1)


def reeded(outline: Outline, pitch: float, depth: float) -> Outline:
    """Set half-round reeds about `pitch` apart along the outline."""
    length = float(np.linalg.norm(np.diff(outline, axis=0, append=outline[:1]), axis=1).sum())
    reeds = round(length / pitch)
    base = resampled(outline, reeds * 12)
    swell = np.abs(np.sin(pi * np.arange(len(base)) / 12)) ** 0.7
    return base + depth * swell[:, None] * outward(base)


def outward(path: Points, *, closed: bool = True) -> Points:
    """Return unit normals of a counterclockwise path."""
    steps = _unit(np.diff(path, axis=0, append=path[:1] if closed else path[-1:]))
    if not closed:
        steps[-1] = steps[-2]
    tangent = steps + (np.roll(steps, 1, 0) if closed else np.concatenate([steps[:1], steps[:-1]]))
    return _unit(np.stack([tangent[:, 1], -tangent[:, 0]], axis=1))


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def board(
    size: Triple, material: Any, *, at: Triple = (0, 0, 0), grain: Axis | None = None, radius: float = 0.004
) -> Any:
    """Add a board of `size` around `at`; its grain runs along its longest side unless told otherwise."""
    chosen: Axis = grain or ("x", "y", "z")[int(np.argmax(size))]
    deform, place, turn = _sawn(at, chosen)
    return soft_block(size, material, at=place, turn=turn, radius=radius, deform=deform, spacing=max(size))


def plate(
    outline: Outline,
    thickness: float,
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    lying: bool = False,
    grain: Axis = "z",
    rounding: float = 0.004,
) -> Any:
    """Add a plate with rounded edges around `at`, standing to face -y or lying to face up."""
    rounding = min(rounding, thickness / 2)
    angles = np.linspace(0, pi / 2, EDGE_STEPS)
    insets = np.concatenate([[rounding + LEVEL_EDGE], rounding * (1 - np.sin(angles))])
    depths = np.concatenate([[0.0], rounding * (1 - np.cos(angles))]) - thickness / 2
    insets, depths = np.concatenate([insets, insets[::-1]]), np.concatenate([depths, -depths[::-1]])
    rings = outline - insets[:, None, None] * outward(outline)
    across = np.broadcast_to(depths[:, None], rings.shape[:2])
    axes = (rings[..., 0], -rings[..., 1], -across) if lying else (rings[..., 0], across, rings[..., 1])
    count, last = len(outline), (len(rings) - 1) * len(outline)
    faces = _bridged(len(rings), count)
    faces += [list(range(count)), list(range(last + count - 1, last - 1, -1))]
    deform, place, turn = _sawn(at, grain)
    points = np.stack(axes, axis=-1).reshape(-1, 3)
    return add_mesh(deform(points), faces, material, at=place, turn=turn)


def hoop(
    path: Points,
    thickness: float,
    depth: float,
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    closed: bool = True,
    rounding: float = 0.004,
) -> Any:
    """Bend a board around the outside of a standing path; its grain runs along the longer side."""
    section = rounded(thickness, depth, top=rounding, bottom=rounding, steps=EDGE_STEPS)
    normal = outward(path, closed=closed)
    plane = path[:, None] + normal[:, None] * (section[None, :, :1] + thickness / 2)
    across = np.broadcast_to(section[None, :, 1], plane.shape[:2])
    points = np.stack([plane[..., 0], across, plane[..., 1]], axis=-1).reshape(-1, 3)
    count, ends = len(section), len(path)
    faces = [[i, f, e, d] for i, d, e, f in _bridged(ends, count)]
    if closed:
        last = (ends - 1) * count
        faces += [[last + j, last + (j + 1) % count, (j + 1) % count, j] for j in range(count)]
    else:
        faces += [list(range(count))[::-1], list(range((ends - 1) * count, ends * count))]
    deform, place, turn = _sawn(at, "x" if np.ptp(path[:, 0]) > np.ptp(path[:, 1]) else "z")
    return add_mesh(deform(points), faces, material, at=place, turn=turn)


def knob(material: Any, at: Triple, *, radius: float = 0.014, reach: float = 0.026) -> None:
    """Add a turned knob that stands off a front at `at`."""
    corners = [
        (0, 0),
        (radius * 0.55, 0),
        (radius * 0.45, reach * 0.5),
        (radius, reach * 0.6),
        (radius, reach),
        (0, reach),
    ]
    turned(filleted(corners, 0.003), material, at=at, turn=(pi / 2, 0, 0))


def _bridged(rings: int, count: int) -> list[list[int]]:
    """Quads between neighboring rings of `count` points each."""
    faces = []
    for ring in range(rings - 1):
        for step in range(count):
            here, beside = ring * count + step, ring * count + (step + 1) % count
            faces.append([here, here + count, beside + count, beside])
    return faces


def _sawn(at: Triple, grain: Axis) -> tuple[Deform, Triple, Triple]:
    """Cut from a place of its own in the trunk: points, place and turn that leave the shape where it was."""
    turn = GRAIN_TURNS[grain]
    rotation = np.array(Euler(turn).to_matrix())
    offset = np.random.default_rng([round(abs(v) * 1e4) for v in at]).uniform(-1, 1, 3)
    x, y, z = (np.array(at) - rotation @ offset).tolist()
    return (lambda points: points @ rotation + offset), (x, y, z), turn
