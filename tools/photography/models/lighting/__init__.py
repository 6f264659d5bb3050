"""One module per family of lighting."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.lighting import FloorLamp, Lighting, PendantLamp, TableLamp
from tools.photography.models.lighting import floor_lamps, pendants, table_lamps


def build(design: Lighting, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case TableLamp():
            table_lamps.build(design, main, second)
        case FloorLamp():
            floor_lamps.build(design, main, second)
        case PendantLamp():
            pendants.build(design, main, second)
