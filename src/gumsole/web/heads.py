"""HEAD is answered wherever GET is (RFC 9110, section 9.3.2)."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Heads:
    """Middleware: routes see GET; the server beneath sends no body, for it knows what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        routed = {**scope, "method": "GET"}
        try:
            await self._app(routed, receive, send)
        finally:
            scope["route"] = routed.get("route")
