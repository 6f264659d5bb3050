"""Searches and events on their way to where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from gumsole.errors import NotFound
from gumsole.records import Answer, Hit, IssuedQuery, Outcome, QuerySignals, ShopperEvent, Shown, SoughtBy


class EventSink(Protocol):
    """Where searches and events go."""

    @property
    def lost(self) -> int:
        """Searches that could not be noted, since the start."""

    def searched(self, query: IssuedQuery) -> None:
        """Note a search; never waits, never fails."""

    def turned(self, query_id: str, shown: Iterable[Shown]) -> None:
        """Note what a further page showed; never waits, never fails."""

    def happened(self, events: Sequence[ShopperEvent]) -> Future[tuple[Outcome, ...]]:
        """Keep events; what became of each is known once that is on the disk."""


class NothingKept:
    """A store that keeps no events."""

    lost = 0

    def searched(self, query: IssuedQuery) -> None:
        """Let it pass."""

    def turned(self, query_id: str, shown: Iterable[Shown]) -> None:
        """Let it pass."""

    def happened(self, events: Sequence[ShopperEvent]) -> Future[tuple[Outcome, ...]]:
        """Refuse them: nobody is told that something was kept which was not."""
        raise NotFound("this store keeps no events: its setting events_days is 0")


@dataclass(frozen=True, slots=True)
class Issue:
    """Under what an answer went out.

    Attributes
    ----------
    now_s : float
        Unix seconds.
    currency : str
        ISO 4217 code of its prices.
    passport : int
        Id of the passport that it was found with.
    """

    query_id: str
    session: str
    by: SoughtBy
    now_s: float
    currency: str
    passport: int


def issued(answer: Answer, issue: Issue) -> IssuedQuery:
    """An answered search, as it is kept."""
    return IssuedQuery(
        query_id=issue.query_id,
        session=issue.session,
        asked_s=issue.now_s,
        by=issue.by,
        step=answer.step.kind,
        total=answer.total,
        currency=issue.currency,
        stages_ms=tuple((timing.stage, round(timing.ms, 3)) for timing in answer.timings),
        shown=shown(answer.hits, page=1, now_s=issue.now_s),
        signals=_signals(answer, issue.passport),
    )


def shown(hits: Iterable[Hit], *, page: int, now_s: float) -> tuple[Shown, ...]:
    """Hits of a page, their offers as they are now."""
    return tuple(
        Shown(
            sku=hit.product.sku,
            group=hit.product.group,
            page=page,
            ordinal=ordinal,
            band=hit.band,
            price=hit.offer.price_at(now_s),
            in_stock=hit.offer.in_stock,
            sellable=hit.sellable,
        )
        for ordinal, hit in enumerate(hits, 1)
    )


def _signals(answer: Answer, passport: int) -> QuerySignals | None:
    seen = answer.seen
    if seen is None:
        return None
    return QuerySignals(seen.embedding, seen.color, answer.palette, answer.guess, passport)
