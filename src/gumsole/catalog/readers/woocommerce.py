"""WooCommerce's product CSV: variations take what they leave blank from their parent, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing
from enum import StrEnum, auto

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.fields import PHOTO_FIELDS, Field, Raw, Vocabulary, split_photos
from gumsole.catalog.items.values import BadValue, read_count, read_path
from gumsole.catalog.opening.source import Source
from gumsole.catalog.opening.tables import Cells, Header, read_rows
from gumsole.catalog.readers.columns import Columns, attribute_named, mapped_values
from gumsole.catalog.readers.parents import Parents
from gumsole.records import Availability, Rejected


class _Column(StrEnum):
    ID = auto()
    TYPE = auto()
    SKU = auto()
    GTIN = auto()
    NAME = auto()
    PUBLISHED = auto()
    VISIBILITY = auto()
    DESCRIPTION = auto()
    BRAND = auto()
    CATEGORIES = auto()
    IMAGES = auto()
    PARENT = auto()
    REGULAR_PRICE = auto()
    SALE_PRICE = auto()
    SALE_FROM = auto()
    SALE_UNTIL = auto()
    COST = auto()
    IN_STOCK = auto()
    STOCK = auto()
    BACKORDERS = auto()
    EXTERNAL_URL = auto()


NAMES: dict[_Column, tuple[str, ...]] = {
    _Column.ID: ("ID",),
    _Column.TYPE: ("Type",),
    _Column.SKU: ("SKU",),
    _Column.GTIN: ("GTIN, UPC, EAN, or ISBN", "Meta: _global_unique_id"),
    _Column.NAME: ("Name",),
    _Column.PUBLISHED: ("Published",),
    _Column.VISIBILITY: ("Visibility in catalog",),
    _Column.DESCRIPTION: ("Description", "Short description"),
    _Column.BRAND: ("Brands", "Brand"),
    _Column.CATEGORIES: ("Categories",),
    _Column.IMAGES: ("Images",),
    _Column.PARENT: ("Parent",),
    _Column.REGULAR_PRICE: ("Regular price",),
    _Column.SALE_PRICE: ("Sale price",),
    _Column.SALE_FROM: ("Date sale price starts",),
    _Column.SALE_UNTIL: ("Date sale price ends",),
    _Column.COST: ("Cost of goods", "Meta: _cogs_value", "Meta: _wc_cog_cost"),
    _Column.IN_STOCK: ("In stock?",),
    _Column.STOCK: ("Stock",),
    _Column.BACKORDERS: ("Backorders allowed?",),
    _Column.EXTERNAL_URL: ("External URL",),
}
_ATTRIBUTE = re.compile(r"attribute (\d+) (name|value)", re.IGNORECASE)
_YES = ("1", "true", "yes", "instock")
_BACKORDERS = ("1", "notify", "yes")


def read_woocommerce(
    source: Source, header: Header, vocabulary: Vocabulary, defaults: Defaults
) -> Generator[Raw | Rejected]:
    """Each simple product and each variation; a first pass over the file gathers the parents."""
    vocabulary.require(header.columns)
    with closing(Parents()) as parents:
        reader = _WooCommerce(header, vocabulary, defaults, parents)
        for row in read_rows(source, header):
            if isinstance(row, Cells):
                reader.gather(row)
        for row in read_rows(source, header):
            if isinstance(row, Rejected):
                yield row
            elif reader.is_sold(row):
                yield reader.raw(row)


class _WooCommerce:
    def __init__(self, header: Header, vocabulary: Vocabulary, defaults: Defaults, parents: Parents) -> None:
        self._header = header.columns
        self._columns = Columns(header.columns, NAMES)
        self._attributes = _attribute_places(header)
        self._vocabulary = vocabulary
        self._defaults = defaults
        self._parents = parents

    def gather(self, row: Cells) -> None:
        """Keep a parent's cells; note whose child a variation is."""
        if self._is(row, "variable"):
            self._parents.keep(self._names(row), row.cells)
        elif self._is(row, "variation"):
            self._parents.adopt(self._get(row, _Column.PARENT))

    def is_sold(self, row: Cells) -> bool:
        """False for a parent: its variations are what is sold."""
        return not (self._is(row, "variable") and self._parents.has_children(self._names(row)))

    def raw(self, row: Cells) -> Raw:
        """One sold row, with what it takes from its parent."""
        reference = self._get(row, _Column.PARENT) if self._is(row, "variation") else ""
        cells = self._parents.get(reference) if reference else None
        parent = Cells(row.row, cells) if cells else row
        quantity = self._quantity(row)
        values = {
            Field.SKU: self._sku(row),
            Field.GROUP: self._sku(parent) if cells else reference,
            Field.TITLE: self._inherited(row, parent, _Column.NAME),
            Field.DESCRIPTION: self._inherited(row, parent, _Column.DESCRIPTION),
            Field.BRAND: self._inherited(row, parent, _Column.BRAND),
            Field.CATEGORY: _deepest(self._inherited(row, parent, _Column.CATEGORIES)),
            Field.GTIN: self._get(row, _Column.GTIN),
            Field.LINK: self._inherited(row, parent, _Column.EXTERNAL_URL),
            Field.PRICE: self._get(row, _Column.REGULAR_PRICE),
            Field.SALE_PRICE: self._get(row, _Column.SALE_PRICE),
            Field.SALE_FROM: self._get(row, _Column.SALE_FROM),
            Field.SALE_UNTIL: self._get(row, _Column.SALE_UNTIL),
            Field.COST: self._get(row, _Column.COST),
            Field.AVAILABILITY: self._availability(row, parent, quantity),
            Field.QUANTITY: "" if quantity is None else str(quantity),
            **self._attribute_values(parent),
            **self._attribute_values(row),
            **mapped_values(self._header, parent.cells, self._vocabulary),
            **mapped_values(self._header, row.cells, self._vocabulary),
        }
        mapped_photos = tuple(values.pop(field) for field in PHOTO_FIELDS if field in values)
        photos = split_photos(self._inherited(row, parent, _Column.IMAGES), listed=True)
        return Raw(row.row, values, (*mapped_photos, *photos))

    def _get(self, row: Cells, column: _Column) -> str:
        return self._columns.get(row.cells, column)

    def _inherited(self, row: Cells, parent: Cells, column: _Column) -> str:
        return self._get(row, column) or self._get(parent, column)

    def _is(self, row: Cells, kind: str) -> bool:
        return kind in (part.strip().casefold() for part in self._get(row, _Column.TYPE).split(","))

    def _names(self, row: Cells) -> list[str]:
        number = self._get(row, _Column.ID)
        return [name for name in (self._get(row, _Column.SKU), number and f"id:{number}") if name]

    def _sku(self, row: Cells) -> str:
        return next(iter(self._names(row)), "")

    def _attribute_values(self, row: Cells) -> dict[Field, str]:
        pairs = ((attribute_named(row.cells[name]), row.cells[value]) for name, value in self._attributes)
        return {field: value for field, value in pairs if field and value}

    def _quantity(self, row: Cells) -> int | None:
        """Pieces of this row; None where its stock is not counted, or counted with its parent's."""
        stock = self._get(row, _Column.STOCK)
        try:
            quantity = read_count(stock)
        except BadValue:
            return None
        return None if quantity == 0 and self._backorders(row) else quantity

    def _backorders(self, row: Cells) -> bool:
        return self._get(row, _Column.BACKORDERS).casefold() in _BACKORDERS

    def _availability(self, row: Cells, parent: Cells, quantity: int | None) -> str:
        hidden = "hidden" in (self._get(row, _Column.VISIBILITY), self._get(parent, _Column.VISIBILITY))
        if hidden or not (self._is_published(row) and self._is_published(parent)):
            return Availability.OUT_OF_STOCK
        if not self._columns.has(_Column.IN_STOCK):
            self._defaults.note("availability", "in stock: the feed does not say")
            return Availability.IN_STOCK
        stock = self._get(row, _Column.IN_STOCK).casefold()
        if stock in _YES and quantity is None and self._get(row, _Column.STOCK) and self._backorders(row):
            return Availability.BACKORDER
        return Availability.IN_STOCK if stock in _YES else stock

    def _is_published(self, row: Cells) -> bool:
        return self._get(row, _Column.PUBLISHED).casefold() in ("", *_YES)


def _attribute_places(header: Header) -> list[tuple[int, int]]:
    """Where each attribute's name and its value stand."""
    found: dict[str, dict[str, int]] = {}
    for place, column in enumerate(header.columns):
        part = _ATTRIBUTE.match(column)
        if part:
            found.setdefault(part[1], {})[part[2].casefold()] = place
    return [(places["name"], places["value"]) for places in found.values() if len(places) == 2]


def _deepest(categories: str) -> str:
    """The longest path of `A > B, C`; commas inside a name are escaped."""
    paths = [path.replace("\\,", ",") for path in re.split(r"(?<!\\),", categories)]
    return max(paths, key=lambda path: len(read_path(path)))
