"""Mugs and cups: a thrown wall, one of three handles or none, hoops, a saucer."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Mug
from tools.photography.models.tabletop.pottery import ear, faceted, hoop, lip, radius_at, strap, thrown
from tools.photography.shapes import Points

SAUCER_FLOOR = 0.006  # the cup stands in the well of its saucer


def build(mug: Mug, glaze: Any, second: Any) -> None:
    """Add a mug, its handle to the right."""
    lift = SAUCER_FLOOR if mug.saucer else 0.0
    rim = mug.outside[-1][1]
    cut = faceted(mug.facets, rim) if mug.facets else None
    thrown(mug.outside, mug.wall, glaze, at=(0, 0, lift), deform=cut)
    if mug.saucer:
        thrown(mug.saucer, SAUCER_FLOOR * 0.8, glaze)
    if mug.rim:
        lip(mug.outside, mug.wall, second, lift=lift)
        if mug.saucer:
            lip(mug.saucer, SAUCER_FLOOR * 0.8, second)
    for height in mug.hoops:
        hoop(radius_at(mug.outside, height) - 0.0004, height, 0.0016, second)
    if mug.handle != "none":
        strap(
            _handle(mug) + np.array((0, 0, lift)), rim * 0.09 + 0.005, 0.0085 if rim > 0.07 else 0.006, glaze
        )


def _handle(mug: Mug) -> Points:
    rim = mug.outside[-1][1]
    high, low = rim * 0.84, rim * (0.42 if mug.handle == "ear" else 0.26)
    inset = mug.wall * 0.6
    top, foot = (np.array([radius_at(mug.outside, h) - inset, 0, h]) for h in (high, low))
    match mug.handle:
        case "square":
            return ear(top, foot, 0.034, power=0.42)
        case "ear":
            return ear(top, foot, 0.034, power=0.85, lean=0.22)
        case _:
            return ear(top, foot, 0.018 + 0.2 * rim, power=0.9)
