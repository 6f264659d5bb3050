"""The rows of a feed that are one machine's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gumsole.records import CatalogItem, Rejected, Shard


def part_of(rows: Iterable[CatalogItem | Rejected], shard: Shard) -> Iterator[CatalogItem | Rejected]:
    """The items of a shard with what had to be left out of them; of rows that gave no item, its share.

    All shards together give every row once.
    """
    last, mine = 0, False
    for row in rows:
        if isinstance(row, CatalogItem):
            last, mine = row.row, shard.holds(row.product.group)
            if mine:
                yield row
        elif mine if row.row == last else shard.holds_row(row.row):
            yield row
