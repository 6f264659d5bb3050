"""What every photo shows, as `gumsole evaluate` reads it, and which photos are weak on purpose."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from tools.photography.commerce import Listing, listings, money
from tools.photography.designs import Edges
from tools.photography.flaws import FLAWS
from tools.photography.queries import QUERIES, Query

COLUMNS = (
    "image",
    "product_id",
    "group_id",
    "category",
    "color",
    "title",
    "price",
    "role",
    "split",
    "source",
    "box",
)
SOURCE = "Gumsole demo store, rendered by the project, CC0"


def write_items(path: Path, boxes: Mapping[str, Edges]) -> None:
    """Write `items.csv`: what every catalog photo and every query shows; `boxes` by query name."""
    listed = {listing.sku: listing for listing in listings()}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for listing in listed.values():
            for photo in (*listing.photos, *filter(None, [listing.lifestyle])):
                rows.writerow([photo, *facts(listing), "catalog", "demo", SOURCE, ""])
        for query in QUERIES:
            truth = facts(listed[query.sku]) if query.sku else [""] * 6
            box = ",".join(f"{edge:.4f}" for edge in boxes[query.name])
            rows.writerow([query_path(query), *truth, "query", "demo", SOURCE, box])


def write_flaws(path: Path) -> None:
    """Write `flaws.csv`: the photos that are weak on purpose, and what is wrong with each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("image", "flaw", "same_as"))
        for flaw in FLAWS:
            rows.writerow((f"photos/{flaw.photo}.webp", flaw.kind, flaw.same_as))


def query_path(query: Query) -> str:
    """Return the photo of a query, relative to the feed."""
    return f"queries/{query.name}.jpg"


def facts(listing: Listing) -> list[str]:
    """Return what is true of a variant, in the columns from `product_id` to `price`."""
    return [
        listing.sku,
        listing.group.id,
        " > ".join(listing.group.category),
        listing.variant.color,
        listing.title,
        money(listing.asked),
    ]
