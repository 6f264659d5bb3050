"""One module per family of what hangs on a wall or leans against it."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.wall import Clock, Mirror, WallDecor
from tools.photography.models.wall import clocks, mirrors


def build(design: WallDecor, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Clock():
            clocks.build(design, main, second)
        case Mirror():
            mirrors.build(design, main, second)
