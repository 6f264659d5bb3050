"""The shoppers' photos, one module per kind of thing; a new query is one more `Query` there."""

from __future__ import annotations

from tools.photography.queries.furniture import FURNITURE
from tools.photography.queries.record import Look, Query
from tools.photography.queries.small import SMALL
from tools.photography.queries.unsold import UNSOLD

QUERIES: tuple[Query, ...] = (*FURNITURE, *SMALL, *UNSOLD)

__all__ = ["QUERIES", "Look", "Query"]
