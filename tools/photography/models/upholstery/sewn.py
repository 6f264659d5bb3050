"""What upholsterers make: cushions with piping, skirts, rolled arms, bags of boxed panels, nail heads."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi
from typing import Any

import numpy as np
from mathutils import Euler

from tools.photography.designs import Pair, Triple
from tools.photography.shapes import (
    Deform,
    Points,
    add_mesh,
    filleted,
    outline,
    puffed,
    rumpled,
    smooth,
    soft_block,
    together,
    tube,
    turned,
)

CORD = 0.0055  # radius of piping in meters
BAG_STEP = 0.014  # meters between the rows of a bag's band
SEAM_REACH = 0.035  # meters from a seam at which a bag is nearly as full as anywhere
PAD_DETAIL = 44  # vertices along the longest side of a cushion


@dataclass(frozen=True, slots=True)
class Stuffing:
    """How full and how worn a cushion is.

    Attributes
    ----------
    plump, rumple : float
        Meters its faces swell, and its cloth wanders.
    radius : float
        Rounding of its edges in meters.
    piped : bool
        Whether a cord is sewn along its two edges.
    """

    plump: float = 0.022
    rumple: float = 0.008
    radius: float = 0.05
    piped: bool = False
    seed: int = 0


def cushion(size: Triple, cloth: Any, stuffing: Stuffing, *, at: Triple, turn: Triple = (0, 0, 0)) -> None:
    """Add a loose cushion of `size` around `at`; its thinnest side is its thickness."""
    give = together(puffed(size, stuffing.plump), rumpled(stuffing.rumple, 0.18, seed=stuffing.seed))
    radius = min(stuffing.radius, min(size) * 0.48)
    soft_block(size, cloth, at=at, turn=turn, radius=radius, deform=give, spacing=max(size) / PAD_DETAIL)
    if stuffing.piped:
        for face in (-1, 1):
            tube(placed(give(_edge(size, radius, face)), at, turn), CORD, cloth, closed=True)


def _edge(size: Triple, radius: float, face: int) -> Points:
    """Closed path along an edge of a rounded block, around its thinnest side."""
    inset = radius * (1 - cos(pi / 4))
    thin = int(np.argmin(size))
    wide = [axis for axis in range(3) if axis != thin]
    flat = (size[wide[0]] - 2 * inset, size[wide[1]] - 2 * inset, 0.0)
    around = resampled(outline(flat, radius * cos(pi / 4), height=0), 0.03, closed=True)
    path = np.empty((len(around), 3))
    path[:, wide], path[:, thin] = around[:, :2], face * (size[thin] / 2 - inset)
    return path


def placed(points: Points, at: Triple, turn: Triple) -> Points:
    """Move points as Blender moves a part with this location and rotation."""
    return np.asarray(points @ np.array(Euler(turn).to_matrix()).T + np.array(at))


def resampled(path: Points, spacing: float, *, closed: bool = False) -> Points:
    """Return points every `spacing` meters along a polyline of any dimension."""
    line = np.concatenate([path, path[:1]]) if closed else path
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    count = max(3, round(walked[-1] / spacing))
    stops = np.linspace(0, walked[-1], count, endpoint=not closed)
    return np.stack([np.interp(stops, walked, line[:, axis]) for axis in range(line.shape[1])], axis=1)


def sheet(grid: Points, material: Any, *, wrap: bool = False, deform: Deform | None = None) -> Any:
    """Add the surface through a grid of points (rows, columns, 3); `wrap` joins last row and first."""
    rows, columns, _ = grid.shape
    row, column = np.meshgrid(np.arange(rows - (not wrap)), np.arange(columns - 1), indexing="ij")
    here, below = row * columns + column, (row + 1) % rows * columns + column
    faces = np.stack([here, below, below + 1, here + 1], axis=-1).reshape(-1, 4)
    points = grid.reshape(-1, 3)
    return add_mesh(points if deform is None else deform(points), faces.tolist(), material)


def skirt(size: Triple, cloth: Any, *, at: Triple, seed: int = 0) -> None:
    """Add a valance of `size` that hangs from a cord down to the floor, a kick pleat at every corner."""
    around = resampled(outline((size[0], size[1], 0), 0.05, height=0), 0.008, closed=True)[:, :2]
    ahead = np.roll(around, -1, axis=0) - np.roll(around, 1, axis=0)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1) / np.linalg.norm(ahead, axis=1, keepdims=True)
    walked = np.arange(len(around)) * 0.008
    draw = np.random.default_rng(seed)
    waves = sum(np.sin(walked * 2 * pi / pitch + draw.uniform(0, 6)) for pitch in (0.31, 0.19, 0.11))
    corner = np.abs(np.abs(around) - np.array(size[:2]) / 2).max(axis=1)
    pleat = np.exp(-((corner / 0.022) ** 2))
    fall = np.linspace(0, 1, 12)
    flare = fall * 0.022 + np.outer(np.asarray(waves), fall**1.3) * 0.0055 - np.outer(pleat, fall**0.4) * 0.02
    grid = np.empty((len(around), len(fall), 3))
    grid[..., :2] = around[:, None] + normal[:, None] * flare[..., None]
    grid[..., 2] = size[2] * (1 - fall) + 0.004
    sheet(grid + np.array(at), cloth, wrap=True)
    cord = np.concatenate([around, np.full((len(around), 1), size[2])], axis=1)
    tube(cord + np.array(at), CORD, cloth, closed=True)


def scroll(front: Triple, radius: float, length: float, cloth: Any) -> None:
    """Add a rolled arm: a bolster lying along y, its face gathered around a button."""
    face = [(0.0, 0.012), (0.014, 0.012), (0.03, 0.004), (radius, 0.0), (radius, length), (0.0, length)]
    turned(filleted(face, 0.018), cloth, at=front, turn=(-pi / 2, 0, 0))


def nail_heads(path: Points, metal: Any, *, pitch: float = 0.028, radius: float = 0.008) -> None:
    """Set a row of domed nails along a path."""
    for x, y, z in resampled(path, pitch):
        soft_block((2 * radius,) * 3, metal, at=(x, y, z), radius=radius, spacing=radius)


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag of two side panels and a band between them.

    Attributes
    ----------
    silhouette : tuple of (float, float)
        Its side seen from the right, (y, z) in meters, closed, drawn through smoothly.
    heart : tuple of float
        A point from which the whole silhouette is seen: the side panels swell around it.
    seams : tuple of float
        Where seams cross the band, as shares of the way around the silhouette from its first point.
    """

    silhouette: tuple[Pair, ...]
    heart: Pair
    width: float
    plump: float = 0.06
    seams: tuple[float, ...] = ()


def boxed(bag: Bag, cloth: Any, deform: Deform) -> None:
    """Add a bag, with piping where its panels meet."""
    side = resampled(smooth(bag.silhouette, closed=True), BAG_STEP, closed=True)
    ahead = np.roll(side, -1, axis=0) - np.roll(side, 1, axis=0)
    outward = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1) / np.linalg.norm(ahead, axis=1, keepdims=True)
    outward *= np.sign((outward * (side - bag.heart)).sum())
    rows = [round(share * len(side)) for share in bag.seams]
    steps = np.abs(np.arange(len(side))[:, None] - np.array([*rows, 10 * len(side)]))
    valley = 1 - np.exp(-steps.min(axis=1) * BAG_STEP / SEAM_REACH)
    across = np.sin(np.linspace(-pi / 2, pi / 2, 41))
    swell = bag.plump * (1 - across**2) ** 0.5 * (0.2 + 0.8 * valley[:, None])
    band = np.empty((len(side), len(across), 3))
    band[..., 0] = bag.width / 2 * across
    band[..., 1:] = side[:, None] + outward[:, None] * swell[..., None]
    sheet(band, cloth, wrap=True, deform=deform)
    for hand in (-1, 1):
        _side_panel(side, bag, hand, cloth, deform)
    for row in rows:
        tube(deform(band[row]), CORD, cloth)


def _side_panel(side: Points, bag: Bag, hand: int, cloth: Any, deform: Deform) -> None:
    """Add the panel right (1) or left (-1) of the band, and the cord between them."""
    share = np.cos(np.linspace(0, pi / 2, 22))
    panel = np.empty((len(side), len(share), 3))
    panel[..., 0] = hand * (bag.width / 2 + 0.7 * bag.plump * (1 - share**2) ** 0.5)
    panel[..., 1:] = np.array(bag.heart) + (side - bag.heart)[:, None] * share[:, None]
    sheet(panel, cloth, wrap=True, deform=deform)
    tube(deform(panel[:, 0]), CORD * 1.6, cloth, closed=True)
