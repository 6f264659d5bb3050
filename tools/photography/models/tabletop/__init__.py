"""One module per family of tabletop."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.tabletop import Mug, Tabletop, Teapot, Vase
from tools.photography.models.tabletop import mugs, teapots, vases


def build(design: Tabletop, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Mug():
            mugs.build(design, main)
        case Vase():
            vases.build(design, main)
        case Teapot():
            teapots.build(design, main, second)
