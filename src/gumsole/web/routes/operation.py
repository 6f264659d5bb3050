"""For whoever runs the server: is it alive, is it ready, what has it done."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response

from gumsole.errors import TryLater
from gumsole.web.documents import problems
from gumsole.web.door import INSIDERS, Caller, allow, service_of
from gumsole.web.metrics import CONTENT_TYPE
from gumsole.web.models.answers import Model

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
    """Give this process's counters, as Prometheus reads them."""
    service = service_of(request)
    service.metrics.unrecorded.set(service.events.lost)
    return Response(service.metrics.text(), media_type=CONTENT_TYPE)
