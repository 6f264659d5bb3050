"""Bean bags with a back: boxed panels with piping, one to sit up in and one to lie on."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.upholstery import BeanBag
from tools.photography.models.upholstery.sewn import Bag, boxed
from tools.photography.shapes import Deform, Points, rumpled, smooth, together, tube

# Sides seen from the right as shares of depth and height, front at -0.5.
LOUNGER_SIDE = (
    (-0.41, 0.0), (-0.5, 0.2), (-0.46, 0.42), (-0.3, 0.5), (-0.08, 0.48), (0.06, 0.58), (0.14, 0.8),
    (0.22, 0.95), (0.34, 0.99), (0.44, 0.88), (0.49, 0.5), (0.5, 0.2), (0.42, 0.0), (0.0, 0.0),
)  # fmt: skip
CHAISE_SIDE = (
    (-0.45, 0.0), (-0.5, 0.18), (-0.47, 0.36), (-0.3, 0.43), (-0.06, 0.4), (0.1, 0.45), (0.24, 0.68),
    (0.35, 0.93), (0.43, 0.99), (0.49, 0.9), (0.48, 0.55), (0.49, 0.2), (0.44, 0.0), (0.0, 0.0),
)  # fmt: skip
LOUNGER_SEAMS = (0.125, 0.275, 0.44, 0.7)  # front edge, crease, top of the back, foot of the back
CHAISE_SEAMS = tuple(np.linspace(0.06, 0.5, 8).tolist())


def lounger(bag: BeanBag, cloth: Any, trim: Any) -> None:
    """Add a seat with a back, narrower toward its top."""
    _sewn(bag, LOUNGER_SIDE, (0.2, 0.4), cloth, LOUNGER_SEAMS)
    _pull(bag, trim, at=(0, 0.34 * bag.depth, bag.height * 1.0))


def chaise(bag: BeanBag, cloth: Any, trim: Any) -> None:
    """Add a long bag with a raised head, quilted across."""
    _sewn(bag, CHAISE_SIDE, (0.26, 0.3), cloth, CHAISE_SEAMS)
    _pull(bag, trim, at=(0, 0.45 * bag.depth, bag.height * 1.01))


def _sewn(
    bag: BeanBag,
    side: tuple[tuple[float, float], ...],
    heart: tuple[float, float],
    cloth: Any,
    seams: tuple[float, ...],
) -> None:
    scaled = tuple((y * bag.depth, z * bag.height) for y, z in side)
    center = (heart[0] * bag.depth, heart[1] * bag.height)
    boxed(Bag(scaled, center, bag.width - 0.08, seams=seams), cloth, _settled(bag))


def _settled(bag: BeanBag) -> Deform:
    """Slump: narrower above, hollow where one sits, flat on the floor."""

    def slump(points: Points) -> Points:
        x, y, z = points.T
        rise = np.clip(z / bag.height, 0, 1)
        hollow = 0.05 * np.exp(-((x / 0.24) ** 2) - ((y / bag.depth + 0.12) / 0.26) ** 2) * (rise > 0.25)
        return np.stack(
            [x * (1.04 - 0.2 * rise**1.6 - 0.13 * np.clip(1 - rise / 0.2, 0, 1) ** 2), y, z - hollow], axis=1
        )

    def grounded(points: Points) -> Points:
        return np.concatenate([points[:, :2], np.maximum(points[:, 2:], 0)], axis=1)

    return together(slump, rumpled(0.035, 0.3, seed=8), rumpled(0.014, 0.12, seed=9), grounded)


def _pull(bag: BeanBag, trim: Any, *, at: tuple[float, float, float]) -> None:
    loop = [(-0.08, 0, -0.02), (-0.06, 0, 0.035), (0.06, 0, 0.035), (0.08, 0, -0.02)]
    tube(smooth(loop) + np.array(at), 0.011, trim)
