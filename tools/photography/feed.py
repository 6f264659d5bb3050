"""The store's words and money: a Google Merchant feed and the truth of every photo."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from tools.photography.catalog import GROUPS, Group, Variant, offers, sku
from tools.photography.look import Edges
from tools.photography.queries import QUERIES, Query
from tools.photography.views import views

GOOGLE = "http://base.google.com/ns/1.0"
CURRENCY = "EUR"
SHOP = "https://store.example"  # a name that is reserved for examples (RFC 2606)
GTIN_PREFIX = "952"  # GS1's prefix for examples: never on a real product
COST_SHARE = {"Fennholt": 0.54, "Lowmoor": 0.47, "Lumenary": 0.44, "Kilnroot": 0.36, "Threadle": 0.41}
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


def gtin(number: int) -> str:
    """Thirteen digits under the example prefix, the last one the GS1 check digit."""
    body = f"{GTIN_PREFIX}{number:09d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-weighted % 10}"


def money(cents: int) -> str:
    """Write an amount as the feed wants it."""
    return f"{cents // 100}.{cents % 100:02d} {CURRENCY}"


def title(group: Group, variant: Variant) -> str:
    """Return the title a shopper reads."""
    material = "" if variant.material in {variant.color, "Brass"} else f", {variant.material}"
    return f"{group.name} {group.noun} – {variant.color}{material}"


def photo_paths(group: Group, variant: Variant) -> tuple[str, ...]:
    """Return the photos of a variant, relative to the feed, the main one first."""
    front, angled, *close = views(group, variant)
    return tuple(f"photos/{sku(group, variant)}-{view.name}.webp" for view in (angled, front, *close))


def write_feed(path: Path) -> None:
    """Write `catalog.xml`."""
    Xml.register_namespace("g", GOOGLE)
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    for tag, text in (
        ("title", "Gumsole demo store"),
        ("link", SHOP),
        ("description", "Things for a home, none of them real."),
    ):
        Xml.SubElement(channel, tag).text = text
    for number, (group, variant) in enumerate(offers(), start=1):
        item = Xml.SubElement(channel, "item")
        for tag, text in _attributes(group, variant, number):
            Xml.SubElement(item, f"{{{GOOGLE}}}{tag}").text = text
    Xml.indent(rss)
    path.write_bytes(Xml.tostring(rss, encoding="utf-8", xml_declaration=True) + b"\n")


def _attributes(group: Group, variant: Variant, number: int) -> list[tuple[str, str]]:
    first, *more = photo_paths(group, variant)
    bestseller = max(other.sold for _, other in offers())
    return [
        ("id", sku(group, variant)),
        ("item_group_id", group.id),
        ("title", title(group, variant)),
        ("description", group.description),
        ("link", f"{SHOP}/p/{group.id}?color={variant.color.lower().replace(' ', '-')}"),
        ("image_link", first),
        *(("additional_image_link", path) for path in more),
        ("brand", group.brand),
        ("gtin", gtin(number)),
        ("condition", "new"),
        ("product_type", " > ".join(group.category)),
        ("color", variant.color),
        ("material", variant.material),
        ("price", money(variant.price)),
        *((("sale_price", money(variant.sale)),) if variant.sale else ()),
        ("cost_of_goods_sold", money(round(variant.price * COST_SHARE[group.brand]))),
        ("availability", "in_stock" if variant.quantity else "out_of_stock"),
        ("quantity", str(variant.quantity)),
        ("units_sold_30d", str(variant.sold)),
        ("popularity", f"{math.log1p(variant.sold) / math.log1p(bestseller):.3f}"),
    ]


def write_items(path: Path, boxes: Mapping[str, Edges]) -> None:
    """Write `items.csv`: what every catalog photo and every query shows; `boxes` by query name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for group, variant in offers():
            for photo in photo_paths(group, variant):
                rows.writerow([photo, *_truth(group, variant), "catalog", "demo", SOURCE, ""])
        sold = {sku(group, variant): (group, variant) for group, variant in offers()}
        for query in QUERIES:
            truth = _truth(*sold[query.sku]) if query.sku else ["", "", "", "", "", ""]
            box = ",".join(f"{edge:.4f}" for edge in boxes[query.name])
            rows.writerow([query_path(query), *truth, "query", "demo", SOURCE, box])


def query_path(query: Query) -> str:
    """Return the photo of a query, relative to the feed."""
    return f"queries/{query.name}.jpg"


def _truth(group: Group, variant: Variant) -> list[str]:
    price = money(variant.sale or variant.price).removesuffix(f" {CURRENCY}")
    return [
        sku(group, variant),
        group.id,
        " > ".join(group.category),
        variant.color,
        title(group, variant),
        price,
    ]


def summary() -> str:
    """One line for the provenance page: how much there is."""
    leaves = {group.category for group in GROUPS}
    return f"{len(list(offers()))} variants of {len(GROUPS)} products in {len(leaves)} categories"
