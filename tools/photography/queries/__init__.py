"""The shoppers' photos, one module per kind of thing; a new query is one more `Query` there."""

from __future__ import annotations

from tools.photography.queries.decor import DECOR
from tools.photography.queries.lamps import LAMPS
from tools.photography.queries.record import Look, Query
from tools.photography.queries.seating import SEATING
from tools.photography.queries.tables import TABLES
from tools.photography.queries.tabletop import TABLETOP
from tools.photography.queries.textiles import TEXTILES
from tools.photography.queries.unsold import UNSOLD

QUERIES: tuple[Query, ...] = (*SEATING, *LAMPS, *TABLES, *TABLETOP, *TEXTILES, *DECOR, *UNSOLD)

__all__ = ["QUERIES", "Look", "Query"]
