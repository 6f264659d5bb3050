"""One module per family of small decor; `plants` grow in the planters."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.decor import Decor, JarCandle, Lantern, Pillars, Planter, Tapers, Tealights
from tools.photography.models.decor import candles, lanterns, planters


def build(design: Decor, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Planter():
            planters.build(design, main, second)
        case Pillars():
            candles.pillars(design, main, second)
        case Tapers():
            candles.tapers(design, main, second)
        case JarCandle():
            candles.jar(design, main, second)
        case Tealights():
            candles.tealights(design, main, second)
        case Lantern():
            lanterns.build(design, main, second)
