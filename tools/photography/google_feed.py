"""The store's catalog as Google Merchant Center reads it, with the merchant's own figures besides."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

from tools.photography.commerce import CURRENCY, SHOP, Listing, listings, money

GOOGLE = "http://base.google.com/ns/1.0"


def write(path: Path) -> None:
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
    for listing in listings():
        item = Xml.SubElement(channel, "item")
        for tag, text in _attributes(listing):
            Xml.SubElement(item, f"{{{GOOGLE}}}{tag}").text = text
        for country in listing.ships_to:
            Xml.SubElement(
                Xml.SubElement(item, f"{{{GOOGLE}}}shipping"), f"{{{GOOGLE}}}country"
            ).text = country
    Xml.indent(rss)
    path.write_bytes(Xml.tostring(rss, encoding="utf-8", xml_declaration=True) + b"\n")


def _attributes(listing: Listing) -> list[tuple[str, str]]:
    group, variant = listing.group, listing.variant
    first, *more = listing.photos
    return [
        ("id", listing.sku),
        ("item_group_id", group.id),
        ("title", listing.title),
        ("description", group.description),
        ("link", listing.link),
        ("image_link", first),
        *(("additional_image_link", path) for path in more),
        *((("lifestyle_image_link", listing.lifestyle),) if listing.lifestyle else ()),
        ("brand", group.brand),
        ("gtin", listing.gtin),
        ("condition", "new"),
        ("product_type", " > ".join(group.category)),
        ("color", variant.color),
        ("material", variant.material),
        ("price", _priced(variant.price)),
        *((("sale_price", _priced(variant.sale)),) if variant.sale else ()),
        ("cost_of_goods_sold", _priced(listing.cost)),
        ("availability", "in_stock" if variant.quantity else "out_of_stock"),
        ("quantity", str(variant.quantity)),
        ("units_sold_30d", str(variant.sold)),
        ("last_sold_at", listing.last_sold.isoformat()),
        ("popularity", f"{listing.popularity:.3f}"),
    ]


def _priced(cents: int) -> str:
    return f"{money(cents)} {CURRENCY}"
