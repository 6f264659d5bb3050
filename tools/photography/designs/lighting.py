"""Lamps, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TableLamp:
    """A small lamp: a turned foot under a drum or cone shade, or a mushroom of metal."""

    style: Literal["gourd", "mushroom", "cone"]
    height: float
    shade_width: float


@dataclass(frozen=True, slots=True)
class FloorLamp:
    """A lamp that stands on the floor: an arc over the sofa, or a shade on three legs."""

    style: Literal["arc", "tripod"]
    height: float
    shade_width: float


Lighting = TableLamp | FloorLamp
