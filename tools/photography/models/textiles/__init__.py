"""One module per family of textiles."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.textiles import Cushion, Textiles
from tools.photography.models.textiles import cushions


def build(design: Textiles, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Cushion():
            cushions.build(design, main, second)
