"""One module per family of chairs."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.chairs import Chairs, Stool
from tools.photography.models.chairs import stools


def build(design: Chairs, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Stool():
            stools.build(design, main, second)
