"""One module per family of textiles; `cloth` is what they are made of."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.textiles import (
    Bolster,
    Cushion,
    FloorCushion,
    RoundCushion,
    Rug,
    Textiles,
    Throw,
)
from tools.photography.models.textiles import cushions, rugs, stuffed, throws


def build(design: Textiles, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Cushion():
            cushions.build(design, main, second)
        case RoundCushion():
            stuffed.round_cushion(design, main, second)
        case Bolster():
            stuffed.bolster(design, main, second)
        case FloorCushion():
            stuffed.floor_cushion(design, main, second)
        case Rug():
            rugs.build(design, main, second)
        case Throw():
            throws.build(design, main, second)
