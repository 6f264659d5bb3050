"""The columns that a policy's conditions may ask about: the one list, for checks, suggestions and docs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gumsole.records import Availability, Band


class Kind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TEXT = "text"


class Reader(StrEnum):
    """Who may learn a column's value from an answer; the policy's author may use them all."""

    PUBLISHABLE = "publishable"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a condition may ask about a candidate.

    Attributes
    ----------
    unit : str
        What a number counts; empty for text.
    source : str
        Where the value comes from.
    values : tuple of str
        Every value it can have, where there are few.
    """

    name: str
    kind: Kind
    unit: str
    doc: str
    source: str
    reader: Reader = Reader.PUBLISHABLE
    values: tuple[str, ...] = ()


def _text(name: str, doc: str, source: str, *, values: tuple[str, ...] = ()) -> Column:
    return Column(name, Kind.TEXT, "", doc, source, values=values)


def _number(name: str, unit: str, doc: str, source: str) -> Column:
    return Column(name, Kind.NUMBER, unit, doc, source)


def _secret(name: str, unit: str, doc: str, source: str) -> Column:
    return Column(name, Kind.NUMBER, unit, doc, source, reader=Reader.ANALYST)


_PRICE_UNIT = "the store's currency, such as 79.90"
_SHARE = "share, 0 to 1"

COLUMNS: tuple[Column, ...] = (
    _text("sku", "The variant that is shown.", "feed: id"),
    _text("group", "What variants share; the sku where the feed names none.", "feed: item_group_id"),
    _text("title", "As the feed spells it.", "feed: title"),
    _text("brand", "As the feed spells it.", "feed: brand"),
    _text("category", "The whole path, root first: `Seating > Sofas`.", "feed: product_type"),
    _text("top", "The first part of the category.", "feed: product_type"),
    _text("leaf", "The last part of the category.", "feed: product_type"),
    _text("color", "As the feed spells it.", "feed: color"),
    _text("material", "As the feed spells it.", "feed: material"),
    _number("price", _PRICE_UNIT, "What is asked now: the sale price while it holds.", "live offer"),
    _number("list_price", _PRICE_UNIT, "The price without any sale.", "live offer"),
    _number("discount", _SHARE, "(list_price - price) / list_price.", "live offer"),
    _secret("cost", _PRICE_UNIT, "What the store pays for one.", "live offer"),
    _secret(
        "margin", "share of price", "(price - cost) / price; below 0 where it sells at a loss.", "live offer"
    ),
    _secret("quantity", "pieces", "Pieces left.", "live offer"),
    _text(
        "availability",
        "As the feed says it; it may be in stock and still not ship to the shopper.",
        "live offer",
        values=tuple(one.value for one in Availability),
    ),
    _secret("popularity", "the merchant's own measure", "Higher sells better.", "live offer"),
    _secret("units_sold_30d", "pieces", "Sold in the last 30 days.", "live offer"),
    _secret("days_since_sold", "days", "Since the last one was sold.", "live offer: last_sold_at"),
    _secret(
        "age_days",
        "days",
        "Since the store has it without a break; a product that was gone begins anew.",
        "store",
    ),
    _number(
        "photo_quality", _SHARE, "How good the main photo is; 1 has no fault that was looked for.", "photo"
    ),
    _text(
        "band",
        "How close it is to the shopper's photo.",
        "ranking",
        values=tuple(one.word for one in Band),
    ),
    _number("similarity", "cosine, -1 to 1", "Likeness to the shopper's photo.", "ranking"),
)

BY_NAME = {column.name: column for column in COLUMNS}
