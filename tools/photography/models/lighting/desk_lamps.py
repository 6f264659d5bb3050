"""Table lamps for work: a jointed arm, and a banker's loaf of glass."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish, Triple
from tools.photography.designs.lighting import TableLamp
from tools.photography.models.lighting.shades import OPAL, bulb, lining, rod, sheet, shell
from tools.photography.shapes import disc, filleted, smooth, tube, turned

INSIDE = Finish("paint", "#f4efe4")


def jointed(lamp: TableLamp, paint: Any, metal: Any) -> None:
    """Add two pairs of rods between hinges, a heavy foot and a hood that tilts."""
    foot = (-0.06, 0.0, 0.0)
    base, elbow, head = (-0.06, 0, 0.075), (-0.2, 0, lamp.height * 0.62), (0.07, 0, lamp.height - 0.035)
    disc(0.092, 0.022, paint, at=foot, rounding=0.007)
    rod(foot, base, 0.011, paint)
    for low, high in ((base, elbow), (elbow, head)):
        for side in (-0.013, 0.013):
            rod((low[0], side, low[2]), (high[0], side, high[2]), 0.0045, metal)
    for joint in (base, elbow, head):
        _hinge(joint, metal)
    _spring(base, elbow, metal)
    _head(head, lamp.shade_width, paint)
    cord = [(-0.13, 0.04, 0.012), (-0.2, 0.1, 0.004), (-0.26, 0.09, 0.004), (-0.3, 0.13, 0.004)]
    tube(smooth(cord), 0.003, materials.make(Finish("lacquer", "#242425")))


def _hinge(at: Triple, metal: Any) -> None:
    rod((at[0], -0.022, at[2]), (at[0], 0.022, at[2]), 0.013, metal)
    rod((at[0], -0.028, at[2]), (at[0], 0.028, at[2]), 0.006, metal)


def _spring(low: Triple, high: Triple, metal: Any) -> None:
    """Coil a spring around the lower third of an arm."""
    start, way = np.array(low), np.array(high) - np.array(low)
    along = way / np.linalg.norm(way)
    aside, depth = np.array([along[2], 0, -along[0]]), np.array([0, 1.0, 0])
    turns = np.linspace(0, 2 * np.pi * 16, 16 * 12)[:, None]
    rise = np.linspace(0.1, 0.42, len(turns))[:, None]
    coil = start + way * rise + 0.007 * (np.cos(turns) * aside + np.sin(turns) * depth)
    tube(coil, 0.0014, metal)


def _head(joint: Triple, width: float, paint: Any) -> None:
    tilt = radians(-38)
    wide = width / 2
    outside = filleted([(wide, 0), (wide * 0.94, 0.03), (0.034, 0.11), (0.03, 0.17), (0, 0.172)], 0.03)
    neck = 0.15
    at = (joint[0] - neck * sin(tilt), 0.0, joint[2] - neck * cos(tilt))
    turn = (0.0, tilt, 0.0)
    shell(outside, 0.002, paint, at=at, turn=turn)
    lining(outside, 0.002, materials.make(INSIDE), at=at, turn=turn)
    pear = filleted([(0, 0.02), (0.028, 0.03), (0.028, 0.06), (0.015, 0.1), (0, 0.1)], 0.02)
    turned(pear, materials.make(OPAL), at=at, turn=turn)


def banker(lamp: TableLamp, glass: Any, metal: Any) -> None:
    """Add a long shade of glass between two arms of metal, with a chain to pull."""
    step = [(0, 0), (0.105, 0), (0.105, 0.012), (0.085, 0.02), (0.08, 0.032), (0.02, 0.045)]
    waist, top = lamp.height * 0.45, lamp.height - 0.1
    stem = [(0.012, 0.09), (0.02, waist), (0.009, waist + 0.03), (0.009, top), (0, top)]
    turned(filleted([*step, *stem], 0.008), metal)
    _loaf(lamp.shade_width, lamp.height, glass)
    half = lamp.shade_width * 0.28
    yoke = [(-half, 0, top + 0.045), (-half * 0.9, 0, top - 0.005), (0, 0, top - 0.025)]
    tube(smooth([*yoke, (half * 0.9, 0, top - 0.005), (half, 0, top + 0.045)]), 0.006, metal)
    bulb((0, 0, top - 0.025), hanging=False)
    chain = (lamp.shade_width * 0.22, -0.03, top + 0.03)
    beads = np.linspace(0, 1, 90)
    drop = np.stack([np.full(90, chain[0]), np.full(90, chain[1]), chain[2] - 0.15 * beads], axis=1)
    tube(drop, (0.0012 + 0.0012 * np.abs(np.sin(beads * 70))).tolist(), metal)
    turned(
        filleted([(0, 0), (0.007, 0.004), (0.005, 0.016), (0, 0.02)], 0.004),
        metal,
        at=(chain[0], chain[1], chain[2] - 0.168),
    )


def _loaf(length: float, top: float, glass: Any) -> None:
    """Add half a rounded loaf, open below, whose front comes lower than its back."""
    along = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 49))
    around = np.radians(np.linspace(-24, 188, 41))
    swell = (1 - np.abs(along) ** 5) ** 0.4
    rows = []
    for radius in (0.085, 0.081):
        reach = np.maximum(radius * swell, 0.001)[:, None]
        x = np.broadcast_to(along[:, None] * length / 2 * radius / 0.085, (49, 41))
        rows.append(
            np.stack([x, -reach * np.cos(around) * 0.95, top - 0.085 + reach * np.sin(around)], axis=-1)
        )
    outer, inner = rows
    sheet(outer, glass, closed=False)
    sheet(inner, materials.make(OPAL), closed=False)
    for edge in (0, -1):
        rim = (outer[:, edge] + inner[:, edge]) / 2
        tube(rim, 0.0028, glass)
