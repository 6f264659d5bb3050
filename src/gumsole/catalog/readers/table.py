"""Google Merchant text feeds and a merchant's own tables: one product per row, columns by name."""

from __future__ import annotations

from collections.abc import Generator

from gumsole.catalog.items.fields import Field, Raw, Vocabulary, gather
from gumsole.catalog.opening.source import ACCEPTED, Source
from gumsole.catalog.opening.tables import Header, read_rows
from gumsole.errors import BadFeed
from gumsole.records import Rejected


def read_table(source: Source, header: Header, vocabulary: Vocabulary) -> Generator[Raw | Rejected]:
    """Each row as a product.

    Raises
    ------
    BadFeed
        If no column names the products, or a mapped column is missing.
    """
    vocabulary.require(header.columns)
    places = [vocabulary.place(name) for name in header.columns]
    if not any(place and place.field is Field.SKU for place in places):
        shown = ", ".join(repr(name[:40]) for name in header.columns[:12])
        raise BadFeed(
            f"{source.path} is a table without an id column, its first row is {shown}; "
            f"name the column with --map COLUMN=sku; {ACCEPTED}"
        )
    for row in read_rows(source, header):
        if isinstance(row, Rejected):
            yield row
        else:
            yield gather(
                row.row, [(place, cell) for place, cell in zip(places, row.cells, strict=True) if place]
            )
