"""Errors as problem documents (RFC 9457): the one table from the error tree to statuses and types."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from math import ceil

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

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:gumsole:problem:"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a caller is told of one kind of error.

    Attributes
    ----------
    slug : str
        Last part of `type`, which never changes once it was released.
    title : str
        The same for every occurrence.
    """

    status: HTTPStatus
    slug: str
    title: str

    @property
    def type(self) -> str:
        """The URI that programs compare."""
        return _TYPE + self.slug


PHOTO_PROBLEMS = {
    PhotoFault.EMPTY: Problem(HTTPStatus.BAD_REQUEST, "photo-empty", "The photo is empty"),
    PhotoFault.UNSUPPORTED: Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "photo-unsupported", "This kind of file is not accepted"
    ),
    PhotoFault.TOO_LARGE: Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "photo-too-large", "The photo is too large"
    ),
    PhotoFault.UNREADABLE: Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "photo-unreadable", "The photo cannot be read"
    ),
}

TOO_LARGE = Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", "The body is too large")

# The first that an error is an instance of holds.
PROBLEMS: tuple[tuple[type[GumsoleError], Problem], ...] = (
    (BadQuery, Problem(HTTPStatus.BAD_REQUEST, "bad-query", "The request makes no sense")),
    (BadFeed, Problem(HTTPStatus.BAD_REQUEST, "bad-feed", "The feed cannot be read")),
    (Unauthenticated, Problem(HTTPStatus.UNAUTHORIZED, "unauthenticated", "A valid key is needed")),
    (Forbidden, Problem(HTTPStatus.FORBIDDEN, "forbidden", "This key may not do that")),
    (NotFound, Problem(HTTPStatus.NOT_FOUND, "not-found", "It is not there")),
    (Expired, Problem(HTTPStatus.GONE, "expired", "It is no longer kept")),
    (TooLarge, TOO_LARGE),
    (InputError, Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "bad-input", "The input cannot be taken")),
    (Throttled, Problem(HTTPStatus.TOO_MANY_REQUESTS, "throttled", "Too many requests")),
    (Overloaded, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much is asked at once")),
    (StoreLocked, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "store-locked", "The store is being written to")),
    (TryLater, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "try-later", "Try again later")),
    (SetupError, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "setup", "The server is not set up right")),
)
FAULT = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", "Something went wrong here")

# What callers read of an operator's mistakes: that there is one, not where files lie.
_WITHHELD = "the operator finds the reason in the log, under this request's id"


def problem_of(error: GumsoleError) -> Problem:
    """The problem that an error is told as."""
    if isinstance(error, BadPhoto):
        return PHOTO_PROBLEMS[error.fault]
    return next((problem for kind, problem in PROBLEMS if isinstance(error, kind)), FAULT)


def document(problem: Problem, detail: str, *, request_id: str) -> dict[str, object]:
    """The body of a problem response."""
    return {
        "type": problem.type,
        "title": problem.title,
        "status": int(problem.status),
        "detail": detail,
        "instance": f"urn:gumsole:request:{request_id}",
    }


def detail_of(error: GumsoleError) -> str:
    """What the caller is told of this occurrence."""
    return _WITHHELD if isinstance(error, SetupError) else str(error)


def headers_of(error: GumsoleError) -> dict[str, str]:
    """`Retry-After` in whole seconds (RFC 9110), `WWW-Authenticate` where a key is needed."""
    if isinstance(error, TryLater):
        return {"Retry-After": str(max(1, ceil(error.retry_after_s)))}
    return {"WWW-Authenticate": 'Bearer realm="gumsole"'} if isinstance(error, Unauthenticated) else {}
