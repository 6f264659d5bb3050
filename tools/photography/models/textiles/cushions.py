"""Cushions: stuffed covers, standing as they are photographed."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.textiles import Cushion
from tools.photography.shapes import pillow, tube

LEAN = -0.16  # radians back from upright


def build(cushion: Cushion, cloth: Any, cord: Any) -> None:
    """Add a cushion that leans back a little."""
    rise = cushion.height / 2 * np.cos(LEAN)
    pillow(cushion.width, cushion.height, cushion.thickness, cloth, at=(0, 0, rise), turn=(LEAN, 0, 0))
    if not cushion.piping:
        return
    side = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 25))
    drawn = 1 - 0.1 * (1 - side**2)
    x, z = cushion.width / 2, cushion.height / 2
    top = np.stack([x * side, z * drawn], axis=1)
    right = np.stack([x * drawn, -z * side], axis=1)
    edge = np.concatenate([top[:-1], right[:-1], (top * (-1, -1))[:-1], (right * (-1, -1))[:-1]])
    around = np.stack([edge[:, 0], edge[:, 1] * np.sin(-LEAN), edge[:, 1] * np.cos(LEAN) + rise], axis=1)
    tube(around, 0.007, cord, closed=True)
