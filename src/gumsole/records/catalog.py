"""What a feed says: products, offers, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Availability(StrEnum):
    """Whether a product can be bought, as feeds say it."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Product:
    """What a product is; what it costs and whether it can be bought is its `Offer`.

    Attributes
    ----------
    sku : str
        The merchant's id, unique in the store.
    group : str
        `item_group_id`; variants share it. The sku itself where the feed names none.
    category : tuple of str
        A path, root first; empty where the feed names none.
    attributes : mapping of str to str
        color, size, material, pattern, gender, age_group, condition; only those the feed fills.
    photos : tuple of str
        Absolute paths, `file://` or http(s) URLs, best first.
    """

    sku: str
    group: str
    title: str = ""
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    gtin: str = ""
    link: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What a product costs and whether it can be bought; changes often, never touches signals.

    Attributes
    ----------
    price, sale_price, cost : int or None
        Minor units of the store's currency; None is unknown.
    sale_from, sale_until : float or None
        Unix seconds between which `sale_price` holds; None is open-ended.
    quantity : int or None
        Pieces left; None is unknown.
    ships_to : tuple of str
        ISO 3166 country codes; empty is everywhere.
    popularity : float or None
        The merchant's own measure, higher sells better.
    available_from, last_sold_at, updated_at : float or None
        Unix seconds.
    """

    sku: str
    availability: Availability = Availability.UNKNOWN
    price: int | None = None
    sale_price: int | None = None
    sale_from: float | None = None
    sale_until: float | None = None
    quantity: int | None = None
    cost: int | None = None
    ships_to: tuple[str, ...] = ()
    available_from: float | None = None
    popularity: float | None = None
    units_sold_30d: int | None = None
    last_sold_at: float | None = None
    updated_at: float | None = None

    @property
    def in_stock(self) -> bool:
        """True if it can be bought and shipped now; unknown is never in stock."""
        return self.availability is Availability.IN_STOCK and self.quantity != 0

    def price_at(self, now_s: float) -> int | None:
        """Price asked at `now_s`, minor units: the sale price while its period holds."""
        begun = self.sale_from is None or self.sale_from <= now_s
        over = self.sale_until is not None and now_s >= self.sale_until
        return self.sale_price if self.sale_price is not None and begun and not over else self.price


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One row of a feed that could be read."""

    product: Product
    offer: Offer
    row: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of a feed that could not be read, and why.

    Attributes
    ----------
    row : int
        1 for the first item of the feed; 0 where no single row is to blame.
    field : str
        The column or attribute at fault.
    reason : str
        What is wrong with which value.
    """

    row: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class DefaultTaken:
    """Something the feed left open, and what Gumsole took it to mean; counted, shown by ingest and doctor."""

    field: str
    meaning: str
    rows: int
