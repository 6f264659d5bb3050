"""Bodies of requests come in time; a connection whose body nobody reads to its end is closed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gumsole.images.decode import MAX_BYTES

# The largest photo that is taken comes in this at 4 Mbit/s.
WITHIN_S = 30.0
# So much of a body that was refused is let come and thrown away: a client that still sends when its
# connection is closed often never sees why.
MOST_DISCARDED = 2 * MAX_BYTES


@dataclass(slots=True)
class _Body:
    """What is known of a body: the bytes that were announced, and those that came."""

    announced: int | None
    came: int = 0
    complete: bool = False
    late: bool = False

    @property
    def ends_soon(self) -> bool:
        """True if little more will come, or nothing."""
        if self.complete or self.late or self.announced is None:
            return self.complete
        return self.announced - self.came <= MOST_DISCARDED


class Bodies:
    """Middleware: who sends a body too slowly is treated as gone, who sends without end is cut off.

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
        body = _Body(_announced(Headers(scope=scope)))
        deadline_s = asyncio.get_running_loop().time() + self._within_s

        async def received() -> Message:
            if body.complete:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline_s):
                    message = await receive()
            except TimeoutError:
                body.late = True
                return {"type": "http.disconnect"}
            body.came += len(message.get("body", b""))
            body.complete = not message.get("more_body", False)
            return message

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and not body.ends_soon:
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, received, sent)


def _announced(headers: Headers) -> int | None:
    """Bytes of the body; None where only its end will tell."""
    if "transfer-encoding" in headers:
        return None
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else None
