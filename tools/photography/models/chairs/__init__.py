"""One module per family of chairs."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.chairs import Bench, Chairs, FormedChair, MetalChair, Stool, WoodenChair
from tools.photography.models.chairs import (
    benches,
    formed_chairs,
    metal_chairs,
    soft_benches,
    solid_stools,
    stools,
    wooden_chairs,
)


def build(design: Chairs, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Stool("tractor" | "rush" | "drum" | "step" | "pedestal"):
            solid_stools.build(design, main, second)
        case Stool():
            stools.build(design, main, second)
        case WoodenChair():
            wooden_chairs.build(design, main, second)
        case FormedChair():
            formed_chairs.build(design, main, second)
        case MetalChair():
            metal_chairs.build(design, main, second)
        case Bench("channel" | "strap"):
            soft_benches.build(design, main, second)
        case Bench():
            benches.build(design, main, second)
