"""The store's catalog as Shopify exports its products.

Shopify knows one photo a variant, no sales and no countries: what the Google feed says besides is not in it.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from tools.photography.commerce import Listing, listings, money

COLUMNS = (
    "Title",
    "URL handle",
    "Description",
    "Vendor",
    "Type",
    "Published on online store",
    "Status",
    "SKU",
    "Barcode",
    "Option1 name",
    "Option1 value",
    "Price",
    "Compare-at price",
    "Cost per item",
    "Inventory tracker",
    "Inventory quantity",
    "Continue selling when out of stock",
    "Product image URL",
    "Image position",
    "Variant image URL",
    "Material (variant.metafields.custom.material)",
)


def write(path: Path) -> None:
    """Write `shopify.csv`: a row for each variant, what they share in the first row of a product."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for _, variants in groupby(listings(), key=lambda listing: listing.group.id):
            rows.writerows(_row(listing, place) for place, listing in enumerate(variants, start=1))


def _row(listing: Listing, place: int) -> list[str]:
    group, variant = listing.group, listing.variant
    shared = [
        f"{group.name} {group.noun}",
        group.id,
        group.description,
        group.brand,
        " > ".join(group.category),
        "TRUE",
        "Active",
    ]
    return [
        *(shared if place == 1 else ["", group.id, "", "", "", "", ""]),
        listing.sku,
        listing.gtin,
        "Color" if place == 1 else "",
        variant.color,
        money(listing.asked),
        money(variant.price) if variant.sale else "",
        money(listing.cost),
        "shopify",
        str(variant.quantity),
        "FALSE",
        listing.photos[0],
        str(place),
        listing.photos[0],
        variant.material,
    ]
