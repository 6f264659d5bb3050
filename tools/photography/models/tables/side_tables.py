"""Side tables: a tray on hoops, a C, an hourglass, a toadstool, two shelves on posts, stacked balls."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np

from tools.photography.designs.tables import SideTable
from tools.photography.models.tables.boards import bent_bar, eased, ellipse, rectangle, sawn
from tools.photography.shapes import disc, filleted, smooth, tube, turned, walled


def build(table: SideTable, main: Any, second: Any) -> None:
    """Add a side table."""
    match table.style:
        case "tray":
            _tray(table, main, second)
        case "clasp":
            _clasp(table, main, second)
        case "hourglass":
            _hourglass(table, main)
        case "toadstool":
            _toadstool(table, main, second)
        case "tiers":
            _tiers(table, main, second)
        case "bobbin":
            _bobbin(table, main, second)


def _tray(table: SideTable, tray: Any, frame: Any) -> None:
    radius, bar, rim = table.width / 2, 0.009, 0.045
    low = table.height - rim
    outside = filleted([(0.02, 0), (radius - 0.012, 0), (radius, rim)], 0.012)
    turned(walled(outside, 0.004), tray, at=(0, 0, low))
    for side in (-1, 1):
        grip = [(side * radius * 0.985, -0.06, table.height - 0.012)]
        grip += [(side * (radius + 0.035), y, table.height + 0.014) for y in (-0.05, 0.05)]
        grip += [(side * radius * 0.985, 0.06, table.height - 0.012)]
        tube(smooth(grip, steps=8), 0.006, tray)
    reach = radius * 0.72
    for number, lean in enumerate((-1, 1)):
        y, foot = reach - number * 0.02, reach * 1.12
        top = (lean * reach * 0.85, low - bar)
        corners = [(-lean * foot, -y, bar), (top[0], -y, top[1]), (top[0], y, top[1]), (-lean * foot, y, bar)]
        bent_bar([(x, dy, z) for x, dy, z in corners], bar, frame, bend=0.05)


def _clasp(table: SideTable, top: Any, metal: Any) -> None:
    x, y, bar, thick = table.width / 2, table.width * 0.36, 0.011, 0.024
    sawn(
        rectangle(table.width, 2 * y + 0.05, 0.05), eased(thick, 0.008), top, at=(0, 0, table.height - thick)
    )
    left, right, high = -x + 0.03, x - 0.04, table.height - thick - bar
    path = [(right, -y, high), (left, -y, high), (left, -y, bar), (right, -y, bar)]
    path += [(px, -py, pz) for px, py, pz in path[::-1]]
    bent_bar(path, bar, metal, bend=0.05)


def _hourglass(table: SideTable, body: Any) -> None:
    radius, tall = table.width / 2, table.height
    widths = [(0.9, 0.0), (0.94, 0.03), (0.8, 0.2), (0.56, 0.42), (0.54, 0.54), (0.74, 0.78), (0.97, 0.95)]
    side = smooth([(r * radius, h * tall) for r, h in widths])
    lip = filleted([(0.97 * radius, 0.95 * tall), (radius, tall), (0, tall - 0.004)], 0.014)
    turned(np.concatenate([[(0, 0)], side[:-1], lip]), body)


def _toadstool(table: SideTable, cap: Any, stem: Any) -> None:
    radius, thick = table.width / 2, 0.075
    sawn(ellipse(table.width, table.width), eased(thick, 0.036), cap, at=(0, 0, table.height - thick))
    sawn(ellipse(table.width * 0.74, table.width * 0.74), eased(thick, 0.036), stem)
    slim, under = radius * 0.3, table.height - 0.04
    post = [(0, 0.03), (radius * 0.5, 0.03), (slim, 0.11), (slim, under - 0.05), (radius * 0.42, under)]
    turned(filleted([*post, (0, under)], 0.05, steps=12), stem)


def _tiers(table: SideTable, shelves: Any, posts: Any) -> None:
    wide, thick = table.width, 0.024
    edge = ellipse(wide, wide, power=3.4)
    for z in (table.height - 0.05, 0.14):
        sawn(edge, eased(thick, 0.009), shelves, at=(0, 0, z))
    post, reach = 0.016, wide * 0.36
    shaft = filleted([(0, 0), (post * 0.7, 0), (post, 0.1), (post, table.height), (0, table.height)], 0.01)
    for side in (-1, 1):
        for front in (-1, 1):
            turned(shaft, posts, at=(side * reach, front * reach, 0))


def _bobbin(table: SideTable, top: Any, balls: Any) -> None:
    radius, thick = table.width / 2, 0.028
    sawn(ellipse(table.width, table.width), eased(thick, 0.013), top, at=(0, 0, table.height - thick))
    disc(radius * 0.7, 0.026, balls, rounding=0.012)
    tall, count = table.height - thick - 0.022, 3
    unit = tall / count
    profile = [(0.0, 0.02)]
    for ball in range(count):
        angles = np.linspace(-pi / 2 + 0.42, pi / 2 - 0.42, 24)
        swell = unit / 2 / sin(pi / 2 - 0.42)
        profile += [(swell * cos(a), 0.022 + unit * (ball + 0.5) + swell * sin(a)) for a in angles]
    turned(np.array([*profile, (0.0, table.height - thick)]), balls)
