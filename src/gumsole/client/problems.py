"""Problem documents as the errors they were on the server."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from gumsole.errors import (
    BadFeed,
    BadPhoto,
    BadQuery,
    Expired,
    Forbidden,
    GumsoleError,
    InputError,
    NotFound,
    Overloaded,
    PhotoFault,
    SetupError,
    StoreLocked,
    Throttled,
    TooLarge,
    TryLater,
    Unauthenticated,
)

PREFIX = "urn:gumsole:problem:"
PHOTO_FAULTS: Mapping[str, PhotoFault] = {
    "photo-empty": PhotoFault.EMPTY,
    "photo-unsupported": PhotoFault.UNSUPPORTED,
    "photo-too-large": PhotoFault.TOO_LARGE,
    "photo-unreadable": PhotoFault.UNREADABLE,
}
KINDS: Mapping[str, type[GumsoleError]] = {
    "bad-query": BadQuery,
    "bad-feed": BadFeed,
    "unauthenticated": Unauthenticated,
    "forbidden": Forbidden,
    "not-found": NotFound,
    "expired": Expired,
    "body-too-large": TooLarge,
    "bad-input": InputError,
    "throttled": Throttled,
    "overloaded": Overloaded,
    "store-locked": StoreLocked,
    "try-later": TryLater,
    "setup": SetupError,
}


def error_of(response: httpx.Response) -> GumsoleError:
    """The error that a response tells of."""
    try:
        body = response.json()
        slug, detail = str(body["type"]).removeprefix(PREFIX), str(body["detail"])
    except (ValueError, KeyError, TypeError):
        return GumsoleError(f"the server answered {response.status_code} {response.reason_phrase}")
    if slug in PHOTO_FAULTS:
        return BadPhoto(detail, PHOTO_FAULTS[slug])
    kind = KINDS.get(slug, GumsoleError)
    if issubclass(kind, TryLater):
        return kind(detail, retry_after_s=_seconds(response.headers.get("retry-after", "")))
    return kind(detail)


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else 1.0
