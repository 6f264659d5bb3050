"""Lamps, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TableLamp:
    """A small lamp: a foot under a shade, a mushroom, a jointed arm, a banker's lamp, a lantern."""

    style: Literal["gourd", "mushroom", "cone", "jointed", "column", "lantern", "banker"]
    height: float
    shade_width: float


@dataclass(frozen=True, slots=True)
class FloorLamp:
    """A lamp that stands on the floor: arc, tripod, reading arm, woven bell, globes, turned balls."""

    style: Literal["arc", "tripod", "reading", "woven", "globes", "bobbin"]
    height: float
    shade_width: float


@dataclass(frozen=True, slots=True)
class PendantLamp:
    """A lamp that hangs from the ceiling on a cord; `height` is that of the body without the cord."""

    style: Literal["dome", "globe", "lantern", "woven", "pleated", "bar", "cone"]
    width: float
    height: float


Lighting = TableLamp | FloorLamp | PendantLamp
