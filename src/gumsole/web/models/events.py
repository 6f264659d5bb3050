"""Events of shoppers, after User Behavior Insights 1.3, and what is said of them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gumsole.records import Action
from gumsole.web.models.answers import Model
from gumsole.web.models.products import Money
from gumsole.web.models.requests import Session

MAX_EVENTS = 100
# Pages of answers are cut off long before.
MAX_ORDINAL = 100_000
MAX_QUANTITY = 10_000

Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]
Sku = Annotated[str, StringConstraints(min_length=1, max_length=256)]

# What may be said of an answer as a whole.
OF_THE_WHOLE = frozenset({Action.VIEW, Action.WATCH, Action.DISMISS})


class _Said(BaseModel):
    """What pages and servers say: every field of its own kind, and none that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EventObject(_Said):
    """The product."""

    object_id: Sku = Field(description="SKU, as the answer had it.", examples=["sofa-oslo-sage"])
    object_id_field: Literal["sku"] = "sku"


class EventPosition(_Said):
    """Where it stood."""

    ordinal: int = Field(ge=1, le=MAX_ORDINAL, description="Place in the list, counted from 1.")


class EventAttributes(_Said):
    """Which product, and where it stood; UBI leaves room here for a store's own."""

    event_id: Word | None = Field(
        default=None,
        description="Named by the sender: sent twice, the event is kept once. Without one, two events of a "
        "query that say the same are one.",
    )
    object: EventObject | None = None
    position: EventPosition | None = None
    quantity: int | None = Field(default=None, ge=1, le=MAX_QUANTITY, description="Pieces.")
    price: Money | None = Field(
        default=None, description="Paid for a piece; no other currency than the store's is taken."
    )


class Event(_Said):
    """Something a shopper did with an answer."""

    action_name: Action = Field(
        description="`view`, `watch` and `dismiss` may be said of an answer as a whole; the others name a "
        "product in `event_attributes.object`."
    )
    query_id: Annotated[str, StringConstraints(min_length=1, max_length=128)] = Field(
        description="Of the answer; it was issued here, to the same session, within the last 30 days."
    )
    client_id: Session | None = Field(
        default=None, description="The pseudonymous `session` that the search was made with, if it had one."
    )
    timestamp: AwareDatetime = Field(
        description="When it happened, with its offset from UTC; not before the query, not in the future."
    )
    application: Word | None = Field(default=None, description="Which of the store's fronts.")
    message_type: Word | None = Field(default=None, examples=["CONVERSION"])
    message: Annotated[str, StringConstraints(max_length=1024)] | None = Field(
        default=None, description="Taken for the sake of UBI, and not kept: free text may hold anything."
    )
    event_attributes: EventAttributes = EventAttributes()

    @model_validator(mode="after")
    def _names_its_product(self) -> Self:
        if self.event_attributes.object is None and self.action_name not in OF_THE_WHOLE:
            raise ValueError(f"{self.action_name.value} names its product: event_attributes.object.object_id")
        return self


class Beacon(_Said):
    """Events with a publishable key beside them: `navigator.sendBeacon` sends no header."""

    key: Annotated[str, StringConstraints(max_length=256)] = Field(default="", description="Publishable.")
    events: list[Event] = Field(min_length=1, max_length=MAX_EVENTS)


class EventOutcome(Model):
    """What became of an event."""

    status: Literal["kept", "duplicate", "refused"] = Field(
        description="`duplicate` was there before; nothing changed."
    )
    type: str | None = Field(
        default=None,
        description="Why it was refused, as in problem documents.",
        examples=["urn:gumsole:problem:expired"],
    )
    detail: str | None = Field(default=None, description="The same in words.")


class EventOutcomesView(Model):
    """What became of the events of a request, in their order."""

    outcomes: list[EventOutcome]
