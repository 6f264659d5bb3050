"""What shoppers did with answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from gumsole.errors import BadQuery, GumsoleError, NotFound
from gumsole.records import Outcome, ShopperEvent
from gumsole.web.bounds import whole
from gumsole.web.documents import EVENTS_REQUEST, problems
from gumsole.web.door import SENDERS, WRITERS, admit, service_of
from gumsole.web.happened import MAX_BODY_BYTES, EventReader, sent
from gumsole.web.models.events import EventOutcome, EventOutcomesView
from gumsole.web.problems import detail_of, problem_of
from gumsole.web.service import Service

router = APIRouter(prefix="/v1", tags=["events"])

Read = ShopperEvent | GumsoleError


@router.post(
    "/events",
    responses=problems(400, 401, 403, 404, 410, 413, 429, 503),
    openapi_extra=EVENTS_REQUEST,
)
async def events(request: Request) -> EventOutcomesView:
    """Keep what shoppers did with an answer: seen, clicked, put in the cart, bought.

    Answered once it is on the disk. Of a list, each event has an outcome of its own; an event that is the
    body itself is refused by a problem document. Purchases count as verified only with a secret key.
    """
    body = await whole(request, max_bytes=MAX_BODY_BYTES)
    try:
        carried = sent(body)
    except BadQuery:
        await run_in_threadpool(admit, request, SENDERS)  # who has no key is told that first
        raise
    caller = await run_in_threadpool(admit, request, SENDERS, enclosed=carried.key)
    service = service_of(request)
    reader = EventReader(service.signer, service.money, service.clock(), caller.role in WRITERS)
    read = [_read(reader, said) for said in carried.events]
    outcomes = await _kept(service, read)
    _count(request, service, read, outcomes)
    if carried.alone and isinstance(outcomes[0], GumsoleError):
        raise outcomes[0]
    return EventOutcomesView(outcomes=[_view(outcome) for outcome in outcomes])


def _read(reader: EventReader, said: object) -> Read:
    try:
        return reader.read(said)
    except GumsoleError as error:
        return error


async def _kept(service: Service, read: Sequence[Read]) -> list[Outcome | GumsoleError]:
    """What became of each; those that could not be read keep their error."""
    good = [event for event in read if isinstance(event, ShopperEvent)]
    outcomes: tuple[Outcome, ...] = ()
    if good:
        outcomes = await asyncio.wrap_future(service.events.happened(good))
    kept = iter(outcomes)
    return [event if isinstance(event, GumsoleError) else _known(next(kept)) for event in read]


def _known(outcome: Outcome) -> Outcome | GumsoleError:
    if outcome is Outcome.UNKNOWN_PRODUCT:
        return NotFound("no product of this store ever had this sku, and the answer showed none")
    return outcome


def _count(
    request: Request,
    service: Service,
    read: Sequence[Read],
    outcomes: Sequence[Outcome | GumsoleError],
) -> None:
    for event, outcome in zip(read, outcomes, strict=True):
        action = event.action.value if isinstance(event, ShopperEvent) else "unread"
        service.metrics.happened(action, outcome.value if isinstance(outcome, Outcome) else "refused")
    request.state.log = {
        "events": len(outcomes),
        "refused": sum(isinstance(outcome, GumsoleError) for outcome in outcomes),
    }


def _view(outcome: Outcome | GumsoleError) -> EventOutcome:
    if isinstance(outcome, Outcome):
        return EventOutcome(status="kept" if outcome is Outcome.KEPT else "duplicate")
    return EventOutcome(status="refused", type=problem_of(outcome).type, detail=detail_of(outcome))
