"""Rugs: braided coils, woven sheets, pile; they lie on the floor with their long side in front."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.textiles import Rug
from tools.photography.models.textiles.cloth import Field, sheet
from tools.photography.shapes import Points, add_mesh, disc, soft_block
from tools.photography.yarn import fringe, strands

FLAT, PILE = 0.009, 0.02  # thickness
NATURAL = Finish("felt", "#ece3d2")  # undyed wool, the third color of blocks
COIL, COIL_RISE, PLAIT = 0.046, 0.019, 0.06  # a braid's pitch, height and period along it
BRAID_STEP, BRAID_SAMPLES = 0.009, 8
STRIPES = (0.06, 0.14, 0.17, 0.2, 0.23, 0.34, 0.42, 0.455)  # shares of the half width where the color turns
SHAG_TUFTS, SHAG_LENGTH = 8000, 0.075
# Blocks of the geometric rug as (left, front, right, back, material), shares of its width and depth.
BLOCKS = (
    (0.0, 0.0, 0.34, 0.42, 0),
    (0.34, 0.0, 0.62, 0.42, 2),
    (0.62, 0.0, 1.0, 0.26, 1),
    (0.62, 0.26, 1.0, 0.7, 2),
    (0.0, 0.42, 0.22, 1.0, 2),
    (0.22, 0.42, 0.62, 0.7, 1),
    (0.22, 0.7, 0.62, 1.0, 2),
    (0.62, 0.7, 1.0, 1.0, 0),
)
# Quarter discs that lie on them as (corner's x and y, radius as a share of the depth, half turns, material).
QUARTERS = ((0.62, 0.26, 0.42, 0.0, 0), (0.22, 1.0, 0.28, 1.5, 1), (0.0, 0.42, 0.29, 0.0, 0))


def build(rug: Rug, main: Any, second: Any) -> None:
    """Add a rug."""
    match rug.weave:
        case "spiral":
            _spiral(rug, main, second)
        case "flatweave":
            _flatweave(rug, main, second)
        case "shag":
            _shag(rug, main)
        case "blocks":
            _blocks(rug, main, second)
        case "border":
            _border(rug, main, second)
        case "oval":
            _oval(rug, main, second)


def _spiral(rug: Rug, jute: Any, edge: Any) -> None:
    turns = int(rug.width / 2 / COIL) - 1
    angle = 2 * np.pi * np.sqrt(np.linspace(0.0002, 1, int(np.pi * turns**2 * COIL / BRAID_STEP))) * turns
    radius = COIL * (angle / (2 * np.pi) + 0.25)
    _braid(np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), jute)
    outer = radius[-1] + 0.55 * COIL
    _braid(_ring(outer), edge)
    disc(float(outer), 0.5 * COIL_RISE, jute, rounding=0.002)  # no floor shows where the coil begins and ends


def _oval(rug: Rug, main: Any, second: Any) -> None:
    rows = int(rug.depth / 2 / COIL)
    longer = (rug.width - rug.depth) / 2
    for row in range(rows):
        short = (row + 0.6) * COIL
        from_rim = rows - 1 - row
        _braid(_stadium(longer, short), second if from_rim in {0, 1, 4} else main)


def _ring(radius: float) -> NDArray[np.float64]:
    angle = np.linspace(0, 2 * np.pi, int(2 * np.pi * radius / BRAID_STEP))
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _stadium(longer: float, radius: float) -> NDArray[np.float64]:
    """Two straight runs joined by half circles, closed."""
    bend = np.linspace(-np.pi / 2, np.pi / 2, max(12, int(np.pi * radius / BRAID_STEP)))
    right = np.stack([longer + radius * np.cos(bend), radius * np.sin(bend)], axis=1)
    run = np.linspace(longer, -longer, int(2 * longer / BRAID_STEP))[1:-1]
    top = np.stack([run, np.full_like(run, radius)], axis=1)
    half = np.concatenate([right, top])
    return np.concatenate([half, -half, half[:1]])


def _braid(path: NDArray[np.float64], yarn: Any) -> None:
    """Add a flat plait along `path` (n, 2), lying on the floor."""
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    beside = np.stack([along[:, 1], -along[:, 0]], axis=1)
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    arch = np.linspace(0, np.pi, BRAID_SAMPLES)
    across = 0.53 * COIL * np.cos(arch)
    strand = np.abs(np.sin(np.pi * (way[:, None] / PLAIT + 0.9 * np.abs(np.cos(arch)))))
    rise = COIL_RISE * np.sin(arch) ** 0.6 * (0.72 + 0.28 * strand)
    ground = path[:, None] + beside[:, None] * across[None, :, None]
    points = np.concatenate([ground, rise[..., None]], axis=2)
    row, side = np.meshgrid(np.arange(len(path) - 1), np.arange(BRAID_SAMPLES - 1), indexing="ij")
    corner = (row * BRAID_SAMPLES + side).ravel()
    faces = np.stack([corner, corner + BRAID_SAMPLES, corner + BRAID_SAMPLES + 1, corner + 1], axis=1)
    add_mesh(points.reshape(-1, 3), faces[:, ::-1].tolist(), yarn)


def _lying(thickness: float) -> Any:
    """Where a woven sheet lies: on the floor, not quite flat."""

    def place(u: Field, v: Field) -> Points:
        wave = 0.0025 * (np.sin(5.1 * u + 2.3 * v) + np.sin(7.7 * v - 3.1 * u + 1) + 2)
        x = u + 0.004 * np.sin(4.7 * v + 1)
        y = v + 0.006 * np.sin(3.3 * u + 2)
        return np.stack([x, y, thickness / 2 + wave], axis=-1)

    return place


def _flatweave(rug: Rug, main: Any, second: Any) -> None:
    def paint(u: Field, v: Field) -> NDArray[np.int64]:
        turned = np.searchsorted(STRIPES, np.abs(u) / rug.width)
        return np.asarray(turned % 2, dtype=np.int64)

    place = _lying(FLAT)
    sheet(place, (rug.width, rug.depth), FLAT, (main, second), step=0.012, paint=paint)
    rows = np.linspace(-rug.depth / 2 + 0.01, rug.depth / 2 - 0.01, 130)
    for side in (-1, 1):
        roots = place(np.full_like(rows, side * (rug.width / 2 - 0.004)), rows)
        fringe(roots, np.array([side * 0.085, 0, -0.003]), main, radius=0.0034, seed=side + 2)


def _shag(rug: Rug, main: Any) -> None:
    draw = np.random.default_rng(6)
    ratio = rug.width / rug.depth
    rows = int(np.sqrt(SHAG_TUFTS / ratio))
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, int(rows * ratio)), np.linspace(-0.5, 0.5, rows))
    base = np.stack([u.ravel() * rug.width, v.ravel() * rug.depth, 0 * u.ravel()], axis=1)
    base[:, :2] += draw.normal(size=(len(base), 2)) * 0.004
    swirl = 2.5 * np.sin(3 * base[:, 0] + 2) + 2 * np.cos(4 * base[:, 1])
    angle = swirl + draw.normal(size=len(base)) * 1.1
    lean = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1) * SHAG_LENGTH
    lean *= draw.uniform(0.35, 0.95, size=(len(base), 1))
    clumps = 0.5 + 0.25 * (np.sin(31 * base[:, 0] + swirl) + np.sin(37 * base[:, 1] - swirl))
    height = SHAG_LENGTH * (draw.uniform(0.3, 0.6, size=len(base)) + 0.4 * clumps)
    t = np.array([0.0, 0.55, 1.0])
    rise = np.array([0.0, 0.75, 0.9])
    paths = base[:, None] + lean[:, None] * (t**2)[None, :, None]
    paths[..., 2] += height[:, None] * rise
    strands(paths, (0.01, 0.011, 0.004), main, sides=3)
    size = (rug.width - 0.01, rug.depth - 0.01, 0.018)
    soft_block(size, main, at=(0, 0, 0.009), radius=0.008, spacing=0.1)


def _blocks(rug: Rug, main: Any, second: Any) -> None:
    dyes = (main, second, materials.make(NATURAL))
    for left, front, right, back, dye in BLOCKS:
        size = ((right - left) * rug.width - 0.002, (back - front) * rug.depth - 0.002, PILE)
        center = ((left + right) / 2 - 0.5) * rug.width, ((front + back) / 2 - 0.5) * rug.depth, PILE / 2
        soft_block(size, dyes[dye], at=center, radius=0.007)
    for x, y, radius, start, dye in QUARTERS:
        middle = ((x - 0.5) * rug.width, (y - 0.5) * rug.depth)
        _quarter(middle, radius * rug.depth, start * np.pi, dyes[dye])


def _quarter(middle: tuple[float, float], radius: float, start: float, dye: Any) -> None:
    """Add a quarter of a disc, a little higher than the blocks beneath."""

    def place(u: Field, v: Field) -> Points:
        reach = v + radius / 2
        angle = start + (u / radius + 0.5) * np.pi / 2
        x, y = middle[0] + reach * np.cos(angle), middle[1] + reach * np.sin(angle)
        return np.stack([x, y, np.full_like(x, PILE + 0.001)], axis=-1)

    sheet(place, (radius, radius), 0.006, (dye,))


def _border(rug: Rug, main: Any, second: Any) -> None:
    def paint(u: Field, v: Field) -> NDArray[np.int64]:
        inward = np.minimum(rug.width / 2 - np.abs(u), rug.depth / 2 - np.abs(v))
        band = (inward < 0.1) | ((inward > 0.13) & (inward < 0.15))
        return np.asarray(band, dtype=np.int64)

    def ribs(u: Field, v: Field) -> Field:
        return np.asarray(0.0012 * np.sin(2 * np.pi * v / 0.02))

    sheet(_lying(0.014), (rug.width, rug.depth), 0.014, (main, second), step=0.01, paint=paint, relief=ribs)
