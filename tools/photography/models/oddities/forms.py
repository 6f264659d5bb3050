"""Round forms that the things of this package share."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.shapes import Deform, Points, filleted, turned

ALONG_X: Triple = (0, pi / 2, 0)
ALONG_Y: Triple = (-pi / 2, 0, 0)


def dark() -> Any:
    """Return black rubber."""
    return materials.make(Finish("lacquer", "#17161a"))


def ball(
    radius: float, material: Any, *, at: Triple, stretch: Triple = (1, 1, 1), deform: Deform | None = None
) -> Any:
    """Add a sphere around `at`, or an ellipsoid where it is stretched."""
    angles = np.linspace(-pi / 2, pi / 2, 64)
    profile = radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)

    def shaped(points: Points) -> Points:
        grown = points * np.array(stretch)
        return grown if deform is None else deform(grown)

    return turned(profile, material, at=at, deform=shaped)


def roller(
    radius: float, width: float, material: Any, *, at: Triple, turn: Triple, rounding: float = 0.004
) -> Any:
    """Add a disc with rounded edges around `at`, its axle turned from upright by `turn`."""
    corners = [(0, -width / 2), (radius, -width / 2), (radius, width / 2), (0, width / 2)]
    return turned(filleted(corners, rounding), material, at=at, turn=turn)


def circle(radius: float, *, center: Triple = (0, 0, 0), steps: int = 96) -> Points:
    """Return a closed path that stands in the x-z plane."""
    angles = np.linspace(0, 2 * pi, steps, endpoint=False)
    return np.stack([radius * np.cos(angles), 0 * angles, radius * np.sin(angles)], axis=1) + center


def leaned(points: Points, angle: float) -> Points:
    """Tip points backward about the x axis by `angle` radians, as a thing that leans on a wall."""
    tilt = np.array([[1, 0, 0], [0, cos(angle), -sin(angle)], [0, sin(angle), cos(angle)]])
    return np.asarray(np.asarray(points, dtype=float) @ tilt)
