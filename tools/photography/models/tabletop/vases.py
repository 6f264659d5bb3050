"""Vases: a turned wall, plain or fluted."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Vase
from tools.photography.shapes import Points, smooth, turned, walled


def build(vase: Vase, glaze: Any) -> None:
    """Add a vase."""
    height = vase.outside[-1][1]

    def fluted(points: Points) -> Points:
        x, y, z = points.T
        fade = np.clip(z / (0.08 * height), 0, 1) * np.clip((height - z) / (0.1 * height), 0, 1)
        groove = 1 - 0.055 * fade * np.abs(np.sin(vase.flutes / 2 * np.arctan2(y, x))) ** 0.7
        return np.stack([x * groove, y * groove, z], axis=1)

    turned(walled(smooth(vase.outside), vase.wall), glaze, deform=fluted if vase.flutes else None)
