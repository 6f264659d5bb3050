"""A rubber duck and a toy car."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.models.oddities.forms import ALONG_Y, dark, roller
from tools.photography.shapes import Points, soft_block


def rubber_duck(rubber: Any, beak: Any) -> None:
    """Add a bath duck that looks to the left."""

    def plump(points: Points) -> Points:
        x, y, z = points.T
        tail = 0.035 * np.clip((x - 0.02) / 0.05, 0, 2) ** 2
        return np.stack([x, y * (1 - 0.25 * np.clip(x / 0.08, 0, 1)), z + tail], axis=1)

    soft_block((0.145, 0.105, 0.085), rubber, at=(0.01, 0, 0.042), radius=0.0424, deform=plump, spacing=0.004)
    soft_block((0.078, 0.076, 0.074), rubber, at=(-0.042, 0, 0.115), radius=0.037, spacing=0.004)
    for side in (-1, 1):
        soft_block(
            (0.075, 0.014, 0.04),
            rubber,
            at=(0.025, side * 0.05, 0.05),
            turn=(0, -0.35, side * -0.22),
            radius=0.0069,
        )
        soft_block((0.009, 0.006, 0.012), dark(), at=(-0.071, side * 0.021, 0.128), radius=0.003)
    soft_block((0.036, 0.04, 0.009), beak, at=(-0.087, 0, 0.112), turn=(0, 0.2, 0), radius=0.0044)
    soft_block((0.03, 0.034, 0.008), beak, at=(-0.083, 0, 0.104), turn=(0, -0.25, 0), radius=0.0039)


def toy_car(body: Any, trim: Any) -> None:
    """Add a tin car, its hood to the left."""

    def cabin(points: Points) -> Points:
        x, y, z = points.T
        narrowed = 1 - 0.28 * (z + 0.02) / 0.04
        return np.stack([x * narrowed + 0.003, y * (1 - 0.12 * (z + 0.02) / 0.04), z], axis=1)

    soft_block((0.17, 0.074, 0.034), body, at=(0, 0, 0.036), radius=0.014)
    soft_block((0.094, 0.066, 0.04), dark(), at=(0.012, 0, 0.071), radius=0.006, deform=cabin)
    soft_block((0.064, 0.06, 0.007), body, at=(0.015, 0, 0.0915), radius=0.003)
    for end in (-1, 1):
        soft_block((0.008, 0.07, 0.009), trim, at=(end * 0.085, 0, 0.026), radius=0.003)
        for side in (-1, 1):
            place = (end * 0.053, side * 0.034, 0.019)
            roller(0.019, 0.014, dark(), at=place, turn=ALONG_Y)
            roller(0.009, 0.016, trim, at=place, turn=ALONG_Y, rounding=0.002)
            lamp = (end * 0.085, side * 0.024, 0.042)
            soft_block((0.006, 0.012, 0.012), trim, at=lamp, radius=0.0029)
