"""Around every request: its id, its log line, CORS."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gumsole.web.logs import LOGGER, PassingNames, log_request
from gumsole.web.metrics import Metrics
from gumsole.web.problems import FAULT, MEDIA_TYPE, document

_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

# Methods and headers that a page may use.
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-Id",
    "Access-Control-Max-Age": "7200",  # what Chromium allows at most
    "Vary": "Origin",
}
_EXPOSED = "Server-Timing, Retry-After, X-Request-Id"


class Envelope:
    """Middleware; plain ASGI, so that a body is streamed past it.

    Parameters
    ----------
    opens_to : callable
        Web origin → whether some key works from its pages.
    """

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, names: PassingNames, opens_to: Callable[[str], bool]
    ) -> None:
        self._app = app
        self._opens_to = opens_to
        self._metrics = metrics
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._preflight(headers)(scope, receive, send)
            return
        given = headers.get("x-request-id", "")
        state = scope.setdefault("state", {})
        state["request_id"] = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(12)
        begun, status = time.perf_counter(), 0
        origin = self._welcome(headers)

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _decorate(MutableHeaders(scope=message), scope, origin)
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            LOGGER.exception("fault", extra={"fields": {"request_id": state["request_id"]}})
            if not status:
                await _fault(state["request_id"])(scope, receive, sent)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _welcome(self, headers: Headers) -> str:
        """The origin of the page that asks, if some key works from it."""
        origin = headers.get("origin", "")
        return origin if origin and self._opens_to(origin) else ""

    def _preflight(self, headers: Headers) -> Response:
        """Whether a page may ask at all; whether its key may is decided when it does."""
        origin = self._welcome(headers)
        allowed = {"Access-Control-Allow-Origin": origin, **_PREFLIGHT} if origin else {"Vary": "Origin"}
        return Response(status_code=204, headers=allowed)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        state, route = scope["state"], getattr(scope.get("route"), "path", "unknown")
        self._metrics.answered(route, status, seconds)
        key, client = state.get("key"), state.get("client")
        fields: dict[str, object] = {
            "request_id": state["request_id"],
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 2),
        }
        if key:
            fields |= {"key": key.id, "role": key.role.value}
        if client:
            fields["client"] = self._names.of(client)
        log_request(fields | state.get("log", {}))


def _fault(request_id: str) -> Response:
    detail = "this is a fault of the server; its operator finds it in the log, under this request's id"
    return JSONResponse(document(FAULT, detail, request_id=request_id), FAULT.status, media_type=MEDIA_TYPE)


def _decorate(headers: MutableHeaders, scope: Scope, origin: str) -> None:
    state = scope["state"]
    headers["X-Request-Id"] = state["request_id"]
    headers.setdefault("Cache-Control", "no-store")
    headers.add_vary_header("Origin")
    if origin:
        headers.setdefault("Access-Control-Allow-Origin", origin)
        headers["Access-Control-Expose-Headers"] = _EXPOSED
