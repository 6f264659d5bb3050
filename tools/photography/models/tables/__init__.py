"""One module per family of tables."""

from __future__ import annotations

from typing import Any

from tools.photography.designs.tables import CoffeeTable, Desk, DiningTable, SideTable, Tables
from tools.photography.models.tables import coffee_tables, desks, dining_tables, side_tables


def build(design: Tables, main: Any, second: Any) -> None:
    """Add the model to the scene."""
    match design:
        case CoffeeTable():
            coffee_tables.build(design, main, second)
        case SideTable():
            side_tables.build(design, main, second)
        case DiningTable():
            dining_tables.build(design, main, second)
        case Desk():
            desks.build(design, main, second)
