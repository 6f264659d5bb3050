"""Sideboards: slatted and cane doors, a fluted body, drawers, long on legs, a niche over a plinth."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.storage import Sideboard
from tools.photography.joinery import board, hoop, knob, plate, reeded, rounded
from tools.photography.models.storage.cases import carcass, feet, panel_door
from tools.photography.shapes import filleted, soft_block, tube, turned

RATTAN, SHADOW, BRASS = Finish("rattan", "#d2b282"), Finish("paint", "#2c2a28"), Finish("metal", "#c8a15a")
THICK = 0.024
GAP = 0.004  # between doors


def build(cabinet: Sideboard, main: Any, second: Any) -> None:
    """Add a sideboard."""
    match cabinet.style:
        case "slatted":
            _slatted(cabinet, main, second)
        case "rattan":
            _rattan(cabinet, main, second)
        case "fluted":
            _fluted(cabinet, main, second)
        case "drawers":
            _drawers(cabinet, main, second)
        case "mid-century":
            _midcentury(cabinet, main, second)
        case "niche":
            _niche(cabinet, main, second)


def _slatted(cabinet: Sideboard, wood: Any, steel: Any) -> None:
    """A case with round corners, doors of upright slats, two sled feet of steel."""
    width, low = cabinet.width, cabinet.clearance
    tall, center = cabinet.height - low, (cabinet.height + low) / 2
    inner = (width - 2 * THICK, tall - 2 * THICK)
    corner = rounded(*inner, top=0.05, bottom=0.05)
    hoop(corner, THICK, cabinet.depth, wood, at=(0, 0, center))
    front = -cabinet.depth / 2 + 0.026
    plate(corner, 0.012, wood, at=(0, front + 0.014, center), grain="x")
    plate(corner, 0.008, wood, at=(0, cabinet.depth / 2 - 0.01, center))
    count = round(inner[0] / 0.027)
    pitch = inner[0] / count
    for slat in range(count):
        x = (slat + 0.5) * pitch - inner[0] / 2
        middle_door = 0.004 if count // 3 <= slat < count - count // 3 else 0.0
        board(
            (pitch * 0.66, 0.018, inner[1] - 0.012), wood, at=(x, front - middle_door, center), radius=0.005
        )
    for side in (-1, 1):
        _sled(side * width * 0.36, cabinet.depth * 0.42, low, steel)


def _sled(x: float, reach: float, height: float, steel: Any) -> None:
    path = filleted([(-reach, height), (-reach, 0.009), (reach, 0.009), (reach, height)], 0.03)
    tube(np.column_stack([np.full(len(path), x), path]), 0.009, steel)


def _rattan(cabinet: Sideboard, wood: Any, legs: Any) -> None:
    """Three framed doors with cane panels and small brass knobs, turned legs."""
    low, brass, cane = cabinet.clearance, materials.make(BRASS), materials.make(RATTAN)
    tall = cabinet.height - low
    carcass((cabinet.width, cabinet.depth, tall - 0.02), wood, z=low)
    top = (cabinet.width + 0.03, cabinet.depth + 0.02, 0.024)
    board(top, wood, at=(0, -0.004, cabinet.height - 0.012), radius=0.009)
    wide, high = (cabinet.width - 2 * 0.022) / 3 - GAP, tall - 0.02 - 2 * 0.022 - GAP
    for door in (-1, 0, 1):
        at = (door * (wide + GAP), -cabinet.depth / 2 + 0.006, low + 0.022 + high / 2 + GAP / 2)
        panel_door((wide, high), wood, cane, at=at, rail=0.042)
        knob(
            brass, (at[0] + (-1 if door == 1 else 1) * (wide / 2 - 0.021), at[1] - 0.01, at[2]), radius=0.011
        )
    feet(cabinet.width * 0.84, cabinet.depth * 0.72, low, (0.024, 0.013), 0.03, legs)


def _fluted(cabinet: Sideboard, body: Any, top: Any) -> None:
    """A body with round ends, reeded all around, under a plain top, on a set back plinth."""
    low, half = cabinet.clearance, cabinet.depth / 2
    ends = rounded(cabinet.width - 0.03, cabinet.depth - 0.03, top=half, bottom=half)
    tall = cabinet.height - low - 0.03
    plate(reeded(ends, 0.036, 0.012), tall, body, at=(0, 0, low + tall / 2), lying=True, rounding=0.002)
    cap = rounded(cabinet.width + 0.02, cabinet.depth + 0.02, top=half + 0.01, bottom=half + 0.01)
    plate(cap, 0.03, top, at=(0, 0, cabinet.height - 0.015), lying=True, grain="x", rounding=0.01)
    foot = rounded(cabinet.width * 0.88, cabinet.depth * 0.7, top=half * 0.7, bottom=half * 0.7)
    plate(foot, low, top, at=(0, 0, low / 2), lying=True, grain="x")


def _drawers(cabinet: Sideboard, wood: Any, pulls: Any) -> None:
    """Two columns of three drawers with cup pulls, a molded top, bracket feet on turned buns."""
    low = cabinet.clearance
    tall = cabinet.height - low - 0.028
    carcass((cabinet.width, cabinet.depth, tall), wood, z=low, thick=0.026)
    soft_block(
        (cabinet.width - 0.05, 0.02, tall - 0.05),
        materials.make(SHADOW),
        at=(0, -cabinet.depth / 2 + 0.03, low + tall / 2),
        radius=0.002,
    )
    top = (cabinet.width + 0.04, cabinet.depth + 0.03, 0.028)
    board(top, wood, at=(0, -0.006, cabinet.height - 0.014), radius=0.012)
    rows, columns = 3, 2
    wide = (cabinet.width - 0.052 - GAP) / columns - GAP
    heights = np.array([0.25, 0.34, 0.41]) * (tall - 0.052 - GAP)
    z = low + tall - 0.026 - GAP
    for row in range(rows):
        high = float(heights[row]) - GAP
        for side in (-1, 1):
            at = (side * (wide + GAP) / 2, -cabinet.depth / 2 + 0.006, z - high / 2)
            board((wide, 0.022, high), wood, at=at, radius=0.005)
            _cup(pulls, (at[0], at[1] - 0.011, at[2] + 0.01))
        z -= float(heights[row])
    for side in (-1, 1):
        for end in (-1, 1):
            _bun(low, wood, (side * (cabinet.width / 2 - 0.06), end * (cabinet.depth / 2 - 0.06)))


def _cup(metal: Any, at: tuple[float, float, float]) -> None:
    """Half of a flattened ball: the hand reaches in from below."""

    def halved(points: Any) -> Any:
        x, y, z = points.T
        return np.stack([x, np.minimum(y, 0) * 0.9, np.maximum(z, -0.004) * 0.95], axis=1)

    angles = np.linspace(-pi / 2, pi / 2, 25)
    ball = np.stack([0.046 * np.cos(angles), 0.03 * np.sin(angles)], axis=1)
    turned(ball, metal, at=at, deform=halved)


def _bun(height: float, wood: Any, at: tuple[float, float]) -> None:
    bun = [(0, 0), (0.02, 0), (0.042, height * 0.45), (0.026, height * 0.85), (0.034, height), (0, height)]
    turned(filleted(bun, 0.014), wood, at=(*at, 0))


def _midcentury(cabinet: Sideboard, wood: Any, legs: Any) -> None:
    """Long and low: a sliding door each side of three drawers, on splayed legs with a stretcher."""
    low, brass = cabinet.clearance, materials.make(BRASS)
    tall = cabinet.height - low
    carcass((cabinet.width, cabinet.depth, tall), wood, z=low, thick=0.03)
    front, inner = -cabinet.depth / 2 + 0.03, (cabinet.width - 0.06, tall - 0.06)
    third, middle = inner[0] / 3, low + tall / 2
    for side in (-1, 1):
        at = (side * third, front, middle)
        board((third - GAP, 0.018, inner[1] - GAP), wood, at=at, grain="z")
        grip = (at[0] - side * third * 0.36, front - 0.008, middle)
        turned(
            filleted([(0, 0), (0.024, 0), (0.024, 0.006), (0.018, 0.003), (0, 0.003)], 0.002),
            brass,
            at=grip,
            turn=(pi / 2, 0, 0),
        )
    pitch = inner[1] / 3
    for row in range(3):
        z = low + 0.03 + (row + 0.5) * pitch
        board((third - GAP, 0.018, pitch - GAP), wood, at=(0, front - 0.012, z), grain="x")
        board((0.16, 0.018, 0.01), brass, at=(0, front - 0.026, z + pitch * 0.25), radius=0.004)
    feet(cabinet.width * 0.72, cabinet.depth * 0.62, low, (0.021, 0.012), 0.06, legs)
    for end in (-1, 1):
        at = (0, end * cabinet.depth * 0.31, low - 0.018)
        board((cabinet.width * 0.74, 0.03, 0.034), legs, at=at, radius=0.006)


def _niche(cabinet: Sideboard, lacquer: Any, wood: Any) -> None:
    """Smooth doors without grips beside an open niche lined with wood, floating over a dark plinth."""
    low, depth = cabinet.clearance, cabinet.depth
    tall, open_wide = cabinet.height - low, cabinet.width * 0.3
    closed = cabinet.width - open_wide
    left = -cabinet.width / 2
    soft_block(
        (cabinet.width - 0.16, depth - 0.12, low), materials.make(SHADOW), at=(0, 0, low / 2), radius=0.002
    )
    carcass((closed, depth, tall), lacquer, z=low, thick=0.02, x=left + closed / 2)
    carcass((open_wide, depth, tall), lacquer, z=low, thick=0.02, x=left + closed + open_wide / 2)
    carcass(
        (open_wide - 0.04, depth - 0.03, tall - 0.04),
        wood,
        z=low + 0.02,
        thick=0.014,
        x=left + closed + open_wide / 2,
    )
    board(
        (open_wide - 0.05, depth - 0.05, 0.018),
        wood,
        at=(left + closed + open_wide / 2, 0, low + tall * 0.55),
    )
    wide = closed / 3
    for door in range(3):
        at = (left + (door + 0.5) * wide, -depth / 2 - 0.008, low + tall / 2)
        board((wide - GAP, 0.02, tall - 0.002), lacquer, at=at, radius=0.004)
