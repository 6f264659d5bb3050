"""Who asks, and whether they may: keys, roles, origins, rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from gumsole.errors import Forbidden, Unauthenticated
from gumsole.records import Key, Role
from gumsole.web.service import ANYBODY, Service
from gumsole.web.throttle import client_address

SEARCHERS = frozenset({Role.SEARCH, Role.ANALYST, Role.ADMIN})
WRITERS = frozenset({Role.INDEXER, Role.ADMIN})
SENDERS = WRITERS | {Role.SEARCH}
INSIDERS = frozenset({Role.INDEXER, Role.ANALYST, Role.ADMIN})
EVERYBODY = frozenset(Role)

_SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent a request.

    Attributes
    ----------
    client : str
        Address, as far as trusted proxies tell it; for limits alone, never logged as it is.
    """

    key: Key
    client: str

    @property
    def role(self) -> Role:
        """What its key is for."""
        return self.key.role


def service_of(request: Request) -> Service:
    """What the application answers with."""
    service: Service = request.app.state.service
    return service


def allow(roles: frozenset[Role]) -> Callable[[Request], Caller]:
    """A dependency that lets these roles in, as often as they may come."""

    def admitted(request: Request) -> Caller:
        return admit(request, roles)

    return admitted


def admit(request: Request, roles: frozenset[Role], *, enclosed: str = "") -> Caller:
    """Whoever sent a request, if it may come in.

    Parameters
    ----------
    enclosed : str
        A publishable key in the body: pages that are being left can send no header.

    Raises
    ------
    Unauthenticated, Forbidden
        If its key is none, or not for this; Forbidden also of a secret key that is not in the header.
    Throttled
        If it comes too often.
    """
    service = service_of(request)
    key = _key(request, service, enclosed)
    request.state.key = key
    if key.role not in roles:
        raise Forbidden(
            f"a key of the role {key.role} may not do this; it takes {' or '.join(sorted(roles))}"
        )
    _check_origin(request, key)
    caller = Caller(key, _client(request, service))
    request.state.client = caller.client
    if not came_from_a_sibling(request):
        service.throttle.admit(key=key.id, client=caller.client)
    return caller


def came_from_a_sibling(request: Request) -> bool:
    """True of a request that another worker of this store handed on, over a socket that only it can reach."""
    server = request.scope.get("server")
    return server is not None and server[1] is None


def _key(request: Request, service: Service, enclosed: str) -> Key:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if secret and scheme.lower() == _SCHEME:
        return service.store.keys.find(secret.strip())
    if enclosed:
        return _publishable(service.store.keys.find(enclosed))
    if service.manners.open_to_all:
        return ANYBODY
    raise Unauthenticated("send a key: Authorization: Bearer …; make one with: gumsole key create")


def _publishable(key: Key) -> Key:
    if key.role is not Role.SEARCH:
        raise Forbidden("a secret key is sent in the header alone: Authorization: Bearer …")
    return key


def _check_origin(request: Request, key: Key) -> None:
    """Browsers say where a page came from; keys of storefronts work from their own pages alone."""
    origin = request.headers.get("origin")
    if not origin or not key.origins:
        return
    if origin not in key.origins:
        raise Forbidden(f"this key is not for pages of {origin[:128]}; add the origin to a key of its own")


def _client(request: Request, service: Service) -> str:
    peer = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    if came_from_a_sibling(request):
        return forwarded
    return client_address(peer, forwarded, trusted=service.manners.trusted_proxies)
