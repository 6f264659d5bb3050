"""Requests that another worker of the store must answer: the one that keeps the ranked list."""

from __future__ import annotations

import httpx
from fastapi import Request, Response

from gumsole.errors import Expired
from gumsole.web.door import came_from_a_sibling, service_of

# A page is turned in milliseconds; a worker that does not answer within this is gone.
TIMEOUT_S = 5.0
_KEPT = ("content-type", "cache-control", "retry-after")
_SENT = ("authorization", "origin", "x-request-id")


async def hand_on(request: Request, worker: int) -> Response:
    """The answer of another worker, as it is.

    Raises
    ------
    Expired
        If that worker is not there any more; what it kept is gone with it.
    """
    sockets = service_of(request).manners.siblings
    gone = Expired("the results of this query are no longer kept; search again")
    if came_from_a_sibling(request) or worker >= len(sockets):
        raise gone
    headers = {name: request.headers[name] for name in _SENT if name in request.headers}
    transport = httpx.AsyncHTTPTransport(uds=sockets[worker])
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    try:
        async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT_S) as client:
            answer = await client.get(f"http://sibling{path}", headers=headers)
    except httpx.TransportError as error:
        raise gone from error
    kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return Response(answer.content, status_code=answer.status_code, headers=kept)
