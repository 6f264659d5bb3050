"""Events as requests carry them, and as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from gumsole.errors import BadQuery
from gumsole.records import ShopperEvent
from gumsole.web.asking import first_mistake, minor
from gumsole.web.models.events import MAX_EVENTS, Event
from gumsole.web.models.products import Money
from gumsole.web.tokens import Signer

# `sendBeacon` and `fetch` with `keepalive` send no more than this (WHATWG Fetch, 64 kibibytes).
MAX_BODY_BYTES = 64 * 1024

# Between two clocks, as Kerberos takes it (RFC 4120).
CLOCK_SKEW_S = 300.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request carries.

    Attributes
    ----------
    key : str
        A publishable key beside the events; empty where the header has it.
    events : tuple
        JSON values, not yet looked at.
    alone : bool
        True of an event that is the body itself.
    """

    key: str
    events: tuple[Any, ...]
    alone: bool = False


def sent(body: bytes) -> Sent:
    """An event, a list of events, or an object with `key` and `events`.

    Raises
    ------
    BadQuery
        If the body is none of them, or has no event, or more than `MAX_EVENTS`.
    """
    try:
        said = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise BadQuery(f"the body is no JSON: {error}") from error
    key = ""
    if isinstance(said, dict):
        if "events" not in said:
            return Sent("", (said,), alone=True)
        key = said.get("key", "")
        if not isinstance(key, str) or said.keys() - {"key", "events"}:
            raise BadQuery("beside events there is a key, which is a text, and nothing else")
        said = said["events"]
    if not isinstance(said, list) or not 1 <= len(said) <= MAX_EVENTS:
        raise BadQuery(f"send an event, or a list of 1 to {MAX_EVENTS} events")
    return Sent(key, tuple(said))


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads events, trusting nothing that was not signed here.

    Attributes
    ----------
    money : tuple of (str, int)
        ISO 4217 code of the store's prices and its decimals.
    now_s : float
        Unix seconds.
    verified : bool
        True of what comes with a secret key.
    """

    signer: Signer
    money: tuple[str, int]
    now_s: float
    verified: bool

    def read(self, said: Any) -> ShopperEvent:
        """An event as it is kept.

        Raises
        ------
        BadQuery
            If it is no event, its time cannot be, or nobody here issued its query id.
        Expired
            If its query is too old.
        Forbidden
            If its query id was issued to another session.
        """
        event = _validated(said)
        session = event.client_id or ""
        query = self.signer.read(event.query_id, now_s=self.now_s, session=session)
        attributes = event.event_attributes
        return ShopperEvent(
            query_id=event.query_id,
            session=session,
            event_id=attributes.event_id or event.model_dump_json(exclude={"query_id", "client_id"}),
            action=event.action_name,
            happened_s=self._moment(event.timestamp, query.issued_s),
            sku=attributes.object.object_id if attributes.object else "",
            ordinal=attributes.position.ordinal if attributes.position else None,
            quantity=attributes.quantity,
            price=self._price(attributes.price),
            application=event.application or "",
            message_type=event.message_type or "",
            verified=self.verified,
        )

    def _moment(self, timestamp: datetime, issued_s: float) -> float:
        """The time that was said, moved between query and now where clocks merely differ a little."""
        said_s = timestamp.timestamp()
        if said_s > self.now_s + CLOCK_SKEW_S:
            raise BadQuery("timestamp: lies in the future; set the sender's clock")
        if said_s < issued_s - CLOCK_SKEW_S:
            raise BadQuery("timestamp: lies before its query was asked; set the sender's clock")
        return min(max(said_s, issued_s), self.now_s)

    def _price(self, said: Money | None) -> int | None:
        if said is None:
            return None
        currency, exponent = self.money
        if said.currency != currency:
            raise BadQuery(f"price: the store's prices are in {currency or 'no currency yet'}")
        return minor(said.amount, exponent)


def _validated(said: Any) -> Event:
    try:
        return Event.model_validate_json(to_json(said))
    except ValidationError as error:
        raise BadQuery(first_mistake(error.errors(include_input=False, include_context=False))) from error
