"""Other workers of the store: one keeps the ranked list that a request is about, each counts for itself."""

from __future__ import annotations

import httpx
from fastapi import Request, Response

from gumsole.errors import Expired
from gumsole.web.door import came_from_a_sibling, service_of

# A page is turned in milliseconds; a worker that does not answer within this is gone.
TIMEOUT_S = 5.0
_KEPT = ("content-type", "cache-control", "retry-after")
_SENT = ("authorization", "origin")


async def hand_on(request: Request, worker: int) -> Response:
    """The answer of another worker, as it is.

    Raises
    ------
    Expired
        If that worker is not there any more; what it kept is gone with it.
    """
    answer = await ask(request, worker)
    if answer is None:
        raise Expired("the results of this query are no longer kept; search again")
    kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return Response(answer.content, status_code=answer.status_code, headers=kept)


async def ask(request: Request, worker: int) -> httpx.Response | None:
    """What another worker answers to the same request; None if it is not there, or asked itself."""
    sockets = service_of(request).manners.siblings
    if came_from_a_sibling(request) or worker >= len(sockets):
        return None
    headers = {name: request.headers[name] for name in _SENT if name in request.headers}
    headers |= {"x-request-id": request.state.request_id, "x-forwarded-for": request.state.client}
    # Certificates would take 20 ms to read, and no socket of this kind shows any.
    transport = httpx.AsyncHTTPTransport(uds=sockets[worker], verify=False)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    try:
        async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT_S) as client:
            return await client.get(f"http://sibling{path}", headers=headers)
    except httpx.TransportError:
        return None
