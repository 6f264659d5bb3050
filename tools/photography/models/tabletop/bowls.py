"""Bowls: a thrown wall, on a foot or not, with a lip to pour from or a pair of servers."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Bowl
from tools.photography.models.tabletop.pottery import lip, solid, strap, thrown
from tools.photography.shapes import Deform, Points, smooth

SERVER_WIDTHS = (0.012, 0.044, 0.058, 0.05, 0.02, 0.036, 0.034, 0.012)  # from the bowl of a spoon to its end


def build(bowl: Bowl, glaze: Any, second: Any) -> None:
    """Add a bowl, what it pours from to the left."""
    lift = bowl.foot[-1][1] - 0.003 if bowl.foot else 0.0
    pour = _pulled(*bowl.outside[-1]) if bowl.lip else None
    thrown(bowl.outside, bowl.wall, glaze, at=(0, 0, lift), deform=pour)
    if bowl.foot:
        solid(bowl.foot, glaze)
    if bowl.rim:
        lip(bowl.outside, bowl.wall, second, lift=lift, deform=pour)
    if bowl.servers:
        _servers(bowl, second)


def _pulled(radius: float, height: float) -> Deform:
    """Draw the rim out to the left, as a potter does with a wet finger."""

    def pull(points: Points) -> Points:
        x, y, z = points.T
        angle = np.arctan2(y, -x)
        near_rim = np.clip(z / height - 0.45, 0, 1) / 0.55 * np.clip(np.hypot(x, y) / radius * 2 - 1, 0, 1)
        share = np.exp(-((angle / 0.2) ** 2)) * near_rim**1.6
        beside = np.exp(-(((np.abs(angle) - 0.42) / 0.14) ** 2)) * near_rim**1.6
        scale = 1 + 0.17 * share - 0.012 * beside
        return np.stack([x * scale, y * scale, z + 0.03 * height * share], axis=1)

    return pull


def _servers(bowl: Bowl, wood: Any) -> None:
    """Lay two flat spoons in the bowl, their handles over the rim to the right."""
    radius, rim = bowl.outside[-1]
    path = smooth(
        [
            (-0.3 * radius, 0, rim * 0.3),
            (0.35 * radius, 0, rim * 0.68),
            (0.97 * radius, 0, rim + 0.006),
            (1.45 * radius, 0, rim + 0.03),
        ]
    )
    along = np.linspace(0, 1, len(path))
    width = np.interp(along, [0, 0.03, 0.1, 0.3, 0.42, 0.85, 0.97, 1], SERVER_WIDTHS)
    for turn in (-0.62, -0.2):
        strap(path, width, 0.0065, wood, turn=turn)
