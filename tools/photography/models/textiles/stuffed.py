"""Cushions that are no squares of two panels: a pleated disc, a roll, a tufted floor cushion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.photography.designs.textiles import Bolster, FloorCushion, RoundCushion
from tools.photography.models.textiles.cloth import raised
from tools.photography.shapes import (
    Points,
    disc,
    outline,
    puffed,
    rumpled,
    smooth,
    soft_block,
    together,
    tube,
    turned,
)

LEAN, FLOOR_LEAN = 0.2, 0.36  # radians back from upright
PLEATS = 28
BUTTON = 0.018  # radius
TUFT_DEPTH, TUFT_REACH = 0.034, 0.055


def round_cushion(cushion: RoundCushion, cloth: Any, trim: Any) -> None:
    """Add a disc that stands on its rim and leans back."""
    radius, half = cushion.diameter / 2, cushion.thickness / 2
    face = [
        (0.0, 0.45 * half),
        (0.1 * radius, 0.5 * half),
        (0.3 * radius, 0.86 * half),
        (0.6 * radius, half),
        (0.86 * radius, 0.72 * half),
    ]
    seam = [(0.985 * radius, 0.24 * half), (radius, 0.0), (0.985 * radius, -0.24 * half)]
    profile = smooth([(r, -h) for r, h in face] + seam[::-1] + face[::-1], steps=16)

    def pleated(points: Points) -> Points:
        x, y, z = points.T
        away, angle = np.hypot(x, y) / radius, np.arctan2(y, x)
        wander = 0.5 * np.sin(3 * angle + 1) + 0.3 * np.sin(7 * angle)
        pleat = np.abs(np.sin(PLEATS / 2 * angle + wander)) ** 0.7 - 0.6
        depth = 0.2 * np.clip(away / 0.12, 0, 1) * np.clip((0.97 - away) / 0.5, 0, 1) ** 0.8
        return np.stack([x, y, z * (1 + depth * pleat)], axis=1)

    at, turn = (0.0, 0.0, radius * float(np.cos(LEAN)) + 0.01), (np.pi / 2 - LEAN, 0.0, 0.0)
    turned(profile, cloth, at=at, turn=turn, deform=together(pleated, rumpled(0.006, 0.12, seed=3)))
    lean = np.array([[1, 0, 0], [0, np.sin(LEAN), -np.cos(LEAN)], [0, np.cos(LEAN), np.sin(LEAN)]])
    ring = np.linspace(0, 2 * np.pi, 97)[:-1]
    flat = np.stack([np.cos(ring), np.sin(ring), 0 * ring], axis=1) * (radius * 1.003)
    tube(flat @ lean.T + at, 0.006, trim, closed=True)
    button = disc(BUTTON, 0.014, trim, rounding=0.007)
    button.location, button.rotation_euler = lean @ (0, 0, 0.43 * half) + at, turn


def bolster(cushion: Bolster, cloth: Any, trim: Any) -> None:
    """Add a roll that lies from left to right."""
    radius, half = cushion.diameter / 2, cushion.length / 2
    end = [
        (0.0, 0.93 * half),
        (0.12 * radius, 0.95 * half),
        (0.5 * radius, 1.0 * half),
        (0.86 * radius, 0.985 * half),
    ]
    side = [(0.975 * radius, 0.93 * half), (1.0 * radius, 0.8 * half), (1.02 * radius, 0.3 * half)]
    right = [*end, *side]
    profile = smooth([(r, -x) for r, x in right] + right[::-1], steps=12)

    def gathered(points: Points) -> Points:
        x, y, z = points.T
        angle, away = np.arctan2(y, x), np.hypot(x, y) / radius
        at_end = np.clip((np.abs(z) / half - 0.9) / 0.05, 0, 1) * np.clip(away / 0.15, 0, 1)
        pleat = 0.035 * half * at_end * (np.abs(np.sin(12 * angle + np.sin(3 * angle))) - 0.6)
        flat = np.where(x > 0.93 * radius, 0.93 * radius + (x - 0.93 * radius) * 0.2, x)
        return np.stack([flat, y, z + np.sign(z) * pleat], axis=1)

    lying, height = (0.0, np.pi / 2, 0.0), 0.945 * radius
    settle = together(gathered, rumpled(0.009, 0.13, seed=11))
    turned(profile, cloth, at=(0, 0, height), turn=lying, deform=settle)
    ring = np.linspace(0, 2 * np.pi, 73)[:-1]
    for sign in (-1, 1):
        around = np.stack([0.985 * radius * np.sin(ring), 0.985 * radius * np.cos(ring), 0 * ring], axis=1)
        seam = settle(around + np.array([0, 0, sign * 0.92 * half]))
        tube(np.stack([seam[:, 2], seam[:, 1], height - seam[:, 0]], axis=1), 0.006, trim, closed=True)
        button = disc(BUTTON, 0.012, trim, rounding=0.006)
        button.location = (sign * 0.945 * half, 0, height)
        button.rotation_euler = (0, sign * np.pi / 2, 0)


def floor_cushion(cushion: FloorCushion, cloth: Any, trim: Any) -> None:
    """Add a mattress that leans upright, so that the front shows its buttons."""
    size = (cushion.side, cushion.side, cushion.thickness)
    deform = together(puffed(size, 0.03), rumpled(0.012, 0.16, seed=4))
    parts = [soft_block(size, cloth, radius=0.05, deform=deform, spacing=0.008)]
    gap = cushion.side / cushion.tufts
    places = (np.arange(cushion.tufts) - (cushion.tufts - 1) / 2) * gap
    tufts = [(float(x), float(y)) for x in places for y in places]
    raised(parts[0], _dents(tufts))
    for edge in (-1, 1):
        seam = deform(outline(size, 0.05, height=edge * (cushion.thickness / 2 - 0.02)))
        parts.append(tube(seam, 0.0065, trim, closed=True))
    for x, y in tufts:
        top = float(deform(np.array([[x, y, cushion.thickness / 2]]))[0, 2])
        parts.append(disc(BUTTON, 0.012, trim, at=(x, y, top - TUFT_DEPTH - 0.004), rounding=0.006))
    stand = bpy.data.objects.new("stand", None)
    bpy.context.collection.objects.link(stand)
    upright = np.pi / 2 - FLOOR_LEAN
    stand.rotation_euler = (upright, 0, 0)
    stand.location = (0, 0, cushion.side / 2 * np.sin(upright) + cushion.thickness / 2 * np.cos(upright))
    for part in parts:
        part.parent = stand


def _dents(tufts: list[tuple[float, float]]) -> Callable[[Points], NDArray[np.float64]]:
    """Draw both faces in at each button, with folds that run from it."""

    def dents(points: Points) -> NDArray[np.float64]:
        sunk = np.zeros(len(points))
        for x, y in tufts:
            away = np.hypot(points[:, 0] - x, points[:, 1] - y)
            star = 1 + 0.35 * np.cos(8 * np.arctan2(points[:, 1] - y, points[:, 0] - x))
            sunk += np.exp(-((away / TUFT_REACH) ** 1.2) * star)
        return np.asarray(-TUFT_DEPTH * sunk * np.clip(np.abs(points[:, 2]) / 0.04 - 0.5, 0, 1))

    return dents
