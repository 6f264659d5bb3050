"""What several chairs are made of: shaped seats, flat bars, turned legs, bent sheets, cord."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi
from typing import Any

import bpy
import numpy as np

from tools.photography.designs import Triple
from tools.photography.shapes import Deform, Points, add_mesh, smooth, soft_block, tube

SECTION_STEPS = 24  # points around a flat bar
SQUARENESS = 0.42  # exponent of a bar's section: 1 is an ellipse, 0 a sharp rectangle
CORD_RADIUS, CORD_PITCH = 0.0042, 0.0086
POST = 0.037  # room for a leg in every corner of a woven seat


def both_sides(path: Points) -> tuple[Points, Points]:
    """Return the path and its mirror image, left and right exchanged."""
    return path, path * (-1, 1, 1)


def shaped(size: Triple, *, rounding: float = 0.5, narrower: float = 0.0, dish: float = 0.0) -> Deform:
    """Shape a seat from a block: corners drawn in (1 makes a disc), rear narrower, top hollowed by `dish`."""
    hx, hy, _ = (side / 2 for side in size)

    def shape(points: Points) -> Points:
        x, y, z = points.T
        u, v = np.clip(x / hx, -1, 1), np.clip(y / hy, -1, 1)
        sides = np.sqrt(1 - rounding * v**2 / 2) * (1 - narrower * (v + 1) / 2)
        hollow = dish * (1 - u**2) * (1 - v**2) * (z > 0)
        return np.stack([x * sides, y * np.sqrt(1 - rounding * u**2 / 2), z - hollow], axis=1)

    return shape


def turned_leg(top: Triple, foot: Triple, radii: Sequence[float], material: Any) -> Any:
    """Add a leg or rung whose radius swells and thins from `top` to `foot`."""
    profile = smooth([[radius] for radius in radii], steps=8)[:, 0]
    share = np.linspace(0, 1, len(profile))[:, None]
    path = np.array(top) + share * (np.array(foot) - np.array(top))
    return tube(path, profile.tolist(), material)


def hoop(radius: float, height: float, thickness: float, material: Any, *, forward: float = 0.0) -> Any:
    """Add a lying ring of round bar; `thickness` is the radius of the bar."""
    angles = np.linspace(0, 2 * pi, 72, endpoint=False)
    ring = np.stack([radius * np.cos(angles), radius * np.sin(angles) - forward, 0 * angles + height], axis=1)
    return tube(ring, thickness, material, closed=True)


def flat_bar(
    path: Points,
    width: float | Sequence[float],
    thickness: float | Sequence[float],
    material: Any,
    *,
    side: Triple = (1, 0, 0),
) -> Any:
    """Add a bar along `path` with soft edges, `width` along `side`; one size, or one for each point."""
    count = len(path)
    half_width = np.broadcast_to(np.asarray(width, dtype=float), count) / 2
    half_thickness = np.broadcast_to(np.asarray(thickness, dtype=float), count) / 2
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = np.cross(tangent, np.array(side, dtype=float))
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    across = np.cross(normal, tangent)
    angles = np.linspace(0, 2 * pi, SECTION_STEPS, endpoint=False)
    a = np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** SQUARENESS
    b = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** SQUARENESS
    wide, thick = across * half_width[:, None], normal * half_thickness[:, None]
    rings = path[:, None] + wide[:, None] * a[:, None] + thick[:, None] * b[:, None]
    reach = half_thickness[[0, -1], None] * tangent[[0, -1]] * [[-1], [1]]
    ends = [
        path[i] + (rings[i] - path[i]) * scale + reach[i] * out
        for i, scale, out in ((0, 0.8, 0.4), (-1, 0.8, 0.4))
    ]
    return _capped(np.concatenate([ends[:1], rings, ends[1:]]), material)


def _capped(rings: Points, material: Any) -> Any:
    count, steps = rings.shape[:2]
    faces = []
    for ring in range(count - 1):
        for step in range(steps):
            here, beside = ring * steps + step, ring * steps + (step + 1) % steps
            faces.append([here, here + steps, beside + steps, beside])
    faces += [list(range(steps)), list(range(count * steps - 1, (count - 1) * steps - 1, -1))]
    return add_mesh(rings.reshape(-1, 3), faces, material)


def sheet(grid: Points, thickness: float, material: Any) -> Any:
    """Add a bent sheet with a rounded rim; `grid` is its middle surface, (rows, columns, 3)."""
    rows, columns = grid.shape[:2]
    normal = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    upper, lower = grid + normal * thickness / 2, grid - normal * thickness / 2
    index = np.arange(rows * columns).reshape(rows, columns)
    edge = np.concatenate([index[0, :-1], index[:-1, -1], index[-1, :0:-1], index[:0:-1, 0]])
    inner = np.pad(index[1:-1, 1:-1], 1, mode="edge")
    edge_inner = np.concatenate([inner[0, :-1], inner[:-1, -1], inner[-1, :0:-1], inner[:0:-1, 0]])
    flat = grid.reshape(-1, 3)
    outward = flat[edge] - flat[edge_inner]
    rim = flat[edge] + outward / np.linalg.norm(outward, axis=1, keepdims=True) * thickness / 2
    total = rows * columns
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    loop = np.arange(len(edge)) + 2 * total
    faces = [*quads.tolist(), *(quads[:, ::-1] + total).tolist()]
    for a, b in ((edge, loop), (loop, edge + total)):
        faces += np.stack([a, np.roll(a, -1), np.roll(b, -1), b], axis=1).tolist()
    return add_mesh(np.concatenate([upper.reshape(-1, 3), lower.reshape(-1, 3), rim]), faces, material)


def cords(paths: Iterable[Points], radius: float, material: Any) -> Any:
    """Add many round strands as one object."""
    curve = bpy.data.curves.new("cords", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", radius, 2
    for path in paths:
        spline = curve.splines.new("POLY")
        spline.points.add(len(path) - 1)
        spline.points.foreach_set("co", np.concatenate([path, np.ones((len(path), 1))], axis=1).ravel())
        spline.use_smooth = True
    curve.materials.append(material)
    part = bpy.data.objects.new("cords", curve)
    bpy.context.collection.objects.link(part)
    return part


def rush_seat(size: Triple, material: Any, *, narrower: float = 0.0) -> None:
    """Weave a seat of cord over four rails: at every corner the cords turn by a right angle.

    `size` is its width and depth over the outside of the rails, and the height of its top.
    """
    width, depth, top = size
    hx, hy = width / 2, depth / 2
    middle = min(hx, hy)

    def laid(x: float, y: float, drop: float = 0.0) -> Triple:
        sunk = 0.012 * (1 - (x / hx) ** 2) * (1 - (y / hy) ** 2)
        return (x * (1 - narrower * (y / hy + 1) / 2), y, top - sunk - drop)

    strands = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            for inset in np.linspace(POST, middle, round((middle - POST) / CORD_PITCH) + 1):
                x, y = hx - float(inset), hy - float(inset)
                knots = [
                    laid(sx * x, sy * hy, 0.03),
                    laid(sx * x, sy * (hy - 0.003), 0.004),
                    *(laid(sx * x, sy * (hy + (y - hy) * t), 0.005 * t**3) for t in (0.15, 0.5, 1.0)),
                    *(laid(sx * (x + (hx - x) * t), sy * y) for t in (0.5, 0.85)),
                    laid(sx * (hx - 0.003), sy * y, 0.004),
                    laid(sx * hx, sy * y, 0.03),
                ]
                strands.append(np.array(knots))
    bridge = 2 * (hx - middle)  # where a seat is wider than deep
    for x in np.linspace(-bridge / 2, bridge / 2, round(bridge / CORD_PITCH) + 1)[1:-1]:
        across = [laid(float(x), float(y)) for y in np.linspace(-hy, hy, 9) * 0.98]
        strands += [np.array([laid(float(x), -hy, 0.03), *across])]
    cords(strands, CORD_RADIUS, material)
    under = (width - 0.01, depth - 0.01, 0.018)
    soft_block(under, material, at=(0, 0, top - 0.024), deform=shaped(under, rounding=0, narrower=narrower))
