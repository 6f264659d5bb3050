"""Cloth as a thick sheet, and what is woven into it: patterns by face, relief by vertex.

`u` runs along the width of a cloth and `v` along its length, in meters from its middle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.photography.designs import Pair
from tools.photography.shapes import Points, add_mesh

Field = NDArray[np.float64]
Place = Callable[[Field, Field], Points]  # (rows, columns) of u and v to (rows, columns, 3)
Paint = Callable[[Field, Field], NDArray[np.int64]]  # u and v of face centers to the number of a material
Relief = Callable[[Field, Field], Field]  # u and v to meters above the cloth

EDGE_STEPS = 4  # samples over a rounded hem


def sheet(
    place: Place,
    size: Pair,
    thickness: float,
    materials: Sequence[Any],
    *,
    step: float = 0.01,
    paint: Paint | None = None,
    relief: Relief | None = None,
) -> Any:
    """Add a cloth of `size` (u, v) with a rounded hem, laid where `place` says, one sample each `step`."""
    u, v = (_samples(length, step, thickness / 2) for length in size)
    across, along = np.meshgrid(u, v, indexing="ij")
    middle = place(across, along)
    normal = np.cross(np.gradient(middle, axis=0), np.gradient(middle, axis=1))
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-9)
    hem = np.minimum(*(_hem(a, n, thickness / 2) for a, n in ((across, size[0]), (along, size[1]))))
    raised = np.zeros_like(hem) if relief is None else relief(across, along)
    upper = middle + normal * (hem * (thickness / 2 + raised))[..., None]
    lower = middle - normal * (hem * (thickness / 2 + (raised if relief else 0)))[..., None]
    faces = _quads(len(u), len(v))
    part = add_mesh(
        np.concatenate([upper.reshape(-1, 3), lower.reshape(-1, 3)]),
        np.concatenate([faces, faces[:, ::-1] + hem.size]).tolist(),
        materials[0],
    )
    if paint is not None:
        centers = paint((across[1:, 1:] + across[:-1, :-1]) / 2, (along[1:, 1:] + along[:-1, :-1]) / 2)
        assign(part, materials, np.tile(centers.ravel(), 2))
    return part


def raised(part: Any, relief: Callable[[Points], Field]) -> Any:
    """Move each vertex of a mesh out by `relief`, along its normal."""
    count = len(part.data.vertices) * 3
    flat, tilt = np.empty(count), np.empty(count)
    part.data.vertices.foreach_get("co", flat)
    part.data.vertices.foreach_get("normal", tilt)
    points, normals = flat.reshape(-1, 3), tilt.reshape(-1, 3)
    part.data.vertices.foreach_set("co", (points + normals * relief(points)[:, None]).ravel())
    part.data.update()
    return part


def stitches(width: float, height: float) -> Relief:
    """Knitted stitches: columns `width` wide, in each a row of leaning loops every `height`, 0 to 1 high."""

    def relief(u: Field, v: Field) -> Field:
        column = np.abs((u / width) % 1 - 0.5) * 2
        row = v / height + 0.8 * column
        loop = np.sqrt(np.abs(np.sin(np.pi * row)))
        return np.asarray(np.sqrt(np.abs(np.sin(np.pi * column))) * (0.12 + 0.88 * loop))

    return relief


def assign(part: Any, materials: Sequence[Any], chosen: NDArray[np.int64]) -> None:
    """Give each face of a mesh, which has the first of `materials`, the one that is `chosen`."""
    for material in materials[1:]:
        part.data.materials.append(material)
    part.data.polygons.foreach_set("material_index", chosen.astype(np.int32))


def _samples(length: float, step: float, edge: float) -> Field:
    hem = edge * (1 - np.cos(np.linspace(0, np.pi / 2, EDGE_STEPS + 1)))[:-1]
    inner = np.linspace(edge, length - edge, max(3, round(length / step)))
    return np.asarray(np.concatenate([hem, inner, length - hem[::-1]]) - length / 2)


def _hem(at: Field, length: float, edge: float) -> Field:
    """Share of the full thickness, which falls to nothing at the border as a half circle does."""
    inward = np.clip((length / 2 - np.abs(at)) / edge, 0, 1)
    return np.asarray(np.sqrt(1 - (1 - inward) ** 2))


def _quads(rows: int, columns: int) -> NDArray[np.int64]:
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    return np.stack([corner, corner + columns, corner + columns + 1, corner + 1], axis=1)


def gingham(period: float) -> Paint:
    """Checks of two colors; where one band crosses none, every other thread shows."""

    def paint(u: Field, v: Field) -> NDArray[np.int64]:
        bands = ((u / period) % 1 < 0.5).astype(int) + ((v / period) % 1 < 0.5)
        row, column = np.indices(u.shape)
        return np.asarray((bands == 2) | ((bands == 1) & ((row + column) % 2 == 0)), dtype=np.int64)

    return paint
