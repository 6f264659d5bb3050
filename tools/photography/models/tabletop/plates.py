"""Plates: a thrown dish, alone or stacked, round, scalloped or drawn out to an oval."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Plate
from tools.photography.models.tabletop.pottery import lip, lobed, thrown
from tools.photography.shapes import Deform, Points, together

STACK_STEP = 1.75  # how far a plate stands above the one below, in walls: its foot ring keeps them apart
CARELESS = 0.0025  # meters by which a hand-stacked plate is off center


def build(plate: Plate, glaze: Any, second: Any) -> None:
    """Add a plate, or several from below to the top; a rim in the second finish."""
    shape = _outline(plate)
    height = 0.0
    for number, scale in enumerate(plate.stack):
        outside = tuple((radius * scale, z * scale) for radius, z in plate.outside)
        nudge = (CARELESS * np.sin(2.1 * number), CARELESS * np.cos(3.3 * number), 0.0)
        material = glaze if number == 0 or scale == plate.stack[0] else second
        thrown(outside, plate.wall, material, at=(nudge[0], nudge[1], height), deform=shape)
        if plate.rim:
            lip(outside, plate.wall, second, lift=height, deform=shape)
        height += plate.wall * STACK_STEP


def _outline(plate: Plate) -> Deform:
    def drawn_out(points: Points) -> Points:
        return np.asarray(points * (plate.oval, 1, 1))

    if not plate.scallops:
        return drawn_out
    well = plate.outside[0][0] * 1.1
    return together(lobed(plate.scallops, 0.045, start=well), drawn_out)
