"""Shopify's product CSV, both generations: rows of one handle form a product, its variants are sold."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.fields import PHOTO_FIELDS, Field, Raw, Vocabulary
from gumsole.catalog.items.values import BadValue, read_count
from gumsole.catalog.opening.source import Source
from gumsole.catalog.opening.tables import Cells, Header, read_rows
from gumsole.catalog.readers.columns import Columns, attribute_named, mapped_values
from gumsole.records import Availability, Rejected

# Shopify allows 2,048 variants and 250 images; a handle with more rows is a damaged file.
MAX_ROWS = 2_048 + 250


class _Column(StrEnum):
    HANDLE = auto()
    TITLE = auto()
    DESCRIPTION = auto()
    VENDOR = auto()
    CATEGORY = auto()
    STATUS = auto()
    PUBLISHED = auto()
    SKU = auto()
    BARCODE = auto()
    PRICE = auto()
    COMPARE_AT = auto()
    COST = auto()
    TRACKER = auto()
    QUANTITY = auto()
    CONTINUE = auto()
    IMAGE = auto()
    IMAGE_POSITION = auto()
    VARIANT_IMAGE = auto()
    NAME_1 = auto()
    NAME_2 = auto()
    NAME_3 = auto()
    VALUE_1 = auto()
    VALUE_2 = auto()
    VALUE_3 = auto()


# The current name first, then the legacy one. A merchant's own type says more than Shopify's or Google's.
NAMES: dict[_Column, tuple[str, ...]] = {
    _Column.HANDLE: ("URL handle", "Handle"),
    _Column.TITLE: ("Title",),
    _Column.DESCRIPTION: ("Description", "Body (HTML)"),
    _Column.VENDOR: ("Vendor",),
    _Column.CATEGORY: (
        "Type",
        "Product category",
        "Google Shopping / Google product category",
    ),
    _Column.STATUS: ("Status",),
    _Column.PUBLISHED: ("Published on online store", "Published"),
    _Column.SKU: ("SKU", "Variant SKU"),
    _Column.BARCODE: ("Barcode", "Variant Barcodes", "Variant Barcode"),
    _Column.PRICE: ("Price", "Variant Price"),
    _Column.COMPARE_AT: ("Compare-at price", "Variant Compare At Price"),
    _Column.COST: ("Cost per item",),
    _Column.TRACKER: ("Inventory tracker", "Variant Inventory Tracker"),
    _Column.QUANTITY: ("Inventory quantity", "Variant Inventory Qty"),
    _Column.CONTINUE: ("Continue selling when out of stock", "Variant Inventory Policy"),
    _Column.IMAGE: ("Product image URL", "Image Src"),
    _Column.IMAGE_POSITION: ("Image position",),
    _Column.VARIANT_IMAGE: ("Variant image URL", "Variant Image"),
    _Column.NAME_1: ("Option1 name",),
    _Column.NAME_2: ("Option2 name",),
    _Column.NAME_3: ("Option3 name",),
    _Column.VALUE_1: ("Option1 value",),
    _Column.VALUE_2: ("Option2 value",),
    _Column.VALUE_3: ("Option3 value",),
}
_OPTION_NAMES = (_Column.NAME_1, _Column.NAME_2, _Column.NAME_3)
_OPTION_VALUES = (_Column.VALUE_1, _Column.VALUE_2, _Column.VALUE_3)
_NO_OPTION = "Default Title"  # what Shopify writes for a product without variants
_FALSE = ("false", "no", "0")
_CONTINUES = ("continue", "true", "yes", "1")


@dataclass(frozen=True, slots=True)
class _Stock:
    availability: str
    quantity: str


def read_shopify(
    source: Source, header: Header, vocabulary: Vocabulary, defaults: Defaults
) -> Generator[Raw | Rejected]:
    """Each variant as a product of its handle's group."""
    vocabulary.require(header.columns)
    reader = _Shopify(header, vocabulary, defaults)
    block: list[Cells] = []
    for row in read_rows(source, header):
        if isinstance(row, Rejected):
            yield row
            continue
        if block and not reader.continues(block[0], row):
            yield from reader.product(block)
            block = []
        if len(block) < MAX_ROWS:
            block.append(row)
        else:
            yield Rejected(row.row, "handle", f"more than {MAX_ROWS:,} rows of one product")
    if block:
        yield from reader.product(block)


class _Shopify:
    def __init__(self, header: Header, vocabulary: Vocabulary, defaults: Defaults) -> None:
        self._header = header.columns
        self._columns = Columns(header.columns, NAMES)
        self._vocabulary = vocabulary
        self._defaults = defaults
        self._attributes = [
            (field, place) for place, name in enumerate(header.columns) if (field := _attribute(name))
        ]

    def continues(self, first: Cells, row: Cells) -> bool:
        handle = self._get(row, _Column.HANDLE)
        return bool(handle) and handle == self._get(first, _Column.HANDLE)

    def product(self, block: list[Cells]) -> Iterator[Raw | Rejected]:
        """The variants of one handle's rows."""
        first = block[0]
        if not self._get(first, _Column.TITLE):
            reason = "the first row of a handle needs the title, and its rows must stand together"
            yield from (Rejected(row.row, "title", reason) for row in block)
            return
        variants = [row for row in block if row is first or self._is_variant(row)]
        images = self._images(block)
        owned = {self._get(row, _Column.VARIANT_IMAGE) for row in variants}
        for row in variants:
            own = self._get(row, _Column.VARIANT_IMAGE)
            shared = [image for image in images if image not in owned]
            photos = [own, *shared] if own else shared or images
            yield self._raw(first, row, tuple(photos), single=len(variants) == 1)

    def _get(self, row: Cells, column: _Column) -> str:
        return self._columns.get(row.cells, column)

    def _is_variant(self, row: Cells) -> bool:
        return any(self._get(row, column) for column in (_Column.SKU, _Column.PRICE, _Column.VALUE_1))

    def _images(self, block: list[Cells]) -> list[str]:
        rows = [row for row in block if self._get(row, _Column.IMAGE)]
        rows.sort(key=lambda row: _position(self._get(row, _Column.IMAGE_POSITION)))
        return [self._get(row, _Column.IMAGE) for row in rows]

    def _raw(self, first: Cells, row: Cells, photos: tuple[str, ...], *, single: bool) -> Raw:
        handle = self._get(first, _Column.HANDLE)
        options = [value for column in _OPTION_VALUES if (value := self._get(row, column))]
        made_up = handle if single or not handle else "/".join([handle, *options])
        price, sale = _prices(self._get(row, _Column.PRICE), self._get(row, _Column.COMPARE_AT))
        stock = self._stock(first, row)
        values = {
            Field.SKU: self._get(row, _Column.SKU) or made_up,
            Field.GROUP: handle,
            Field.TITLE: self._get(first, _Column.TITLE),
            Field.DESCRIPTION: self._get(first, _Column.DESCRIPTION),
            Field.BRAND: self._get(first, _Column.VENDOR),
            Field.CATEGORY: self._get(first, _Column.CATEGORY),
            Field.GTIN: self._get(row, _Column.BARCODE).lstrip("'"),  # Excel's mark for text
            Field.PRICE: price,
            Field.SALE_PRICE: sale,
            Field.COST: self._get(row, _Column.COST),
            Field.AVAILABILITY: stock.availability,
            Field.QUANTITY: stock.quantity,
            **self._attribute_values(first, row),
            **mapped_values(self._header, first.cells, self._vocabulary),
            **mapped_values(self._header, row.cells, self._vocabulary),
        }
        mapped_photos = tuple(values.pop(field) for field in PHOTO_FIELDS if field in values)
        return Raw(row.row, values, mapped_photos + photos)

    def _attribute_values(self, first: Cells, row: Cells) -> dict[Field, str]:
        values = {
            field: cell
            for field, place in self._attributes
            if (cell := row.cells[place] or first.cells[place])
        }
        for name, value in zip(_OPTION_NAMES, _OPTION_VALUES, strict=True):
            field = attribute_named(self._get(first, name))
            text = self._get(row, value)
            if field and text and text != _NO_OPTION:
                values[field] = text
        return values

    def _stock(self, first: Cells, row: Cells) -> _Stock:
        """Active, published, and either in stock, sold on regardless, or not tracked."""
        status, published = self._get(first, _Column.STATUS), self._get(first, _Column.PUBLISHED)
        if status.casefold() not in ("", "active") or published.casefold() in _FALSE:
            return _Stock(Availability.OUT_OF_STOCK, "")
        if not self._columns.has(_Column.TRACKER) and not self._columns.has(_Column.QUANTITY):
            self._defaults.note("availability", "in stock: the feed does not say")
            return _Stock(Availability.IN_STOCK, "")
        untracked = self._columns.has(_Column.TRACKER) and not self._get(row, _Column.TRACKER)
        if untracked or self._get(row, _Column.CONTINUE).casefold() in _CONTINUES:
            return _Stock(Availability.IN_STOCK, "")
        return _by_quantity(self._get(row, _Column.QUANTITY))


def _by_quantity(quantity: str) -> _Stock:
    try:
        some = read_count(quantity) > 0
    except BadValue:
        return _Stock("", "")  # tracked, but counted elsewhere: unknown
    return _Stock(Availability.IN_STOCK if some else Availability.OUT_OF_STOCK, quantity)


def _prices(price: str, compare_at: str) -> tuple[str, str]:
    """Shopify's price is what is asked now; the compare-at price, where higher, what it was before."""
    try:
        reduced = float(compare_at or "0") > float(price or "0")
    except ValueError:
        reduced = False
    return (compare_at, price) if reduced and price else (price, "")


def _attribute(column: str) -> Field | None:
    """`Color (product.metafields.shopify.color-pattern)` and `Google Shopping / Gender` name attributes."""
    found = re.fullmatch(r"(.+?) \((?:product|variant)\.metafields\..*\)|Google Shopping / (.+)", column)
    return attribute_named(found[1] or found[2]) if found else None


def _position(text: str) -> float:
    return float(text) if text.isdecimal() else float("inf")
