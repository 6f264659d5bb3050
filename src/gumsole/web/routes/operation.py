"""For whoever runs the server: is it alive, is it ready, what has it done."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response

from gumsole.errors import TryLater
from gumsole.web.documents import problems
from gumsole.web.door import INSIDERS, Caller, allow, came_from_a_sibling, service_of
from gumsole.web.metrics import CONTENT_TYPE, together
from gumsole.web.models.answers import Model
from gumsole.web.siblings import ask

router = APIRouter(tags=["operation"])

Inside = Annotated[Caller, Depends(allow(INSIDERS))]


class Health(Model):
    """That the process answers."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
async def healthz() -> Health:
    """Say that the process is alive."""
    return Health()


@router.get("/readyz", responses=problems(503))
async def readyz(request: Request) -> Health:
    """Say that searches can be answered; 503 until then, and while shutting down."""
    service = service_of(request)
    if not service.live.ready or request.app.state.leaving:
        raise TryLater("not ready: nothing can be searched yet, or the server is shutting down")
    return Health()


@router.get(
    "/metrics",
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(401, 403, 429),
    },
    response_class=Response,
)
async def metrics(request: Request, _caller: Inside) -> Response:
    """Give the counters of all workers, as Prometheus reads them."""
    service = service_of(request)
    own = service.metrics.text()
    if came_from_a_sibling(request):
        return Response(own, media_type=CONTENT_TYPE)
    here, workers = service.manners.worker, range(len(service.manners.siblings))
    others = [number for number in workers if number != here]
    answers = await asyncio.gather(*(ask(request, number) for number in others))
    texts = {here: own} | {
        number: answer.text for number, answer in zip(others, answers, strict=True) if answer is not None
    }
    return Response(together(dict(sorted(texts.items()))), media_type=CONTENT_TYPE)
