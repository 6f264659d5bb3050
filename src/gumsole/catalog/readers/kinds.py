"""Which kind of feed a file is, told from its first characters alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gumsole.catalog.items.fields import fold
from gumsole.catalog.opening.source import ACCEPTED, Source
from gumsole.catalog.opening.tables import Header, read_header
from gumsole.catalog.readers.folder import COLUMNS, ROLE
from gumsole.errors import BadFeed


class Kind(StrEnum):
    """The kinds of feed that Gumsole reads."""

    GOOGLE_XML = "google xml"
    GOOGLE_TABLE = "google table"
    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"
    JSONL = "jsonl"
    FOLDER = "folder"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Layout:
    """What kind of feed a file is, and its header where it is a table."""

    kind: Kind
    header: Header


def _folded(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


# Columns that only this platform's export has; two of them decide.
_SHOPIFY = _folded(
    "handle", "url handle", "body (html)", "variant sku", "variant price", "option1 name", "option1 value",
    "image src", "product image url", "variant inventory qty", "inventory quantity",
    "published on online store", "continue selling when out of stock", "variant inventory policy",
)  # fmt: skip
_WOOCOMMERCE = _folded(
    "in stock?", "is featured?", "visibility in catalog", "backorders allowed?", "regular price",
    "sold individually?", "allow customer reviews?", "attribute 1 name", "attribute 1 value(s)",
    "date sale price starts",
)  # fmt: skip
_GOOGLE = _folded(
    "image_link", "additional_image_link", "google_product_category", "item_group_id", "product_type",
    "identifier_exists", "custom_label_0", "sale_price_effective_date",
)  # fmt: skip
_TELLING = 2


_NO_HEADER = Header("", (), 0)


def recognize(source: Source) -> Layout:
    """The kind of a feed, by its content.

    Raises
    ------
    BadFeed
        If it is a web page or a JSON document, which no reader takes.
    """
    start = source.head.lstrip()
    if start[:15].lower().startswith(("<!doctype html", "<html")):
        raise BadFeed(f"{source.path} is a web page; is it the address of the feed itself? {ACCEPTED}")
    if start.startswith("["):
        raise BadFeed(f"{source.path} is a JSON array; write one product per line (JSONL); {ACCEPTED}")
    if start.startswith("<"):
        return Layout(Kind.GOOGLE_XML, _NO_HEADER)
    if start.startswith("{"):
        return Layout(Kind.JSONL, _NO_HEADER)
    header = read_header(source.head)
    return Layout(_kind_of_table(header.columns), header)


def _kind_of_table(columns: Iterable[str]) -> Kind:
    names = {fold(column) for column in columns}
    if names.issuperset((*map(fold, COLUMNS), ROLE)):
        return Kind.FOLDER
    for kind, telling in ((Kind.SHOPIFY, _SHOPIFY), (Kind.WOOCOMMERCE, _WOOCOMMERCE)):
        if len(names & telling) >= _TELLING:
            return kind
    return Kind.GOOGLE_TABLE if "id" in names and names & _GOOGLE else Kind.TABLE
