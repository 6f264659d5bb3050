"""Cushions: stuffed covers, standing as they are photographed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.photography.designs.textiles import Cushion
from tools.photography.models.textiles.cloth import assign, raised, stitches
from tools.photography.shapes import Points, pillow, tube
from tools.photography.yarn import fringe

LEAN = -0.16  # radians back from upright
DRAWN_IN = 0.1  # how far `pillow` draws in the middle of an edge
CHECKS, CHECK_SAMPLES = 7, 127  # bands along an edge, and threads that carry them
CABLE_WIDTH, CABLE_HEIGHT, CABLE_RISE = 0.042, 0.034, 0.011
CABLE_SAMPLES = 181
FRINGE_LENGTH = 0.035


def build(cushion: Cushion, cloth: Any, trim: Any) -> None:
    """Add a cushion that leans back a little."""
    rise = cushion.height / 2 * np.cos(LEAN)
    samples = {"plain": 61, "checks": CHECK_SAMPLES, "cable": CABLE_SAMPLES}[cushion.front]
    cover = pillow(
        cushion.width,
        cushion.height,
        cushion.thickness,
        cloth,
        at=(0, 0, rise),
        turn=(LEAN, 0, 0),
        samples=samples,
    )
    match cushion.front:
        case "cable":
            raised(cover, _cable)
        case "checks":
            _checks(cover, (cloth, trim))
    around = _edge(cushion, rise)
    match cushion.edge:
        case "piping":
            tube(around, 0.007, trim, closed=True)
        case "fringe":
            _fringe(around, rise, trim)


def _cable(points: Points) -> NDArray[np.float64]:
    """Ribs that run up the cushion, every third one flat."""
    x, z = points[:, 0] + CABLE_WIDTH / 2, points[:, 2]
    rib = stitches(CABLE_WIDTH, CABLE_HEIGHT)(x, z)
    flat = np.floor(x / CABLE_WIDTH) % 3 == 1
    return np.asarray(CABLE_RISE * np.where(flat, 0.25 * stitches(CABLE_WIDTH / 3, 0.014)(x, z), rib))


def _checks(cover: Any, materials: tuple[Any, Any]) -> None:
    """Gingham along the threads of the cover: where one band crosses none, every other thread shows."""
    side = np.sin((np.arange(CHECK_SAMPLES - 1) + 0.5) / (CHECK_SAMPLES - 1) * np.pi - np.pi / 2)
    thread = np.arange(len(side))
    band = np.floor(side * CHECKS / 2 + 0.5) % 2 == 0
    bands = band[:, None].astype(int) + band
    chosen = (bands == 2) | ((bands == 1) & ((thread[:, None] + thread) % 2 == 0))
    assign(cover, materials, np.tile(chosen.ravel(), 2).astype(np.int64))


def _edge(cushion: Cushion, rise: float) -> Points:
    side = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 25))
    drawn = 1 - DRAWN_IN * (1 - side**2)
    x, z = cushion.width / 2, cushion.height / 2
    top = np.stack([x * side, z * drawn], axis=1)
    right = np.stack([x * drawn, -z * side], axis=1)
    edge = np.concatenate([top[:-1], right[:-1], (top * (-1, -1))[:-1], (right * (-1, -1))[:-1]])
    return np.stack([edge[:, 0], edge[:, 1] * np.sin(-LEAN), edge[:, 1] * np.cos(LEAN) + rise], axis=1)


def _fringe(around: Points, rise: float, yarn: Any) -> None:
    """Strands that stand off the seam on all sides."""
    closed = np.concatenate([around, around[:1]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    every = np.linspace(0, length[-1], 420, endpoint=False)
    roots = np.stack([np.interp(every, length, closed[:, axis]) for axis in range(3)], axis=1)
    for sector in range(24):
        angle = (sector + 0.5) * np.pi / 12
        part = roots[
            np.floor((np.arctan2(roots[:, 2] - rise, roots[:, 0]) % (2 * np.pi)) * 12 / np.pi) == sector
        ]
        reach = FRINGE_LENGTH * np.array([np.cos(angle), 0, np.sin(angle)])
        fringe(part, reach, yarn, seed=sector, radius=0.0024)
