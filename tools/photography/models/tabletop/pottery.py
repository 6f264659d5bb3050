"""What tableware has in common: thrown walls, colored lips, pulled handles, cut and waved sides."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs import Profile, Triple
from tools.photography.shapes import Deform, Points, add_mesh, smooth, tube, turned, walled

SECTION_STEPS = 20  # points around a pulled handle


def thrown(
    outside: Profile, wall: float, glaze: Any, *, at: Triple = (0, 0, 0), deform: Deform | None = None
) -> None:
    """Add an open vessel, its wall `wall` thick."""
    turned(walled(smooth(outside), wall), glaze, at=at, deform=deform)


def solid(outside: Profile, material: Any, *, at: Triple = (0, 0, 0)) -> None:
    """Add a turned body, closed at both ends."""
    ends = [(0.0, outside[0][1]), *outside, (0.0, outside[-1][1])]
    turned(smooth(ends), material, at=at)


def lip(outside: Profile, wall: float, color: Any, *, lift: float = 0, deform: Deform | None = None) -> None:
    """Lay a band of color over the rim of a thrown vessel."""
    tangent = np.subtract(*np.array(outside)[[-1, -2]])
    inward = np.array([-tangent[1], tangent[0]]) / np.linalg.norm(tangent)
    radius, height = np.array(outside[-1]) + inward * wall / 2
    ring = circle(float(radius), float(height))
    path = ring if deform is None else deform(ring)
    tube(path + np.array((0, 0, lift)), wall * 0.58, color, closed=True)


def hoop(radius: float, height: float, thickness: float, material: Any) -> None:
    """Add a ring that lies around the z axis."""
    tube(circle(radius, height), thickness, material, closed=True)


def circle(radius: float, height: float, *, steps: int = 128) -> Points:
    """Closed level path around the z axis."""
    angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.stack([radius * np.cos(angles), radius * np.sin(angles), np.full(steps, height)], axis=1)


def radius_at(outside: Profile, height: float) -> float:
    """Outer radius of a vessel at a height."""
    radii, heights = np.array(outside).T
    return float(np.interp(height, heights, radii))


def ear(top: Points, foot: Points, reach: float, *, power: float = 1.0, lean: float = 0.0) -> Points:
    """Path of a handle: half an ellipse, squarer below `power` 1, fuller above by `lean`."""
    angles = np.linspace(np.pi / 2, -np.pi / 2, 49)
    out, up = np.cos(angles), np.sin(angles)
    out, up = np.abs(out) ** power, np.sign(up) * np.abs(up) ** power
    share = (1 - up)[:, None] / 2
    path = np.asarray(top) * (1 - share) + np.asarray(foot) * share
    path[:, 0] += reach * out * (1 + lean * up)
    return np.asarray(path)


def strap(path: Points, width: float | Points, thickness: float, glaze: Any, *, turn: float = 0) -> None:
    """Add a pulled handle along a path in the x-z plane, broader where it joins, then turned about z."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-tangent[:, 2], np.zeros(len(path)), tangent[:, 0]], axis=1)
    grown = 1 + 0.45 * np.abs(np.linspace(-1, 1, len(path))) ** 8
    angles = np.linspace(0, 2 * np.pi, SECTION_STEPS, endpoint=False)
    across = np.stack([np.zeros(SECTION_STEPS), np.sin(angles), np.zeros(SECTION_STEPS)], axis=1)
    rings = (
        path[:, None]
        + (thickness / 2 * grown)[:, None, None] * normal[:, None] * np.cos(angles)[None, :, None]
        + (np.asarray(width) / 2 * grown)[:, None, None] * across[None]
    )
    add_mesh(rings.reshape(-1, 3), _hose(*rings.shape[:2]), glaze, turn=(0, 0, turn))


def _hose(rings: int, steps: int) -> list[list[int]]:
    faces = []
    for ring in range(rings - 1):
        for step in range(steps):
            here, beside = ring * steps + step, ring * steps + (step + 1) % steps
            faces.append([here, beside, beside + steps, here + steps])
    return faces


def faceted(count: int, height: float) -> Deform:
    """Cut flat sides that run out below a round lip."""

    def cut(points: Points) -> Points:
        x, y, z = points.T
        within = np.mod(np.arctan2(y, x), 2 * np.pi / count) - np.pi / count
        flat = np.cos(np.pi / count) / np.cos(within)
        fade = np.clip((0.9 * height - z) / (0.1 * height), 0, 1) * np.clip(z / (0.06 * height), 0, 1)
        scale = 1 + (flat - 1) * fade
        return np.stack([x * scale, y * scale, z], axis=1)

    return cut


def lobed(count: int, depth: float, *, height: float = 1.0, twist: float = 0.0, start: float = 0.0) -> Deform:
    """Wave the wall `count` times around, wound by `twist` turns over `height`, outside of `start`."""

    def wave(points: Points) -> Points:
        x, y, z = points.T
        radius = np.hypot(x, y)
        angle = np.arctan2(y, x) + 2 * np.pi * twist * z / height
        fade = np.clip((radius - start) / max(start, 0.02), 0, 1) * np.clip(z / (0.06 * height) + 0.3, 0, 1)
        scale = 1 + depth * fade * np.cos(count * angle)
        return np.stack([x * scale, y * scale, z], axis=1)

    return wave
