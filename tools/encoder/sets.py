"""Labeled photos on disk: a folder with an `items.csv` and the photos it names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from gumsole.images.decode import decode
from gumsole.records import RGB


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo of a set.

    Attributes
    ----------
    role : str
        `catalog`; `view`, another photo by the shop; `query`, one as shoppers take them.
    """

    path: Path
    product: str
    group: str
    category: str
    source: str
    role: str

    def pixels(self) -> RGB:
        """Decoded as the product decodes every photo."""
        return decode(self.path.read_bytes()).rgb


def read_set(folder: Path) -> list[Shot]:
    """Photos of a set in the order of its `items.csv`."""
    with (folder / "items.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Shot(
                path=folder / row["image"],
                product=row["product_id"],
                group=row["group_id"],
                category=row["category"],
                source=row["source"],
                role=row["role"],
            )
            for row in csv.DictReader(rows)
        ]
