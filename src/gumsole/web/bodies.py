"""Bodies of requests come in time and within bounds, or the connection ends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gumsole.images.decode import MAX_BYTES
from gumsole.web.problems import MEDIA_TYPE, TOO_LARGE, document

# The largest photo that is taken comes in this at 4 Mbit/s.
WITHIN_S = 30.0
# Twice a photo: one that is too large is let come and thrown away, for a client that still sends when its
# connection is closed often never sees why.
MOST_BYTES = 2 * MAX_BYTES
# JSON is parsed before its sender's key is looked at.
MOST_JSON_BYTES = 8 << 20


@dataclass(slots=True)
class _Body:
    """What is known of a body: bytes that it may have, that were announced if any, that came."""

    most: int
    announced: int | None
    came: int = 0
    complete: bool = False
    cut: bool = False

    @property
    def ends_soon(self) -> bool:
        """True if little more will come, or nothing."""
        if self.complete or self.cut or self.announced is None:
            return self.complete
        return self.announced <= MOST_BYTES


class Bodies:
    """Middleware: who sends a body too slowly, or without end, is treated as gone.

    Parameters
    ----------
    within_s : float
        Seconds from a request's head to the end of its body.
    """

    def __init__(self, app: ASGIApp, *, within_s: float = WITHIN_S) -> None:
        self._app = app
        self._within_s = within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _body(Headers(scope=scope))
        deadline_s = asyncio.get_running_loop().time() + self._within_s

        async def received() -> Message:
            if body.complete:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline_s):
                    message = await receive()
            except TimeoutError:
                message = {}
            body.came += len(message.get("body", b""))
            body.complete = not message.get("more_body", False)
            if not message or body.came > body.most:
                body.cut, body.complete = True, False
                return {"type": "http.disconnect"}
            return message

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and not body.ends_soon:
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        if body.announced is not None and body.announced > body.most:
            await _refusal(scope, body)(scope, received, sent)
        else:
            await self._app(scope, received, sent)


def _body(headers: Headers) -> _Body:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    most = MOST_JSON_BYTES if kind.endswith("json") else MOST_BYTES
    if "transfer-encoding" in headers:
        return _Body(most, None)
    length = headers.get("content-length", "0")
    return _Body(most, int(length) if length.isdecimal() else None)


def _refusal(scope: Scope, body: _Body) -> JSONResponse:
    detail = f"the body has {body.announced:,} bytes, more than {body.most:,}; send it in parts"
    told = document(TOO_LARGE, detail, request_id=scope["state"]["request_id"])
    return JSONResponse(told, TOO_LARGE.status, media_type=MEDIA_TYPE)
