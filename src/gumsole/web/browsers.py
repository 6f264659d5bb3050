"""What browsers are told to refuse, on every answer."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Answers of the API are no documents: nothing may run in them, and nothing may frame them.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
# Pages of the demo shop: their own modules, styles and photos, and photos that the shopper has just chosen.
PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# What pages may use of a device.
PERMISSIONS = "camera=(self), " + ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class Browsers:
    """Middleware: headers that keep browsers careful."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _caution(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, sent)


def _caution(headers: MutableHeaders) -> None:
    is_page = headers.get("content-type", "").startswith("text/html")
    headers["Content-Security-Policy"] = PAGE_POLICY if is_page else DATA_POLICY
    headers["Referrer-Policy"] = "same-origin" if is_page else "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    if is_page:
        headers["Permissions-Policy"] = PERMISSIONS
