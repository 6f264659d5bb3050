"""Meshes that furniture and tableware are made of: rounded blocks, turned profiles, tubes, pillows.

Lengths are meters; x is right, y is away from the camera, z is up. A `Deform` maps points
(n, 3) to points (n, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.photography.designs import Pair, Triple

Points = NDArray[np.float64]
Deform = Callable[[Points], Points]

CORNER_STEPS = 5  # samples over one half of a rounded edge
TURN_STEPS = 112  # segments of a full turn: no corner shows at 768 px


def add_mesh(
    points: Points,
    faces: Sequence[Sequence[int]],
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    turn: Triple = (0, 0, 0),
) -> Any:
    """Put a smooth-shaded mesh into the scene; `turn` is in radians about x, y, z."""
    mesh = bpy.data.meshes.new("part")
    mesh.from_pydata(points.tolist(), [], [list(face) for face in faces])
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.materials.append(material)
    part = bpy.data.objects.new("part", mesh)
    part.location, part.rotation_euler = at, turn
    bpy.context.collection.objects.link(part)
    return part


def soft_block(
    size: Triple,
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    turn: Triple = (0, 0, 0),
    radius: float = 0.02,
    deform: Deform | None = None,
    spacing: float | None = None,
) -> Any:
    """Add a box of `size` around `at` with edges rounded by `radius`, then deformed around its own center."""
    half = np.array(size) / 2
    radius = min(radius, float(half.min()) * 0.999)
    step = spacing or max(size) / 36
    axes = [_axis_samples(float(h), radius, step) for h in half]
    cube, faces = _cube_grid(axes)
    core = np.clip(cube, -(half - radius), half - radius)
    outward = cube - core
    points = core + radius * outward / np.linalg.norm(outward, axis=1, keepdims=True)
    return add_mesh(points if deform is None else deform(points), faces, material, at=at, turn=turn)


def _axis_samples(half: float, radius: float, step: float) -> Points:
    corner = radius * np.tan(np.linspace(0, pi / 4, CORNER_STEPS))
    inner = half - radius
    middle = np.linspace(-inner, inner, max(2, round(2 * inner / step) + 1))
    return np.concatenate([-(inner + corner[:0:-1]), middle, inner + corner[1:]])


def _cube_grid(axes: Sequence[Points]) -> tuple[Points, list[list[int]]]:
    """Surface of a box sampled along its axes, vertices shared along edges, faces looking outward."""
    points: list[Points] = []
    faces: list[list[int]] = []
    start = 0
    for axis in range(3):
        u, v = axes[(axis + 1) % 3], axes[(axis + 2) % 3]
        for side in (0, -1):
            grid = np.empty((len(u), len(v), 3))
            grid[..., axis] = axes[axis][side]
            grid[..., (axis + 1) % 3], grid[..., (axis + 2) % 3] = u[:, None], v[None, :]
            points.append(grid.reshape(-1, 3))
            faces += _quads(len(u), len(v), start, flipped=side == 0)
            start += len(u) * len(v)
    everything = np.concatenate(points)
    _, first, inverse = np.unique(everything.round(7), axis=0, return_index=True, return_inverse=True)
    return everything[first], [[int(inverse[i]) for i in face] for face in faces]


def _quads(rows: int, columns: int, start: int = 0, *, flipped: bool = False) -> list[list[int]]:
    quads = []
    for row in range(rows - 1):
        for column in range(columns - 1):
            corner = start + row * columns + column
            quad = [corner, corner + columns, corner + columns + 1, corner + 1]
            quads.append(quad[::-1] if flipped else quad)
    return quads


def turned(
    profile: Points,
    material: Any,
    *,
    at: Triple = (0, 0, 0),
    turn: Triple = (0, 0, 0),
    deform: Deform | None = None,
) -> Any:
    """Revolve a profile of (radius, height) about the z axis."""
    angles = np.linspace(0, 2 * pi, TURN_STEPS, endpoint=False)
    radii, heights = np.maximum(profile[:, 0], 1e-4), profile[:, 1]
    rings = np.empty((len(profile), TURN_STEPS, 3))
    rings[..., 0], rings[..., 1] = radii[:, None] * np.cos(angles), radii[:, None] * np.sin(angles)
    rings[..., 2] = heights[:, None]
    faces = []
    for ring in range(len(profile) - 1):
        for step in range(TURN_STEPS):
            here, beside = ring * TURN_STEPS + step, ring * TURN_STEPS + (step + 1) % TURN_STEPS
            faces.append([here, beside, beside + TURN_STEPS, here + TURN_STEPS])
    points = rings.reshape(-1, 3)
    return add_mesh(points if deform is None else deform(points), faces, material, at=at, turn=turn)


def disc(
    radius: float, height: float, material: Any, *, at: Triple = (0, 0, 0), rounding: float = 0.005
) -> Any:
    """Add a turned disc that stands on `at`, edges rounded."""
    corners = [(0, 0), (radius, 0), (radius, height), (0, height)]
    return turned(filleted(corners, rounding), material, at=at)


def filleted(corners: Sequence[Sequence[float]], radius: float, *, steps: int = 7) -> Points:
    """Open polyline through `corners` with every inner corner rounded by at most `radius`."""
    knots = np.array(corners, dtype=float)
    line = [knots[0]]
    for before, corner, after in zip(knots, knots[1:], knots[2:], strict=False):
        back, ahead = before - corner, after - corner
        back_length, ahead_length = float(np.linalg.norm(back)), float(np.linalg.norm(ahead))
        reach = min(radius, 0.49 * back_length, 0.49 * ahead_length)
        start, end = corner + back / back_length * reach, corner + ahead / ahead_length * reach
        t = np.linspace(0, 1, steps)[:, None]
        line += list((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t**2 * end)
    line.append(knots[-1])
    return np.array(line)


def smooth(knots: Sequence[Sequence[float]], *, steps: int = 12, closed: bool = False) -> Points:
    """Catmull-Rom curve through `knots` (any dimension)."""
    given = np.array(knots, dtype=float)
    padded = (
        np.concatenate([given[-1:], given, given[:2]])
        if closed
        else np.concatenate([2 * given[:1] - given[1:2], given, 2 * given[-1:] - given[-2:-1]])
    )
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    curve = np.concatenate(pieces)
    return curve if closed else np.concatenate([curve, given[-1:]])


def walled(outside: Points, thickness: float) -> Points:
    """Return a vessel's profile: up the outside, over a rounded rim, down to a floor as thick as the wall."""
    tangent = np.gradient(outside, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    inside = outside + thickness * normal
    inside = inside[(inside[:, 0] > thickness) & (inside[:, 1] > outside[0, 1] + thickness)]
    inside[:, 1] = np.minimum(inside[:, 1], outside[-1, 1])
    middle, angles = (outside[-1] + inside[-1]) / 2, np.linspace(0, pi, 9)[1:-1]
    reach = outside[-1, 0] - middle[0]
    rim = np.stack([middle[0] + reach * np.cos(angles), middle[1] + reach * np.sin(angles)], axis=1)
    floor = [(0.0, outside[0, 1] + thickness)]
    return np.concatenate([[(0.0, outside[0, 1])], outside, rim, inside[::-1], floor])


def tube(path: Points, radius: float | Sequence[float], material: Any, *, closed: bool = False) -> Any:
    """Add a round bar along `path`; one radius, or one for each point."""
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", 1.0, 6
    curve.use_fill_caps = True
    spline = curve.splines.new("POLY")
    spline.points.add(len(path) - 1)
    spline.points.foreach_set("co", np.concatenate([path, np.ones((len(path), 1))], axis=1).ravel())
    spline.points.foreach_set("radius", np.broadcast_to(np.asarray(radius, dtype=float), len(path)).copy())
    spline.use_cyclic_u, spline.use_smooth = closed, True
    curve.materials.append(material)
    part = bpy.data.objects.new("tube", curve)
    bpy.context.collection.objects.link(part)
    return part


def leg(top: Triple, foot: Triple, radii: Pair, material: Any) -> Any:
    """Add a straight leg that tapers from the first radius at `top` to the second at `foot`."""
    return tube(np.array([top, foot], dtype=float), radii, material)


def pillow(
    width: float,
    height: float,
    thickness: float,
    material: Any,
    *,
    at: Triple,
    turn: Triple,
    samples: int = 61,
) -> Any:
    """Add a stuffed cover, flat in the x-z plane, corners pointed and edges drawn in."""
    u, v = np.meshgrid(*[np.sin(np.linspace(-pi / 2, pi / 2, samples))] * 2)
    fill = ((1 - u**2) * (1 - v**2)) ** 0.55
    drawn_in = 0.1
    x = width / 2 * u * (1 - drawn_in * (1 - v**2) * u**2)
    z = height / 2 * v * (1 - drawn_in * (1 - u**2) * v**2)
    toward_corner = np.abs(u * v)
    folds = 0.16 * toward_corner * np.sin(13 * (np.abs(u) - np.abs(v)) + 2 * u) + 0.05 * np.sin(
        4 * u + 3 * v + 1
    )
    bulge = thickness / 2 * fill * (1 + folds)
    front = np.stack([x, -bulge, z], axis=-1).reshape(-1, 3)
    back = front * (1, -1, 1)
    faces = _quads(samples, samples, flipped=True) + _quads(samples, samples, start=len(front))
    return add_mesh(np.concatenate([front, back]), faces, material, at=at, turn=turn)


def bent(radius: float) -> Deform:
    """Bend along x around a vertical axis `radius` in front, so that a straight back becomes an arc."""

    def bend(points: Points) -> Points:
        x, y, z = points.T
        angle, reach = x / radius, radius + y
        return np.stack([reach * np.sin(angle), reach * np.cos(angle) - radius, z], axis=1)

    return bend


def puffed(size: Triple, amount: float, *, sag: float = 0.0) -> Deform:
    """Swell the broad faces of a block of `size` by `amount`, and let its top sink by `sag` in the middle."""
    half = np.array(size) / 2

    def puff(points: Points) -> Points:
        part = np.clip(points / half, -1, 1)
        crown = (1 - part**2) ** 0.7
        grown = points.copy()
        for axis in range(3):
            others = crown[:, (axis + 1) % 3] * crown[:, (axis + 2) % 3]
            grown[:, axis] += amount * part[:, axis] * others
        grown[:, 2] -= sag * crown[:, 0] * crown[:, 1] * (part[:, 2] > 0)
        return grown

    return puff


def moved(x: float, y: float, z: float) -> Deform:
    """Shift all points."""
    offset = np.array([x, y, z])
    return lambda points: points + offset


def rumpled(amount: float, scale: float, seed: int = 0) -> Deform:
    """Shift points by a smooth pseudo-random field: the give of stuffed cloth. `scale` is a wavelength."""
    draw = np.random.default_rng(seed)
    waves = draw.normal(size=(9, 3, 3)) / scale
    phases = draw.uniform(0, 2 * pi, size=(9, 3))

    def rumple(points: Points) -> Points:
        shift = np.sin(np.einsum("nk,wak->nwa", points, waves) + phases).mean(axis=1)
        return np.asarray(points + amount * shift)

    return rumple


def together(*steps: Deform) -> Deform:
    """Apply several deformations in order."""

    def apply(points: Points) -> Points:
        for step in steps:
            points = step(points)
        return points

    return apply


def outline(size: Triple, radius: float, *, height: float) -> Points:
    """Closed path around a block of `size` at `height` above its center: where its piping is sewn."""
    hx, hy = size[0] / 2 - radius, size[1] / 2 - radius
    arcs = []
    for quarter, (cx, cy) in enumerate([(hx, hy), (-hx, hy), (-hx, -hy), (hx, -hy)]):
        for step in np.linspace(0, pi / 2, 9):
            angle = quarter * pi / 2 + step
            arcs.append((cx + radius * cos(angle), cy + radius * sin(angle), height))
    return np.array(arcs)
