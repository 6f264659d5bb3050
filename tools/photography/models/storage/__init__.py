"""One module per family of storage."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.storage import BedsideCabinet, Shelf, Sideboard, Storage
from tools.photography.models.storage import bedsides, shelves, sideboards


def build(design: Storage, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case Shelf():
            shelves.build(design, main, second)
        case Sideboard():
            sideboards.build(design, main, second)
        case BedsideCabinet():
            bedsides.build(design, main, second)
