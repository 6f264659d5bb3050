"""One module per family of upholstery."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.upholstery import Armchair, BeanBag, Sofa, Upholstery
from tools.photography.models.upholstery import armchairs, bean_bags, sofas


def build(design: Upholstery, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Sofa():
            sofas.build(design, main, second)
        case Armchair():
            armchairs.build(design, main, second)
        case BeanBag():
            bean_bags.build(design, main, second)
