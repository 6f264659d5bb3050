"""Yarn: many thin strands in one mesh, for fringes, tassels, pile and braid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tools.photography.shapes import Points, add_mesh

FRINGE_STEPS = 7  # samples along a strand


def strands(paths: Points, radii: Sequence[float], material: Any, *, sides: int = 5) -> Any:
    """Add a strand along each of `paths` (strands, samples, 3), as thick as `radii` (samples)."""
    count, samples, _ = paths.shape
    along = np.gradient(paths, axis=1)
    along /= np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
    left = np.cross(along, (0.31, 0.22, 0.93) if abs(along[..., 2].mean()) < 0.7 else (0.9, 0.4, 0.1))
    left /= np.maximum(np.linalg.norm(left, axis=2, keepdims=True), 1e-9)
    upright = np.cross(left, along)
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    around = np.cos(angles)[:, None] * left[:, :, None] + np.sin(angles)[:, None] * upright[:, :, None]
    rings = paths[:, :, None] + around * np.asarray(radii)[None, :, None, None]
    strand, sample, side = np.meshgrid(
        np.arange(count), np.arange(samples - 1), np.arange(sides), indexing="ij"
    )
    beside = (side + 1) % sides
    start = (strand * samples + sample) * sides
    faces = np.stack([start + side, start + beside, start + sides + beside, start + sides + side], axis=-1)
    return add_mesh(rings.reshape(-1, 3), faces.reshape(-1, 4).tolist(), material)


def fringe(
    roots: Points, reach: Points, material: Any, *, radius: float = 0.0022, seed: int = 1, sag: float = 0.0
) -> Any:
    """Add one wavy strand from each of `roots` (n, 3) by `reach` (3,), sinking by `sag` in the middle."""
    draw = np.random.default_rng(seed)
    t = np.linspace(0, 1, FRINGE_STEPS)
    length = float(np.linalg.norm(reach))
    lengths = draw.uniform(0.88, 1.05, size=(len(roots), 1, 1))
    waves = draw.normal(size=(len(roots), 1, 3)) * 0.09 * length
    bends = np.sin(t * np.pi * draw.uniform(0.6, 1.3, size=(len(roots), 1)))[..., None]
    paths = roots[:, None] + t[:, None] * np.asarray(reach) * lengths + bends * waves * t[:, None]
    paths[..., 2] = np.maximum(paths[..., 2] - sag * np.sin(t * np.pi), radius)
    return strands(paths, (radius * np.array([1, 1, 1.1, 1.1, 1, 0.9, 0.6])).tolist(), material)
