"""Mirrors: round on a strap, an arched window, a pill, a wavy blob, full length on a stand."""

from __future__ import annotations

from math import atan2, cos, pi, radians, sin
from typing import Any

import numpy as np
from mathutils import Matrix

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.wall import Mirror
from tools.photography.joinery import Outline, board, ellipse, hoop, knob, outward, plate, resampled, rounded
from tools.photography.shapes import leg, soft_block, tube

BRASS = Finish("metal", "#c8a15a")
LEAN = radians(5)  # of a mirror on its stand


def build(mirror: Mirror, frame: Any, glass: Any) -> None:
    """Add a mirror."""
    match mirror.style:
        case "strap":
            _strap(mirror, frame, glass)
        case "window":
            _window(mirror, frame, glass)
        case "pill":
            _pill(mirror, frame, glass)
        case "wavy":
            _wavy(mirror, frame, glass)
        case "full length":
            _full_length(mirror, frame, glass)


def _framed(
    inside: Outline, thick: float, depth: float, frame: Any, glass: Any, *, z: float, rounding: float = 0.004
) -> None:
    """Set glass into a frame bent around it."""
    hoop(inside, thick, depth, frame, at=(0, 0, z), rounding=rounding)
    plate(inside, 0.005, glass, at=(0, -depth / 2 + 0.01, z), rounding=0.002)


def _strap(mirror: Mirror, frame: Any, glass: Any) -> None:
    """A round mirror that hangs from a knob by a strap of its frame's leather."""
    radius = mirror.width / 2
    _framed(ellipse(mirror.width - 0.06, mirror.width - 0.06), 0.03, 0.034, frame, glass, z=radius)
    peak = np.array([0.0, mirror.height - 0.03])
    for side in (-1, 1):
        low = np.array([side * radius * 0.72, radius * (1 + 0.68)])
        length = float(np.linalg.norm(peak - low))
        lean = atan2(float(peak[0] - low[0]), float(peak[1] - low[1]))
        middle = (low + peak) / 2
        at = (float(middle[0]), 0.004, float(middle[1]))
        soft_block((0.028, 0.005, length), frame, at=at, turn=(0, lean, 0), radius=0.002)
    knob(materials.make(BRASS), (0, 0.004, mirror.height - 0.034), radius=0.024, reach=0.04)


def _window(mirror: Mirror, frame: Any, glass: Any) -> None:
    """An arch divided by bars, as a window is."""
    thick = 0.034
    wide, tall = mirror.width - 2 * thick, mirror.height - 2 * thick
    middle = mirror.height / 2
    _framed(rounded(wide, tall, top=wide / 2, bottom=0.002, steps=32), thick, 0.036, frame, glass, z=middle)
    spring = mirror.height - mirror.width / 2
    board((0.018, 0.02, tall), frame, at=(0, -0.012, middle))
    for share in (0.36, 0.68, 1.0):
        board((wide, 0.02, 0.018), frame, at=(0, -0.0115, spring * share))


def _pill(mirror: Mirror, frame: Any, glass: Any) -> None:
    """A slim deep frame with half round ends."""
    thick = 0.012
    wide, tall = mirror.width - 2 * thick, mirror.height - 2 * thick
    inside = rounded(wide, tall, top=wide / 2, bottom=wide / 2, steps=32)
    _framed(inside, thick, 0.04, frame, glass, z=mirror.height / 2)


def _wavy(mirror: Mirror, frame: Any, glass: Any) -> None:
    """A fat lacquered frame that runs in waves around the glass."""
    angles = np.linspace(0, 2 * pi, 360, endpoint=False)
    thick, swing = 0.05, 0.024
    base = rounded(mirror.width - 0.15, mirror.height - 0.15, top=0.22, bottom=0.22)
    even = resampled(base, 360)
    path = even + swing * np.sin(16 * angles)[:, None] * outward(even)
    low = mirror.height / 2
    hoop(path, thick, 0.05, frame, at=(0, 0, low), rounding=0.022)
    plate(path, 0.005, glass, at=(0, -0.004, low), rounding=0.002)


def _full_length(mirror: Mirror, frame: Any, glass: Any) -> None:
    """A tall board frame that leans back on two legs of its own."""
    rail, depth = 0.05, 0.028
    wide, tall = mirror.width - 2 * rail, mirror.height - 2 * rail
    middle = mirror.height / 2
    parts = [
        plate(
            rounded(wide + 0.01, tall + 0.01, top=0.004, bottom=0.004), 0.005, glass, at=(0, -0.004, middle)
        )
    ]
    for side in (-1, 1):
        upright = (side * (mirror.width - rail) / 2, 0, middle)
        parts.append(board((rail, depth, mirror.height), frame, at=upright, radius=0.008))
        cross = (0, 0, middle + side * (mirror.height - rail) / 2)
        parts.append(board((wide + 0.004, depth, rail), frame, at=cross, radius=0.008))
    parts.append(board((wide, 0.008, tall), frame, at=(0, 0.006, middle)))
    lean = Matrix.Rotation(-LEAN, 4, "X")
    for part in parts:
        part.matrix_basis = lean @ part.matrix_basis
    share = 0.72
    for side in (-1, 1):
        x = side * (mirror.width / 2 - 0.06)
        top = (x, sin(LEAN) * mirror.height * share + 0.012, cos(LEAN) * mirror.height * share)
        leg(top, (x, mirror.height * 0.26, 0.0), (0.013, 0.011), frame)
    tube(
        np.array([(x * (mirror.width / 2 - 0.06), mirror.height * 0.235, 0.2) for x in (-1, 1)]), 0.009, frame
    )
