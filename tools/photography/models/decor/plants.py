"""Plants for the planters: leaves are bent blades in one mesh, everything grows from the soil."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.decor import Planter
from tools.photography.shapes import Points, add_mesh, rumpled, smooth, tube, turned
from tools.photography.yarn import strands

SUCCULENT, GREEN = Finish("lacquer", "#86a08a"), Finish("lacquer", "#4f7046")
CACTUS, BARK, SPINE = Finish("felt", "#5c7d55"), Finish("wood", "#7b6650"), Finish("paint", "#e9dfc4")
LEAF_SAMPLES, LEAF_SIDES = 12, 9
GOLDEN = np.pi * (3 - 5**0.5)  # the turn from a leaf to the next


def grow(planter: Planter, radius: float, soil: float) -> None:
    """Add the plant of a planter whose soil is `radius` wide and `soil` high."""
    match planter.plant:
        case "rosette":
            _rosette(radius, soil)
        case "blades":
            _blades(radius, soil)
        case "pearls":
            _pearls(planter.outside[-1][0], soil)
        case "cactus":
            _cactus(radius, soil)
        case "tree":
            _tree(radius, soil)


def _leaf(
    spine: Points, width: NDArray[np.float64], thick: float, hollow: float, material: Any, side: Points
) -> None:
    """Add a leaf along `spine` (n, 3), `width` (n) wide toward `side`, its edges lifted by `hollow`."""
    along = np.gradient(spine, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    upper = np.cross(side, along)
    angle = np.linspace(0, 2 * np.pi, LEAF_SIDES, endpoint=False)
    across, lift = np.cos(angle), np.sin(angle) * thick
    rings = (
        spine[:, None]
        + side * (width[:, None] / 2 * across)[..., None]
        + upper[:, None] * ((hollow * across**2 + lift)[None, :] * width[:, None])[..., None]
    )
    row, step = np.meshgrid(np.arange(len(spine) - 1), np.arange(LEAF_SIDES), indexing="ij")
    here, beside = row * LEAF_SIDES + step, row * LEAF_SIDES + (step + 1) % LEAF_SIDES
    faces = np.stack([here, beside, beside + LEAF_SIDES, here + LEAF_SIDES], axis=-1).reshape(-1, 4)
    add_mesh(rings.reshape(-1, 3), faces.tolist(), material)


def _turned_about(angle: float) -> tuple[Points, Points]:
    outward = np.array([np.cos(angle), np.sin(angle), 0.0])
    return outward, np.array([-np.sin(angle), np.cos(angle), 0.0])


def _rosette(radius: float, soil: float) -> None:
    """Grow a rosette of fleshy leaves, the outer ones flat, the inner ones closed."""
    green, t = materials.make(SUCCULENT), np.linspace(0, 1, LEAF_SAMPLES)
    count = 34
    for number in range(count):
        part = number / (count - 1)  # 0 outside, 1 in the heart
        outward, side = _turned_about(number * GOLDEN)
        length = radius * (1.08 - 0.78 * part)
        tilt = 0.18 + 1.15 * part
        reach = length * (np.cos(tilt) * t)
        rise = length * (np.sin(tilt) * t + 0.22 * t**2) + 0.002 + 0.03 * part
        spine = outward * reach[:, None] + np.array([0, 0, soil]) + rise[:, None] * np.array([0, 0, 1.0])
        shape = np.sin(np.pi * np.clip(t * 0.93 + 0.05, 0, 1)) ** 0.75 * (0.55 + 0.45 * t)
        _leaf(spine, 0.46 * length * shape + 0.001, 0.16, 0.14, green, side)


def _blades(radius: float, soil: float) -> None:
    """Grow upright leaves, slightly twisted, as a snake plant does."""
    green, t = materials.make(GREEN), np.linspace(0, 1, LEAF_SAMPLES)
    draw = np.random.default_rng(3)
    for number in range(13):
        outward, side = _turned_about(number * GOLDEN + 0.3)
        start = outward * radius * 0.62 * np.sqrt(number / 13)
        height = draw.uniform(1.9, 3.6) * radius * (1.15 - 0.3 * number / 13)
        lean = outward * draw.uniform(0.1, 0.55) * radius
        spine = start + lean * (t**1.6)[:, None] + np.array([0, 0, 1.0]) * (soil - 0.01 + height * t)[:, None]
        width = 0.4 * radius * np.clip(1.02 - t**3, 0.02, 1) * (0.62 + 0.38 * np.sin(np.pi * t))
        _leaf(spine, width, 0.05, 0.16, green, -side)


def _pearls(rim: float, soil: float) -> None:
    """Let strings of round leaves hang over the rim, others lie on the soil."""
    green = materials.make(GREEN)
    draw = np.random.default_rng(9)
    centers: list[Points] = []
    for number in range(15):
        outward, _ = _turned_about(number * GOLDEN)
        drop = draw.uniform(0.03, 0.14) if number % 5 else 0.2
        knots = [
            outward * rim * 0.3 + (0, 0, soil + 0.012),
            outward * rim * 0.86 + (0, 0, soil + 0.026),
            outward * (rim + 0.012) + (0, 0, soil + 0.004),
            outward * (rim + 0.017) + (0, 0, soil - drop * 0.5),
            outward * (rim + 0.013) + (0, 0, soil - drop),
        ]
        string = smooth(np.array(knots).tolist())
        tube(string, 0.0012, green)
        way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(string, axis=0), axis=1))])
        every = np.arange(0.004, way[-1], 0.0095)
        beads = np.stack([np.interp(every, way, string[:, axis]) for axis in range(3)], axis=1)
        centers.append(beads + draw.normal(size=beads.shape) * 0.0035)
    beads = np.concatenate(centers)
    half = np.linspace(-1, 1, 7)
    paths = beads[:, None] + np.array([0.0, 0.0, 0.0058]) * half[:, None]
    radii = 0.0058 * np.sqrt(np.maximum(1 - half**2, 0.02))
    strands(paths, radii.tolist(), green, sides=7)


def _cactus(radius: float, soil: float) -> None:
    """Grow a ribbed column with an arm on each side."""
    flesh, spine = materials.make(CACTUS), materials.make(SPINE)
    stems = (
        (0.0, 0.0, 0.42 * radius, 2.6 * radius),
        (0.5 * radius, 0.08 * radius, 0.27 * radius, 1.4 * radius),
        (-0.46 * radius, -0.12 * radius, 0.24 * radius, 0.95 * radius),
    )
    for x, y, wide, tall in stems:
        knots = [
            (0.7 * wide, 0.0),
            (0.95 * wide, 0.2 * tall),
            (wide, 0.6 * tall),
            (0.9 * wide, 0.86 * tall),
            (0.5 * wide, 0.97 * tall),
            (0.0, tall),
        ]
        profile = smooth(knots)

        def ribbed(points: Points) -> Points:
            rib = 1 - 0.17 * np.abs(np.sin(5 * np.arctan2(points[:, 1], points[:, 0])))
            return np.asarray(points * np.stack([rib, rib, np.ones_like(rib)], axis=1))

        turned(profile, flesh, at=(x, y, soil - 0.006), deform=ribbed)
        _spines(profile, (x, y, soil - 0.006), spine)


def _spines(profile: Points, at: tuple[float, float, float], material: Any) -> None:
    """Add three needles to every areole along the ten ribs."""
    draw = np.random.default_rng(2)
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    every = np.arange(0.012, way[-1], 0.013)
    radius, height = (np.interp(every, way, profile[:, axis]) for axis in range(2))
    angle = np.arange(10) * np.pi / 5
    outward = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    foot = outward[:, None] * radius[:, None] + height[:, None] * np.array([0.0, 0.0, 1.0]) + at
    feet = np.repeat(foot.reshape(-1, 3), 3, axis=0)
    reach = np.repeat(np.repeat(outward, len(every), axis=0), 3, axis=0) + draw.normal(size=feet.shape) * 0.6
    paths = feet[:, None] + reach[:, None] * 0.007 * np.linspace(0, 1, 3)[:, None]
    strands(paths, (0.0006, 0.0005, 0.0002), material, sides=3)


def _tree(radius: float, soil: float) -> None:
    """Grow a small tree: a bent stem, broad leaves in a loose crown."""
    green, bark, t = materials.make(GREEN), materials.make(BARK), np.linspace(0, 1, LEAF_SAMPLES)
    tall = 3.6 * radius
    stem = smooth(
        [
            (0, 0, soil - 0.01),
            (0.08 * radius, 0, soil + 0.35 * tall),
            (-0.05 * radius, 0.05 * radius, soil + 0.7 * tall),
            (0.06 * radius, 0, soil + tall),
        ]
    )
    tube(stem, np.linspace(0.055 * radius, 0.02 * radius, len(stem)).tolist(), bark)
    for number in range(24):
        part = number / 23
        foot = stem[int((0.4 + 0.59 * part) * (len(stem) - 1))]
        outward, side = _turned_about(number * GOLDEN)
        length = radius * (1.5 - 0.6 * part)
        tilt = 0.5 + 0.75 * part
        rise = length * (np.sin(tilt) * t - 0.35 * t**2.4)
        spine = foot + outward * (length * np.cos(tilt) * t)[:, None] + rise[:, None] * np.array([0, 0, 1.0])
        shape = np.clip(np.sin(np.pi * np.clip(t - 0.12, 0, 1) / 0.88), 0.03, 1) ** 0.8
        _leaf(spine, 0.6 * length * shape, 0.012, 0.16, green, side)


def soil_surface(radius: float, height: float, deform: Any, material: Any) -> None:
    """Add a mound of soil that fills a pot of `radius` up to `height`."""
    profile = smooth(
        [(radius, height - 0.004), (radius * 0.8, height), (radius * 0.4, height + 0.003), (0, height)]
    )
    crumbs = rumpled(0.006, 0.012, seed=2)
    turned(profile, material, deform=lambda points: crumbs(deform(points)))
