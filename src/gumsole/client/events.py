"""What shoppers did, as it is sent, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from gumsole.client.answers import Price


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a shopper did with an answer; sent again as it is, it is kept once.

    Attributes
    ----------
    action : str
        impression, click, add_to_cart, purchase …; `docs/events.md` has them all.
    query_id : str
        Of the answer.
    sku : str
        The product; empty for what is said of the answer as a whole.
    session : str
        That of the search; empty where it had none.
    happened_at : datetime
        With its offset from UTC; now by default.
    ordinal : int or None
        Place in the list, counted from 1.
    event_id : str
        Such as the number of an order line; without one, events that say the same are one.
    quantity, price
        Pieces, and what was paid for each.
    """

    action: str
    query_id: str
    sku: str = ""
    session: str = ""
    happened_at: datetime = field(default_factory=_now)
    ordinal: int | None = None
    event_id: str = ""
    quantity: int | None = None
    price: Price | None = None
    application: str = ""
    message_type: str = ""

    def said(self) -> dict[str, Any]:
        """As UBI 1.3 has it."""
        return _filled(
            {
                "action_name": self.action,
                "query_id": self.query_id,
                "client_id": self.session,
                "timestamp": self.happened_at.isoformat(),
                "application": self.application,
                "message_type": self.message_type,
                "event_attributes": _filled(
                    {
                        "object": _filled({"object_id": self.sku}),
                        "position": _filled({"ordinal": self.ordinal}),
                        "event_id": self.event_id,
                        "quantity": self.quantity,
                        "price": _price(self.price),
                    }
                ),
            }
        )


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What became of an event.

    Attributes
    ----------
    status : str
        kept, duplicate or refused.
    type, detail : str or None
        Why it was refused, as problem documents have it.
    """

    status: str
    type: str | None
    detail: str | None


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def _price(price: Price | None) -> dict[str, str] | None:
    return {"amount": f"{price.amount:f}", "currency": price.currency} if price else None
