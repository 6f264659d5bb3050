"""Bodies of requests, read within bounds."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.requests import ClientDisconnect, Request

from gumsole.errors import BadQuery, GumsoleError, TooLarge


async def whole(request: Request, *, max_bytes: int) -> bytes:
    """The body at once.

    Raises
    ------
    TooLarge
        If it is larger; it is read no further then.
    """
    too_large = TooLarge(f"the body has more than {max_bytes:,} bytes; send less at once")
    return b"".join([piece async for piece in bounded(request, max_bytes=max_bytes, too_large=too_large)])


async def bounded(
    request: Request, *, max_bytes: int, too_large: GumsoleError
) -> AsyncGenerator[bytes, None]:
    """The body in pieces, cut off with `too_large` where it is declared to be larger, or grows to be."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise too_large
    seen = 0
    try:
        async for piece in request.stream():
            seen += len(piece)
            if seen > max_bytes:
                raise too_large
            if piece:
                yield piece
    except ClientDisconnect as error:
        raise BadQuery("the connection was closed before the request was complete") from error
