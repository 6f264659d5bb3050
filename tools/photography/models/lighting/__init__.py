"""One module per family of lighting."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.lighting import FloorLamp, Lighting, TableLamp
from tools.photography.models.lighting import floor_lamps, table_lamps


def build(design: Lighting, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case TableLamp():
            table_lamps.build(design, main, second)
        case FloorLamp():
            floor_lamps.build(design, main, second)
