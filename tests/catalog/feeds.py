"""Feeds that tests write and read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gumsole.catalog.feed import Feed, FeedOptions, open_feed
from gumsole.records import CatalogItem, DefaultTaken, Rejected


def written(folder: Path, text: str, name: str = "feed") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def table(*rows: Iterable[str], sign: str = ",") -> str:
    return "".join(sign.join(row) + "\n" for row in rows)


class Read:
    """Everything that one feed gave."""

    def __init__(self, path: Path, **options: object) -> None:
        self.feed: Feed = open_feed(path, FeedOptions(**options))  # type: ignore[arg-type]
        rows = list(self.feed)
        self.items = [row for row in rows if isinstance(row, CatalogItem)]
        self.rejected = [row for row in rows if isinstance(row, Rejected)]
        self.products = {item.product.sku: item.product for item in self.items}
        self.offers = {item.product.sku: item.offer for item in self.items}

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(rejected.row, rejected.field) for rejected in self.rejected]

    def default(self, field: str) -> DefaultTaken:
        (taken,) = (taken for taken in self.feed.defaults if taken.field == field)
        return taken
