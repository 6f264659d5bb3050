"""Bottles and carafes: a thrown neck and what closes it."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.tabletop import Bottle
from tools.photography.models.tabletop.pottery import ear, hoop, radius_at, solid, strap, thrown
from tools.photography.shapes import filleted, smooth, tube, turned, walled

WIRE, RUBBER, PORCELAIN = (
    Finish("metal", "#c9cbce"),
    Finish("paint", "#b5502f"),
    Finish("ceramic", "#efece5"),
)
TRAY = 0.008  # height of the tray under a carafe


def build(bottle: Bottle, body: Any, second: Any) -> None:
    """Add a bottle, closed."""
    if bottle.closure == "cap":
        _flask(bottle, body, second)
        return
    thrown(bottle.outside, bottle.wall, body, at=(0, 0, TRAY if bottle.closure == "cup" else 0.0))
    match bottle.closure:
        case "swing":
            _swing_top(bottle)
        case "cup":
            _cup(bottle, body, second)
        case _:
            _cork(bottle, body, second)


def _swing_top(bottle: Bottle) -> None:
    """A porcelain plug on a rubber ring, held by a wire that hinges on a collar below the lip."""
    radius, rim = bottle.outside[-1]
    wire, rubber, porcelain = (materials.make(finish) for finish in (WIRE, RUBBER, PORCELAIN))
    solid(((radius * 1.0, 0.0), (radius * 1.02, 0.005)), rubber, at=(0, 0, rim))
    solid(
        ((radius * 0.95, 0.0), (radius * 1.0, 0.006), (radius * 0.8, 0.014), (radius * 0.35, 0.02)),
        porcelain,
        at=(0, 0, rim + 0.005),
    )
    collar = rim - 0.03
    around = radius_at(bottle.outside, collar) + 0.001
    hoop(around, collar, 0.0013, wire)
    reach = around + 0.004
    bail = [
        (reach, 0, collar),
        (reach + 0.001, 0, rim - 0.004),
        (reach * 0.7, 0, rim + 0.019),
        (0, 0, rim + 0.021),
    ]
    over = smooth(bail)
    tube(np.concatenate([over, (over * (-1, 1, 1))[-2::-1]]), 0.0012, wire)
    lever = smooth(
        [
            (reach, 0, collar + 0.014),
            (reach + 0.003, -0.012, collar - 0.012),
            (reach * 0.8, -reach - 0.004, collar - 0.026),
            (0, -reach - 0.007, collar - 0.03),
        ]
    )
    tube(np.concatenate([lever, (lever * (-1, 1, 1))[-2::-1]]), 0.0012, wire)


def _cup(bottle: Bottle, glass: Any, coaster: Any) -> None:
    """A tumbler turned over the neck, and a tray under the foot."""
    rim = bottle.outside[-1][1] + TRAY
    wide = bottle.outside[-1][0] + 0.009
    tall = 0.07
    profile = walled(filleted([(wide * 0.55, 0), (wide * 0.86, 0), (wide, tall)], 0.01), bottle.wall)
    turned(profile, glass, at=(0, 0, rim + 0.008), turn=(np.pi, 0, 0))
    under = max(radius for radius, _ in bottle.outside)
    edge = ((under + 0.006, 0.0), (under + 0.012, 0.002), (under + 0.012, 0.006), (under + 0.006, TRAY))
    solid(edge, coaster)


def _cork(bottle: Bottle, body: Any, cork: Any) -> None:
    radius, rim = bottle.outside[-1]
    inside = radius - bottle.wall
    turned(
        filleted(
            [
                (0, -0.02),
                (inside * 0.85, -0.02),
                (inside * 1.0, 0.003),
                (inside * 1.3, 0.004),
                (inside * 1.4, 0.022),
                (0, 0.022),
            ],
            0.003,
        ),
        cork,
        at=(0, 0, rim),
    )
    high, low = rim * 0.86, rim * 0.5
    top, foot = (np.array([radius_at(bottle.outside, h) - 0.003, 0, h]) for h in (high, low))
    strap(ear(top, foot, 0.03, power=0.8, lean=0.2), 0.013, 0.008, body)


def _flask(bottle: Bottle, body: Any, metal: Any) -> None:
    """A lacquered shell between a bare foot and a screw cap with a carrying loop."""
    radius, rim = bottle.outside[-1]
    solid(bottle.outside, body)
    foot = radius_at(bottle.outside, 0.014)
    turned(filleted([(0, 0), (foot + 0.0006, 0), (foot + 0.0008, 0.014), (0, 0.014)], 0.002), metal)
    hoop(radius + 0.0006, rim, 0.0016, metal)
    cap = [(0, 0), (radius + 0.003, 0), (radius + 0.003, 0.036), (0, 0.036)]
    turned(filleted(cap, 0.004), metal, at=(0, 0, rim + 0.003))
    angles = np.linspace(0, np.pi, 33)
    loop = np.stack(
        [(radius - 0.003) * np.cos(angles), np.zeros(33), rim + 0.034 + 0.026 * np.sin(angles) ** 0.7], axis=1
    )
    strap(loop, 0.012, 0.005, metal)
