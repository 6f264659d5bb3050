"""Filters as clauses that hold inside the search."""

from __future__ import annotations

from typing import Any

from gumsole.index.opensearch.documents import ANYWHERE, prefix, word
from gumsole.records import Filter

Clause = dict[str, Any]

# Beyond it no `long` lies, so no price either.
LARGEST_PRICE = 2**63 - 1

# Every photo has a group; what is kept of the index itself has none.
PHOTOS: Clause = {"exists": {"field": "group"}}


def clauses(where: Filter, *, now_s: float) -> list[Clause]:
    """What a document must satisfy, all of it."""
    wanted = [PHOTOS]
    if where.categories and () not in where.categories:
        wanted.append({"terms": {"under": [prefix(path) for path in where.categories]}})
    for field, words in (("brand", where.brands), ("color", where.colors), ("material", where.materials)):
        if words:
            wanted.append({"terms": {field: [word(text) for text in words]}})
    if where.in_stock:
        wanted.append({"term": {"in_stock": True}})
    if where.ships_to:
        wanted.append({"terms": {"ships_to": [ANYWHERE, where.ships_to]}})
    if where.min_price is not None or where.max_price is not None:
        wanted.append(_priced(where.min_price, where.max_price, now_s))
    return wanted


def _priced(low: int | None, high: int | None, now_s: float) -> Clause:
    """As `Offer.price_at` has it: the sale price while the sale lasts, else the price."""
    bounds = {"gte": max(0, low or 0), "lte": LARGEST_PRICE if high is None else min(high, LARGEST_PRICE)}
    on_sale = [
        {"exists": {"field": "sale_price"}},
        {"range": {"sale_from": {"lte": now_s}}},
        {"range": {"sale_until": {"gt": now_s}}},
    ]
    at_sale = {"bool": {"filter": [*on_sale, {"range": {"sale_price": bounds}}]}}
    usual = {"range": {"price": bounds}}
    as_ever = {"bool": {"filter": [usual], "must_not": [{"bool": {"filter": on_sale}}]}}
    return {"bool": {"should": [at_sale, as_ever], "minimum_should_match": 1}}
