"""What is noted of a search and of what a shopper did with its answer: no photo, no words, no address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gumsole.records.arrays import Vector
from gumsole.records.photos import Swatch
from gumsole.records.ranking import Band, Guess, StepKind


class Action(StrEnum):
    """What a shopper did: the names that UBI 1.3 proposes, and three that stores need besides."""

    IMPRESSION = "impression"
    CLICK = "click"
    CLICK_THROUGH = "click_through"
    VIEW = "view"
    WATCH = "watch"
    ADD_TO_CART = "add_to_cart"
    PURCHASE = "purchase"
    REMOVE_FROM_CART = "remove_from_cart"
    SAVE = "save"
    DISMISS = "dismiss"


class SoughtBy(StrEnum):
    """What a search began with."""

    PHOTO = "photo"
    PRODUCT = "product"
    WORDS = "words"


class Outcome(StrEnum):
    """What became of an event."""

    KEPT = "kept"
    DUPLICATE = "duplicate"  # it was there before; nothing changed
    UNKNOWN_PRODUCT = "unknown_product"  # no product of the store ever had this sku


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as an answer showed it, its offer frozen at that moment.

    Attributes
    ----------
    page, ordinal : int
        Counted from 1; the ordinal on its page.
    price : int or None
        Asked then, minor units of the store's currency; None is unknown.
    in_stock, sellable : bool
        As the feed had it; as the policy had it.
    """

    sku: str
    group: str
    page: int
    ordinal: int
    band: Band
    price: int | None
    in_stock: bool
    sellable: bool


@dataclass(frozen=True, slots=True, eq=False)
class QuerySignals:
    """What the shopper's photo said; kept only where the store says so.

    Attributes
    ----------
    embedding, color : Vector
        As the encoder gave them, before any mean is taken away.
    passport : int
        Id of the passport in force.
    """

    embedding: Vector
    color: Vector
    palette: tuple[Swatch, ...]
    guess: Guess
    passport: int


@dataclass(frozen=True, slots=True, eq=False)
class IssuedQuery:
    """A search that was answered.

    Attributes
    ----------
    query_id, session : str
        As the page knows them; neither is kept, only what a keyed hash makes of it. No session is "".
    asked_s : float
        Unix seconds.
    total : int
        Length of the ranked list.
    currency : str
        ISO 4217 code of the prices shown.
    stages_ms : tuple of (str, float)
        Milliseconds of each stage.
    """

    query_id: str
    session: str
    asked_s: float
    by: SoughtBy
    step: StepKind
    total: int
    currency: str
    stages_ms: tuple[tuple[str, float], ...]
    shown: tuple[Shown, ...]
    signals: QuerySignals | None = None


@dataclass(frozen=True, slots=True)
class ShopperEvent:
    """Something a shopper did with an answer.

    Attributes
    ----------
    query_id, session : str
        As in `IssuedQuery`.
    event_id : str
        Names the event within its query: sent twice, it is kept once.
    happened_s : float
        Unix seconds, not before the query was issued.
    sku : str
        Empty where no product is concerned.
    ordinal : int or None
        Where it stood, counted from 1.
    quantity : int or None
        Pieces put in the cart or bought.
    price : int or None
        Paid for a piece, minor units of the store's currency.
    application : str
        Which of the store's fronts it came from.
    verified : bool
        Sent with a secret key: by the store's own server, not by a page.
    """

    query_id: str
    session: str
    event_id: str
    action: Action
    happened_s: float
    sku: str = ""
    ordinal: int | None = None
    quantity: int | None = None
    price: int | None = None
    application: str = ""
    message_type: str = ""
    verified: bool = False
