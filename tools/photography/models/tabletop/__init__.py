"""One module per family of tabletop."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.tabletop import Bottle, Bowl, Mug, Plate, RingVase, Tabletop, Teapot, Vase
from tools.photography.models.tabletop import bottles, bowls, mugs, plates, teapots, vases


def build(design: Tabletop, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Mug():
            mugs.build(design, main, second)
        case Vase():
            vases.build(design, main, second)
        case RingVase():
            vases.build_ring(design, main)
        case Teapot():
            teapots.build(design, main, second)
        case Bowl():
            bowls.build(design, main, second)
        case Bottle():
            bottles.build(design, main, second)
        case Plate():
            plates.build(design, main, second)
