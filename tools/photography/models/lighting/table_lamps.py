"""Table lamps that stand around one axis: gourd, mushroom, cone, glazed column, lantern."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs.lighting import TableLamp
from tools.photography.models.lighting import desk_lamps
from tools.photography.models.lighting.shades import BRASS, GLOW, bulb, drum, pleated, rod, spider
from tools.photography.shapes import Deform, Points, disc, filleted, smooth, soft_block, tube, turned, walled


def build(lamp: TableLamp, main: Any, second: Any) -> None:
    """Add a table lamp."""
    match lamp.style:
        case "gourd":
            _gourd(lamp, main, second)
        case "mushroom":
            _mushroom(lamp, main, second)
        case "cone":
            _cone(lamp, main, second)
        case "column":
            _column(lamp, main, second)
        case "lantern":
            _lantern(lamp, main, second)
        case "jointed":
            desk_lamps.jointed(lamp, main, second)
        case "banker":
            desk_lamps.banker(lamp, main, second)


def _gourd(lamp: TableLamp, glaze: Any, cloth: Any) -> None:
    body = lamp.height * 0.56
    widths = [
        (0.42, 0.0),
        (0.46, 0.02),
        (0.8, 0.18),
        (0.98, 0.36),
        (0.86, 0.52),
        (0.46, 0.68),
        (0.34, 0.78),
        (0.4, 0.88),
        (0.3, 0.98),
        (0.0, 1.0),
    ]
    unit = lamp.shade_width * 0.36
    turned(smooth([(0, 0), *[(r * unit, h * body) for r, h in widths]]), glaze)
    brass = materials.make(BRASS)
    tube(np.array([(0, 0, body - 0.01), (0, 0, lamp.height - 0.05)]), 0.007, brass)
    shade_height = lamp.height * 0.42
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.42, low, shade_height, cloth)
    spider(lamp.shade_width * 0.42, lamp.height - 0.012)
    bulb((0, 0, low + shade_height * 0.35), hanging=False)


def _mushroom(lamp: TableLamp, metal: Any, stem: Any) -> None:
    radius, dome = lamp.shade_width / 2, lamp.shade_width * 0.42
    low = lamp.height - dome
    angles = np.linspace(0, np.pi / 2, 20)
    hood = np.stack([radius * np.cos(angles), low + dome * np.sin(angles)], axis=1)
    turned(
        np.concatenate(
            [[(radius - 0.004, low)], hood, [(0, lamp.height - 0.004)], hood[::-1] * 0.985 + (0, low * 0.015)]
        ),
        metal,
    )
    foot = [
        (0, 0),
        (radius * 0.62, 0),
        (radius * 0.62, 0.016),
        (0.022, 0.03),
        (0.018, low * 0.6),
        (0.03, low + dome * 0.3),
        (0, low + dome * 0.3),
    ]
    turned(filleted(foot, 0.02), stem)
    glow = materials.make(GLOW)
    turned(
        filleted(
            [(0, low - 0.002), (radius * 0.42, low - 0.002), (radius * 0.42, low + 0.06), (0, low + 0.06)],
            0.02,
        ),
        glow,
    )


def _cone(lamp: TableLamp, cloth: Any, wood: Any) -> None:
    shade_height = lamp.height * 0.44
    low = lamp.height - shade_height
    drum(lamp.shade_width / 2, lamp.shade_width * 0.17, low, shade_height, cloth)
    disc(lamp.shade_width * 0.27, 0.022, wood, rounding=0.008)
    post = [(0, 0.02), (0.021, 0.02), (0.014, low * 0.5), (0.018, low), (0, low + 0.05)]
    turned(filleted(post, 0.01), wood)
    knob = walled(smooth([(0.008, 0.0), (0.02, 0.012), (0.016, 0.03), (0.006, 0.036)]), 0.002)
    turned(knob, wood, at=(0, 0, lamp.height - 0.004))


def _column(lamp: TableLamp, glaze: Any, cloth: Any) -> None:
    """Add a fluted column under a pleated shade."""
    body, radius = lamp.height * 0.52, lamp.shade_width * 0.21
    knots = [(0, 0), (radius * 1.25, 0), (radius * 1.25, 0.022), (radius, 0.04), (radius * 0.94, body)]
    profile = filleted([*knots, (radius * 0.3, body + 0.012), (0, body + 0.012)], 0.014)
    turned(_refined(profile), glaze, deform=_fluted(0.045, 0.035, body - 0.01))
    brass = materials.make(BRASS)
    disc(radius * 0.32, 0.03, brass, at=(0, 0, body + 0.006))
    rod((0, 0, body), (0, 0, lamp.height - 0.01), 0.006, brass)
    shade_height = lamp.height * 0.42
    low = lamp.height - shade_height
    pleated(lamp.shade_width / 2, lamp.shade_width * 0.32, low, shade_height, cloth)
    spider(lamp.shade_width * 0.32, lamp.height - 0.008)


def _refined(profile: Points) -> Points:
    steps = np.linspace(0, len(profile) - 1, len(profile) * 4)
    at = np.arange(len(profile))
    return np.stack([np.interp(steps, at, profile[:, 0]), np.interp(steps, at, profile[:, 1])], axis=1)


def _fluted(depth: float, low: float, high: float) -> Deform:
    """Press sixteen grooves, a share `depth` of the radius, between two heights."""

    def flute(points: Points) -> Points:
        angle = np.arctan2(points[:, 1], points[:, 0])
        ends = np.clip((points[:, 2] - low) / 0.02, 0, 1) * np.clip((high - points[:, 2]) / 0.02, 0, 1)
        pressed = 1 - depth * ends * (1 - np.abs(np.cos(8 * angle)))
        return np.asarray(points * np.stack([pressed, pressed, np.ones(len(points))], axis=1))

    return flute


def _lantern(lamp: TableLamp, paper: Any, wood: Any) -> None:
    """Add a square column of paper in a lattice of thin wood."""
    half, post, foot = lamp.shade_width / 2, 0.016, 0.03
    inner = lamp.shade_width - post
    height = lamp.height - foot
    soft_block((inner, inner, height - 0.02), paper, at=(0, 0, foot + height / 2), radius=0.004)
    edge = half - post / 2
    for x in (-edge, edge):
        for y in (-edge, edge):
            soft_block((post, post, lamp.height), wood, at=(x, y, lamp.height / 2), radius=0.003)
    for z in (foot + 0.009, lamp.height - 0.009):
        for side in (-edge, edge):
            soft_block((inner, post, 0.016), wood, at=(0, side, z), radius=0.003)
            soft_block((post, inner, 0.016), wood, at=(side, 0, z), radius=0.003)
    lattice, proud = 0.005, inner / 2
    for side in (-proud, proud):
        for share in (0.28, 0.72):
            z = foot + height * share
            soft_block((inner, lattice, lattice), wood, at=(0, side, z), radius=0.001)
            soft_block((lattice, inner, lattice), wood, at=(side, 0, z), radius=0.001)
        for shift in (-0.17 * inner, 0.17 * inner):
            middle = foot + height / 2
            soft_block((lattice, lattice, height - 0.02), wood, at=(shift, side, middle), radius=0.001)
            soft_block((lattice, lattice, height - 0.02), wood, at=(side, shift, middle), radius=0.001)
