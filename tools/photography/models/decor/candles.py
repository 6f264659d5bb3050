"""Candles: poured wax with a wick, free standing, in holders, in a jar, in cups."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.designs.decor import JarCandle, Pillars, Tapers, Tealights
from tools.photography.shapes import disc, filleted, smooth, tube, turned, walled

WICK, IVORY = Finish("paint", "#2a2623"), Finish("wax", "#f1e7d3")
LABEL, TIN = Finish("paper", "#efe6d6"), Finish("metal", "#c9cbce")
WICK_RADIUS, WICK_LENGTH = 0.0011, 0.013
TRAY_RIM = 0.012
TEALIGHT_RADIUS, TEALIGHT_HEIGHT = 0.019, 0.016
LID_HEIGHT, LID_LEAN = 0.014, 1.17  # radians from lying flat


def wick(at: Triple) -> None:
    """Add a wick that bends a little."""
    x, y, z = at
    path = smooth([(x, y, z - 0.003), (x, y, z + 0.5 * WICK_LENGTH), (x + 0.003, y - 0.001, z + WICK_LENGTH)])
    tube(path, WICK_RADIUS, materials.make(WICK))


def block(radius: float, height: float, wax: Any, *, at: Triple) -> None:
    """Add a pillar candle whose top has sunk around the wick."""
    corners = [
        (0.0, 0.0),
        (radius * 0.97, 0.0),
        (radius, 0.3 * height),
        (radius, height),
        (radius * 0.8, height - 0.002),
        (radius * 0.35, height - 0.005),
        (0.0, height - 0.006),
    ]
    turned(filleted(corners, 0.004), wax, at=at)
    x, y, z = at
    wick((x, y, z + height - 0.006))


def pillars(design: Pillars, wax: Any, tray: Any) -> None:
    """Add candles in a row that steps forward, on a round tray."""
    widest = max(radius for radius, _ in design.candles)
    count = len(design.candles)
    reach = widest * 1.28
    angles = np.array([0.5, 1.17, 1.83])[:count] * np.pi
    for (radius, height), angle in zip(design.candles, angles, strict=True):
        x, y = reach * float(np.cos(angle)), reach * float(np.sin(angle))
        block(radius, height, wax, at=(x, y, 0.009))
    plate = reach + widest * 1.25
    turned(walled(smooth([(plate * 0.9, 0), (plate * 0.97, 0.003), (plate, TRAY_RIM)]), 0.006), tray)


def tapers(design: Tapers, wax: Any, holder: Any) -> None:
    """Add two slim candles beside each other, the taller one behind."""
    for side, height in zip((-1, 1), design.holders, strict=True):
        x, y = side * 0.058, -side * 0.02
        stem = [
            (0.0, 0.0),
            (0.043, 0.0),
            (0.044, 0.004),
            (0.03, 0.009),
            (0.008, 0.016),
            (0.0055, 0.03),
            (0.0055, height * 0.55),
            (0.0105, height * 0.6),
            (0.0055, height * 0.66),
            (0.006, height - 0.034),
            (0.014, height - 0.024),
            (0.0145, height),
            (0.0115, height),
            (0.0, height - 0.002),
        ]
        turned(smooth(stem, steps=8), holder, at=(x, y, 0))
        candle = [
            (0.0, 0.0),
            (0.011, 0.0),
            (0.0108, 0.3 * design.candle),
            (0.0075, 0.96 * design.candle),
            (0.004, design.candle),
            (0.0, design.candle + 0.001),
        ]
        turned(filleted(candle, 0.004), wax, at=(x, y, height - 0.012))
        wick((x, y, height - 0.012 + design.candle))


def jar(design: JarCandle, glass: Any, lid: Any) -> None:
    """Add a filled glass with its label, the lid leaning against it."""
    radius, height = design.radius, design.height
    wall = [(radius * 0.9, 0.0), (radius, 0.006), (radius, height * 0.5), (radius, height)]
    turned(walled(filleted(wall, 0.008), 0.0035), glass)
    fill = [(0.0, 0.005), (radius - 0.0042, 0.007), (radius - 0.0042, height * 0.74), (0.0, height * 0.735)]
    turned(filleted(fill, 0.003), materials.make(IVORY))
    wick((0.0, 0.0, height * 0.735))
    _label(radius + 0.0004, height)
    cap = disc(radius * 1.03, LID_HEIGHT, lid, rounding=0.004)
    low = radius * 1.03
    cap.rotation_euler = (LID_LEAN, 0, -0.5)
    cap.location = (radius * 1.5, -radius * 0.55, low * float(np.sin(LID_LEAN)))


def _label(radius: float, height: float) -> None:
    """Add a paper band around the front of a jar: a turned ring, its back hidden by the wax."""
    band = [(radius, height * 0.24), (radius + 0.0003, height * 0.25), (radius + 0.0003, height * 0.57)]
    turned(np.array([*band, (radius, height * 0.58)]), materials.make(LABEL))


def tealights(design: Tealights, cup: Any, inside: Any) -> None:
    """Add three cups, each with a tealight in a tin."""
    places = ((-0.078, 0.012), (0.0, -0.03), (0.08, 0.022))
    tin, wax = materials.make(TIN), inside
    for (radius, height), (x, y) in zip(design.cups, places, strict=True):
        outside = [
            (radius * 0.62, 0.0),
            (radius * 0.8, 0.004),
            (radius, height * 0.45),
            (radius * 0.98, height),
        ]
        turned(walled(smooth(outside), 0.005), cup, at=(x, y, 0))
        floor = max(0.006, height - TEALIGHT_HEIGHT - 0.006)
        turned(
            walled(
                np.array(
                    [(TEALIGHT_RADIUS, 0), (TEALIGHT_RADIUS, 0.008), (TEALIGHT_RADIUS, TEALIGHT_HEIGHT)]
                ),
                0.0008,
            ),
            tin,
            at=(x, y, floor),
        )
        disc(TEALIGHT_RADIUS - 0.001, TEALIGHT_HEIGHT - 0.004, wax, at=(x, y, floor + 0.001), rounding=0.002)
        wick((x, y, floor + TEALIGHT_HEIGHT - 0.003))
