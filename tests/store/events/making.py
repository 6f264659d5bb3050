"""Queries and events whose values are known by construction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gumsole.records import (
    Action,
    Band,
    CategoryGuess,
    Guess,
    IssuedQuery,
    QuerySignals,
    ShopperEvent,
    Shown,
    SoughtBy,
    StepKind,
    Swatch,
)

NOW = 1_000_000.0
SESSION = "session-one"

SHOWN = (
    Shown("a", "model-a", 1, 1, Band.SAME, 1990, in_stock=False, sellable=True),
    Shown("b", "model-b", 1, 2, Band.RELATED, None, in_stock=True, sellable=False),
)


def signals() -> QuerySignals:
    return QuerySignals(
        embedding=np.asarray([0.6, 0.8], np.float32),
        color=np.asarray([1.0, 0.0, 0.0], np.float32),
        palette=(Swatch((50.5, -10.25, 20.125), 0.75, "navy"), Swatch((1.0, 2.0, 3.0), 0.25, "black")),
        guess=Guess((CategoryGuess(("Shoes", "Sneakers"), 0.5),), 0.95),
        passport=7,
    )


def query(query_id: str = "query-one", **other: object) -> IssuedQuery:
    made = IssuedQuery(
        query_id=query_id,
        session=SESSION,
        asked_s=NOW,
        by=SoughtBy.PHOTO,
        step=StepKind.WIDER_CATEGORY,
        total=31,
        currency="EUR",
        stages_ms=(("signals", 12.5), ("ranking", 2.0)),
        shown=SHOWN,
        signals=signals(),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def event(event_id: str = "event-one", **other: object) -> ShopperEvent:
    made = ShopperEvent(
        query_id="query-one",
        session=SESSION,
        event_id=event_id,
        action=Action.CLICK,
        happened_s=NOW + 5.0,
        sku="a",
        ordinal=1,
    )
    return replace(made, **other)  # type: ignore[arg-type]
