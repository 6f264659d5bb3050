"""What the demo store sells, one module per department."""

from __future__ import annotations

from collections.abc import Iterator

from tools.photography.catalog.chairs import CHAIRS
from tools.photography.catalog.decor import DECOR
from tools.photography.catalog.lighting import LIGHTING
from tools.photography.catalog.records import Group, Variant, sku
from tools.photography.catalog.storage import STORAGE
from tools.photography.catalog.tables import TABLES
from tools.photography.catalog.tabletop import TABLETOP
from tools.photography.catalog.textiles import TEXTILES
from tools.photography.catalog.upholstery import UPHOLSTERY
from tools.photography.catalog.wall import WALL

GROUPS: tuple[Group, ...] = (
    *UPHOLSTERY,
    *CHAIRS,
    *LIGHTING,
    *TABLES,
    *TABLETOP,
    *TEXTILES,
    *STORAGE,
    *WALL,
    *DECOR,
)

__all__ = ["GROUPS", "Group", "Variant", "offers", "sku"]


def offers() -> Iterator[tuple[Group, Variant]]:
    """Go through everything the store sells."""
    for group in GROUPS:
        for variant in group.variants:
            yield group, variant
