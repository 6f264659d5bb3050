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
    upload : bool
        A photo as shoppers take them; else one as shops do.
    """

    path: Path
    product: str
    group: str
    source: str
    upload: bool

    def pixels(self) -> RGB:
        """Decoded as the product decodes every photo."""
        return decode(self.path.read_bytes()).rgb


def read_set(folder: Path) -> list[Shot]:
    """Photos of a set in the order of its `items.csv`; role `query` means a photo as shoppers take them."""
    with (folder / "items.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Shot(
                folder / row["image"],
                row["product_id"],
                row["group_id"],
                row["source"],
                row["role"] == "query",
            )
            for row in csv.DictReader(rows)
        ]
