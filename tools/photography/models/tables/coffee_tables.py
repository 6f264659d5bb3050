"""Coffee tables: a fluted drum, a nesting pair, a pebble, a waterfall, a framed slab, glass on a cross."""

from __future__ import annotations

from math import atan2, cos, pi, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Pair
from tools.photography.designs.tables import CoffeeTable
from tools.photography.models.tables.boards import (
    beam,
    eased,
    ellipse,
    fluted,
    rectangle,
    sawn,
    upright,
)
from tools.photography.shapes import Points, add_mesh, disc, filleted, leg, smooth, tube, turned

RIM = Finish("lacquer", "#b5cfc8")  # thick glass seen from the side is green
SHADOW = Finish("paint", "#1d1a18")  # a plinth set back under a drum


def build(table: CoffeeTable, main: Any, second: Any) -> None:
    """Add a coffee table."""
    match table.style:
        case "drum":
            _drum(table, main, second)
        case "nesting":
            _nesting(table, main, second)
        case "pebble":
            _pebble(table, main, second)
        case "waterfall":
            _waterfall(table, main, second)
        case "slab":
            _slab(table, main, second)
        case "cross":
            _cross(table, main, second)


def _drum(table: CoffeeTable, ribs: Any, top: Any) -> None:
    radius, thick = table.width / 2, 0.032
    disc(radius - 0.05, 0.03, materials.make(SHADOW), rounding=0.004)
    edge = fluted(ellipse(2 * radius - 0.02, 2 * radius - 0.02, steps=720), 48, 0.017)
    sawn(edge, eased(table.height - thick - 0.022, 0.002), ribs, at=(0, 0, 0.022))
    sawn(ellipse(table.width, table.width), eased(thick, 0.012), top, at=(0, 0, table.height - thick))


def _nesting(table: CoffeeTable, tops: Any, metal: Any) -> None:
    toward = (0.36, -0.3)
    _ringed((-0.12, 0.1), table.width / 2, table.height, atan2(toward[1], toward[0]), tops, metal)
    _ringed((-0.12 + toward[0], 0.1 + toward[1]), table.width * 0.34, table.height * 0.78, -0.35, tops, metal)


def _ringed(middle: Pair, radius: float, height: float, heading: float, top: Any, metal: Any) -> None:
    """Add a round top on three rods that stand on a ring; the space at `heading` stays free."""
    x, y = middle
    sawn(ellipse(2 * radius, 2 * radius), eased(0.024, 0.007), top, at=(x, y, height - 0.024))
    around = np.linspace(0, 2 * pi, 96, endpoint=False)
    for z in (0.008, height - 0.031):
        reach = radius - 0.025
        ring = [x + reach * np.cos(around), y + reach * np.sin(around), np.full(96, z)]
        tube(np.stack(ring, axis=1), 0.008, metal, closed=True)
    for offset in (pi / 3, pi, -pi / 3):
        px, py = x + reach * cos(heading + offset), y + reach * sin(heading + offset)
        leg((px, py, height - 0.03), (px, py, 0.008), (0.008, 0.008), metal)


def _pebble(table: CoffeeTable, top: Any, posts: Any) -> None:
    unit = np.array([table.width, table.depth]) / 2
    knots = [(-1.0, -0.12), (-0.7, -0.86), (0.05, -0.92), (0.72, -0.98), (1.0, -0.25)]
    knots += [(0.72, 0.5), (0.12, 0.66), (-0.42, 1.0), (-0.88, 0.66)]
    edge = smooth([tuple(np.array(knot) * unit) for knot in knots], steps=20, closed=True)
    sawn(edge, eased(0.042, 0.012, undercut=0.022), top, at=(0, 0, table.height - 0.042))
    tall = table.height - 0.03
    post = filleted([(0, 0), (0.052, 0), (0.072, tall), (0, tall)], 0.008)
    for x, y in ((-0.6, 0.3), (-0.28, -0.5), (0.6, -0.35)):
        turned(post, posts, at=(x * unit[0], y * unit[1], 0))


def _waterfall(table: CoffeeTable, top: Any, sides: Any) -> None:
    """Miter three sheets along a quarter round, so that the grain runs over the edge."""
    thick, bend, section = 0.05, 0.1, eased(table.depth, 0.003)
    x, z = table.width / 2, table.height
    center = np.array([x - bend, z - bend])

    def arc(radius: float, start: float, end: float) -> Points:
        angles = np.linspace(start, end, 6)  # eased corners must not overtake each other
        return np.asarray(center + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))

    over = np.concatenate([arc(bend - thick, pi / 2, pi / 4), arc(bend, pi / 4, pi / 2)])
    sawn(np.concatenate([over, over[::-1] * (-1, 1)]), section, top, deform=upright)
    foot = [(x - thick, 0.007), (x - thick + 0.007, 0), (x - 0.007, 0), (x, 0.007)]
    shin = np.concatenate([foot, arc(bend, 0, pi / 4), arc(bend - thick, pi / 4, 0)])
    sawn(shin, section, sides, deform=upright)
    sawn(shin[::-1] * (-1, 1), section, sides, deform=upright)


def _slab(table: CoffeeTable, top: Any, metal: Any) -> None:
    x, y, thick = table.width / 2, table.depth / 2, 0.022
    sawn(rectangle(table.width, table.depth, 0.012), thick, top, at=(0, 0, table.height - thick))
    bar, low = 0.02, table.height - thick - 0.01
    px, py = x - 0.03, y - 0.03
    for side in (-1, 1):
        for front in (-1, 1):
            beam(
                (side * px, front * py, 0),
                (side * px, front * py, low + 0.01),
                (bar, bar),
                metal,
                radius=0.002,
            )
        for z in (low, 0.06):
            beam((side * px, -py, z), (side * px, py, z), (bar, bar), metal, radius=0.002)
        beam((-px, side * py, low), (px, side * py, low), (bar, bar), metal, radius=0.002)
    beam((-px, 0, 0.06), (px, 0, 0.06), (bar, bar), metal, radius=0.002)


def _cross(table: CoffeeTable, top: Any, wood: Any) -> None:
    thick = 0.014
    _pane(table.width / 2, thick, table.height, top)
    tall, reach = table.height - thick - 0.003, table.width * 0.36
    half = (
        smooth([(0, 0.09), (0.5 * reach, 0.075), (0.76 * reach, 0.0)], steps=10).tolist()
        + smooth([(0.95 * reach, 0.0), (0.88 * reach, 0.42 * tall), (reach, tall)], steps=10).tolist()
        + smooth([(0.8 * reach, tall), (0.42 * reach, 0.6 * tall), (0, 0.5 * tall)], steps=10).tolist()
    )
    points = np.array(half)
    edge = np.concatenate([points, points[-2:0:-1] * (-1, 1)])
    for quarter in (pi / 4 + 0.12, 3 * pi / 4 + 0.12):
        sawn(edge, eased(0.034, 0.006), wood, turn=(0, 0, quarter), deform=upright)
        for end in (-1, 1):
            spot = end * reach * 0.9
            disc(0.014, 0.004, materials.make(SHADOW), at=(spot * cos(quarter), spot * sin(quarter), tall))


def _pane(radius: float, thick: float, height: float, glass: Any) -> None:
    """Add a round of glass whose upper face alone is seen: every further surface is noise in a photo."""
    flat = ellipse(2 * radius - 0.008, 2 * radius - 0.008)
    add_mesh(np.column_stack([flat, np.full(len(flat), height)]), [list(range(len(flat)))], glass)
    rim = filleted([(radius - 0.004, height), (radius, height), (radius, height - thick)], 0.004)
    turned(rim[::-1], materials.make(RIM))
