"""Dining tables: trestle, tulip, tavern column, round-ended on splayed legs, thick top on two drums."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography.designs.tables import DiningTable
from tools.photography.models.tables.boards import (
    beam,
    eased,
    ellipse,
    fluted,
    planked,
    rectangle,
    sawn,
    upright,
)
from tools.photography.shapes import disc, filleted, leg, smooth, turned


def build(table: DiningTable, main: Any, second: Any) -> None:
    """Add a dining table."""
    match table.style:
        case "trestle":
            _trestle(table, main, second)
        case "tulip":
            _tulip(table, main, second)
        case "tavern":
            _tavern(table, main, second)
        case "capsule":
            _capsule(table, main, second)
        case "plinth":
            _plinth(table, main, second)


def _trestle(table: DiningTable, top: Any, frame: Any) -> None:
    thick, post = 0.042, (0.07, 0.06)
    low, inset, y = table.height - thick, table.width / 2 - 0.32, table.depth / 2 - 0.1
    planked((table.width, table.depth, thick), 5, top, low=low)
    for side in (-1, 1):
        x = side * inset
        beam((x, -y + 0.06, low - 0.035), (x, y - 0.06, low - 0.035), (0.08, 0.07), frame, radius=0.008)
        beam((x, -y, 0.035), (x, y, 0.035), (0.09, 0.07), frame, radius=0.012)
        for front in (-1, 1):
            beam((x, front * (y - 0.06), 0.06), (x, front * 0.09, low - 0.04), post, frame, radius=0.006)
        beam((x, -y * 0.6, low * 0.4), (x, y * 0.6, low * 0.4), (0.05, 0.07), frame, radius=0.006)
        # The stretcher is locked by a wedge outside each trestle.
        beam(
            (x + side * 0.055, 0, low * 0.4 - 0.07),
            (x + side * 0.05, 0, low * 0.4 + 0.09),
            (0.02, 0.03),
            frame,
        )
    reach = inset + 0.1
    beam((-reach, 0, low * 0.4), (reach, 0, low * 0.4), (0.09, 0.034), frame, radius=0.006)


def _tulip(table: DiningTable, top: Any, foot: Any) -> None:
    thick = 0.028
    low = table.height - thick
    edge = ellipse(table.width, table.depth, power=2.25, steps=200)
    sawn(edge, eased(thick, 0.006, undercut=0.035), top, at=(0, 0, low))
    widths = [(0.335, 0.004), (0.325, 0.014), (0.24, 0.035), (0.13, 0.09), (0.072, 0.2), (0.054, 0.36)]
    widths += [(0.06, 0.52), (0.1, 0.64), (0.18, low - 0.01), (0.2, low)]
    turned(np.concatenate([[(0, 0), (0.333, 0)], smooth(widths), [(0, low)]]), foot)


def _tavern(table: DiningTable, top: Any, column: Any) -> None:
    thick, radius = 0.034, table.width / 2
    low = table.height - thick
    sawn(ellipse(table.width, table.width), eased(thick, 0.014), top, at=(0, 0, low))
    turned(filleted([(0, low - 0.03), (0.2, low - 0.03), (0.24, low), (0, low)], 0.01), column)
    post = [(0, 0.12), (0.05, 0.12), (0.062, 0.16), (0.075, 0.2), (0.075, 0.3), (0.05, 0.33), (0.085, 0.37)]
    post += [
        (0.092, 0.42),
        (0.06, 0.52),
        (0.046, 0.58),
        (0.07, 0.62),
        (0.05, 0.64),
        (0.09, low - 0.02),
        (0, low),
    ]
    turned(filleted(post, 0.02), column)
    reach = radius * 0.68
    upper = smooth(
        [(0, 0.3), (0.09, 0.29), (0.5 * reach, 0.2), (0.85 * reach, 0.075), (reach, 0.062)], steps=5
    )
    lower = smooth(
        [(reach, 0.0), (0.86 * reach, 0.0), (0.5 * reach, 0.105), (0.12, 0.15), (0, 0.155)], steps=5
    )
    edge = np.concatenate([lower[::-1], upper[::-1]])
    for quarter in range(4):
        sawn(edge, eased(0.058, 0.008), column, turn=(0, 0, pi / 4 + quarter * pi / 2), deform=upright)


def _capsule(table: DiningTable, top: Any, legs: Any) -> None:
    thick = 0.03
    low = table.height - thick
    edge = rectangle(table.width, table.depth, table.depth * 0.49)
    sawn(edge, eased(thick, 0.008, undercut=0.02), top, at=(0, 0, low))
    x, y = table.width / 2 - 0.42, table.depth / 2 - 0.2
    for side in (-1, 1):
        beam((-x, side * y, low - 0.03), (x, side * y, low - 0.03), (0.06, 0.024), legs)
        beam((side * x, -y, low - 0.03), (side * x, y, low - 0.03), (0.024, 0.06), legs)
        for front in (-1, 1):
            foot = (side * (x + 0.14), front * (y + 0.07), 0.0)
            leg((side * x, front * y, low - 0.001), foot, (0.036, 0.018), legs)


def _plinth(table: DiningTable, top: Any, drums: Any) -> None:
    thick = 0.05
    low = table.height - thick
    edge = ellipse(table.width, table.depth, power=3.2, steps=240)
    sawn(edge, eased(thick, 0.02), top, at=(0, 0, low))
    ribs = fluted(ellipse(0.44, 0.54, steps=560), 28, 0.018)
    for side in (-1, 1):
        x = side * table.width * 0.25
        sawn(ribs, eased(low - 0.02, 0.002), drums, at=(x, 0, 0.02))
        disc(0.2, 0.022, drums, at=(x, 0, 0))
