"""What the demo store sells: tabletop."""

from __future__ import annotations

from tools.photography.catalog.bottles import CLOSED_BOTTLES
from tools.photography.catalog.dishes import DISHES
from tools.photography.catalog.drinkware import DRINKWARE
from tools.photography.catalog.records import Group
from tools.photography.catalog.vases import FLOWER_VASES

TABLETOP: tuple[Group, ...] = (*DRINKWARE, *FLOWER_VASES, *DISHES, *CLOSED_BOTTLES)
