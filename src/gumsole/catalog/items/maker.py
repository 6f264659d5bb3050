"""One row of text becomes one product and its offer, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.fields import ATTRIBUTES, Field, Raw
from gumsole.catalog.items.prices import Prices
from gumsole.catalog.items.references import Settles
from gumsole.catalog.items.seen import Seen
from gumsole.catalog.items.values import (
    MAX_DESCRIPTION,
    BadValue,
    plain_text,
    read_availability,
    read_count,
    read_countries,
    read_gtin,
    read_link,
    read_measure,
    read_path,
    read_period,
    read_time,
    shown,
)
from gumsole.catalog.money import NotMoney
from gumsole.records import Availability, CatalogItem, Offer, Product, Rejected

# Google allows 50; own systems write longer ones (UUIDs, paths).
MAX_ID = 256
# Longest of Google's limits for one-line values (links); descriptions have their own.
MAX_VALUE = 2_000
# Shopify's limit per product, the largest of the platforms'.
MAX_PHOTOS = 250

_Value = TypeVar("_Value")


class _BadRow(Exception):
    def __init__(self, field: Field, reason: str) -> None:
        super().__init__(reason)
        self.field = field.value


@dataclass(frozen=True, slots=True)
class _Sale:
    price: int | None = None
    begin: float | None = None
    end: float | None = None


class ItemMaker:
    """Turns the rows of one feed into items; holds what spans rows: ids seen, currency, defaults taken.

    Parameters
    ----------
    prices, references, defaults
        Of this feed.
    has_availability : bool
        Whether the feed says what is in stock; a row that does not say so then is unknown.
    """

    def __init__(
        self, prices: Prices, references: Settles, defaults: Defaults, *, has_availability: bool
    ) -> None:
        self._prices = prices
        self._references = references
        self._defaults = defaults
        self._has_availability = has_availability
        self._seen = Seen()

    def make(self, raw: Raw) -> Iterator[CatalogItem | Rejected]:
        """The item of a row and after it what was left out of it, or why there is none."""
        notes: list[Rejected] = []
        try:
            self._check_lengths(raw)
            sku = self._new_sku(raw)
            row = _Row(raw, notes)
            item = CatalogItem(self._product(sku, row), self._offer(sku, row), raw.row)
        except _BadRow as bad:
            yield Rejected(raw.row, bad.field, str(bad))
            return
        self._seen.add(sku)
        yield item
        yield from notes

    def _check_lengths(self, raw: Raw) -> None:
        for field, value in raw.values.items():
            limit = MAX_ID if field in (Field.SKU, Field.GROUP) else MAX_VALUE
            if len(value) > limit and field is not Field.DESCRIPTION:
                raise _BadRow(field, f"{len(value):,} characters, at most {limit:,}")

    def _new_sku(self, raw: Raw) -> str:
        sku = raw.values.get(Field.SKU, "")
        if not sku:
            raise _BadRow(Field.SKU, "no id")
        if "\0" in sku:  # where SQLite's JSON ends a text, so that no lookup would find it again
            raise _BadRow(Field.SKU, f"{shown(sku)} holds a NUL character")
        if sku in self._seen:
            raise _BadRow(Field.SKU, f"{sku!r} is in the feed already; the first one stays")
        return sku

    def _product(self, sku: str, row: _Row) -> Product:
        return Product(
            sku=sku,
            group=row.text(Field.GROUP) or sku,
            title=row.text(Field.TITLE),
            description=self._description(row),
            brand=row.text(Field.BRAND),
            category=read_path(row.text(Field.CATEGORY)),
            attributes={field.value: row.text(field) for field in ATTRIBUTES if row.text(field)},
            gtin=self._kept(row, Field.GTIN, read_gtin, "left out: not 8, 12, 13 or 14 digits"),
            link=self._kept(row, Field.LINK, read_link, "left out: no http(s) address"),
            photos=self._photos(row),
        )

    def _offer(self, sku: str, row: _Row) -> Offer:
        sale = self._sale(row)
        return Offer(
            sku=sku,
            availability=self._availability(row),
            price=self._price(row),
            sale_price=sale.price,
            sale_from=sale.begin,
            sale_until=sale.end,
            quantity=row.optional(Field.QUANTITY, read_count),
            cost=row.optional(Field.COST, lambda text: self._prices.read(text, row.text(Field.CURRENCY))),
            ships_to=row.optional(Field.SHIPS_TO, read_countries) or (),
            available_from=row.optional(Field.AVAILABLE_FROM, read_time),
            popularity=row.optional(Field.POPULARITY, read_measure),
            units_sold_30d=row.optional(Field.UNITS_SOLD_30D, read_count),
            last_sold_at=row.optional(Field.LAST_SOLD_AT, read_time),
            updated_at=row.optional(Field.UPDATED_AT, read_time),
        )

    def _sale(self, row: _Row) -> _Sale:
        """The sale price and its period; none where the period cannot be read, lest the sale never end."""
        price = self._money(row, Field.SALE_PRICE)
        period = row.optional(Field.SALE_PERIOD, read_period)
        begin, end = row.optional(Field.SALE_FROM, read_time), row.optional(Field.SALE_UNTIL, _read_end)
        told = (Field.SALE_PERIOD, period), (Field.SALE_FROM, begin), (Field.SALE_UNTIL, end)
        if any(row.text(field) and value is None for field, value in told):
            return _Sale()
        return _Sale(price, *period) if period else _Sale(price, begin, end)

    def _description(self, row: _Row) -> str:
        text = plain_text(row.text(Field.DESCRIPTION))
        if len(text) > MAX_DESCRIPTION:
            self._defaults.note("description", f"cut to {MAX_DESCRIPTION:,} characters")
        return text[:MAX_DESCRIPTION]

    def _kept(self, row: _Row, field: Field, read: Callable[[str], str], meaning: str) -> str:
        text = row.text(field)
        value = read(text)
        if text and not value:
            self._defaults.note(field.value, meaning)
        return value

    def _photos(self, row: _Row) -> tuple[str, ...]:
        photos: dict[str, None] = {}
        for reference in row.raw.photos[:MAX_PHOTOS]:
            try:
                photos[self._references.settle(reference)] = None
            except BadValue as bad:
                row.note(Field.PHOTO, str(bad))
        if len(row.raw.photos) > MAX_PHOTOS:
            self._defaults.note(Field.PHOTO.value, f"only the first {MAX_PHOTOS} of a product used")
        return tuple(photos)

    def _availability(self, row: _Row) -> Availability:
        text = row.text(Field.AVAILABILITY)
        if text or self._has_availability:
            availability = read_availability(text)
            if availability is Availability.UNKNOWN:
                self._defaults.note(Field.AVAILABILITY.value, "not sellable: the value is empty or unknown")
            return availability
        if Field.QUANTITY in row.raw.values:
            return self._availability_by_quantity(row.text(Field.QUANTITY))
        self._defaults.note(Field.AVAILABILITY.value, "in stock: the feed does not say")
        return Availability.IN_STOCK

    def _availability_by_quantity(self, text: str) -> Availability:
        try:
            some = read_count(text) > 0
        except BadValue:
            self._defaults.note(Field.AVAILABILITY.value, "not sellable: the quantity is empty or unknown")
            return Availability.UNKNOWN
        return Availability.IN_STOCK if some else Availability.OUT_OF_STOCK

    def _price(self, row: _Row) -> int | None:
        price = self._money(row, Field.PRICE)
        if price is None:
            self._defaults.note(Field.PRICE.value, "shown without a price; matches no price filter")
        return price

    def _money(self, row: _Row, field: Field) -> int | None:
        text = row.text(field)
        try:
            return self._prices.read(text, row.text(Field.CURRENCY)) if text else None
        except NotMoney as bad:
            raise _BadRow(field, str(bad)) from bad


class _Row:
    """A row being read, and what had to be left out of it."""

    def __init__(self, raw: Raw, notes: list[Rejected]) -> None:
        self.raw = raw
        self._notes = notes

    def text(self, field: Field) -> str:
        return self.raw.values.get(field, "")

    def optional(self, field: Field, read: Callable[[str], _Value]) -> _Value | None:
        """A value that a product can do without: left out and noted where it cannot be read."""
        text = self.text(field)
        try:
            return read(text) if text else None
        except (BadValue, NotMoney) as bad:
            self.note(field, str(bad))
            return None

    def note(self, field: Field, reason: str) -> None:
        self._notes.append(Rejected(self.raw.row, field.value, reason))


def _read_end(text: str) -> float:
    return read_time(text, end=True)
