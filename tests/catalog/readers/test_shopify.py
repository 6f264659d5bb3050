from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gumsole.errors import BadFeed
from gumsole.records import Availability
from tests.catalog.feeds import Read, written

LEGACY = [
    {
        "Handle": "tee",
        "Title": "Gum Tee",
        "Body (HTML)": "<p>Soft</p>",
        "Vendor": "Gumsole",
        "Type": "Shirts",
        "Product Category": "Apparel > Clothing > Shirts",
        "Published": "true",
        "Status": "active",
        "Option1 Name": "Color",
        "Option1 Value": "White",
        "Option2 Name": "Size",
        "Option2 Value": "M",
        "Variant SKU": "T-W-M",
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": "3",
        "Variant Inventory Policy": "deny",
        "Variant Price": "19.00",
        "Variant Compare At Price": "25.00",
        "Variant Barcode": "'4006381333931",
        "Image Src": "https://c.example/2.jpg",
        "Image Position": "2",
        "Variant Image": "https://c.example/white.jpg",
        "Cost per item": "8.00",
        "Google Shopping / Gender": "unisex",
        "Material (product.metafields.shopify.fabric)": "cotton",
    },
    {
        "Handle": "tee",
        "Option1 Value": "Navy",
        "Option2 Value": "M",
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": "0",
        "Variant Inventory Policy": "deny",
        "Variant Price": "25.00",
        "Variant Compare At Price": "25.00",
        "Image Src": "https://c.example/1.jpg",
        "Image Position": "1",
        "Variant Image": "https://c.example/navy.jpg",
    },
    {"Handle": "tee", "Image Src": "https://c.example/white.jpg", "Image Position": "3"},
    {
        "Handle": "mug",
        "Title": "Mug",
        "Option1 Name": "Title",
        "Option1 Value": "Default Title",
        "Variant Price": "7",
        "Image Src": "https://c.example/mug.jpg",
    },
]

# The names of the current template for what the legacy one called otherwise.
CURRENT = {
    "Handle": "URL handle",
    "Body (HTML)": "Description",
    "Published": "Published on online store",
    "Option1 Name": "Option1 name",
    "Option1 Value": "Option1 value",
    "Option2 Name": "Option2 name",
    "Option2 Value": "Option2 value",
    "Variant SKU": "SKU",
    "Variant Inventory Tracker": "Inventory tracker",
    "Variant Inventory Qty": "Inventory quantity",
    "Variant Inventory Policy": "Continue selling when out of stock",
    "Variant Price": "Price",
    "Variant Compare At Price": "Compare-at price",
    "Variant Barcode": "Barcode",
    "Image Src": "Product image URL",
    "Image Position": "Image position",
    "Variant Image": "Variant image URL",
    "Product Category": "Product category",
}


def export(rows: list[dict[str, str]], *, current: bool = False) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([CURRENT.get(column, column) if current else column for column in columns])
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return text.getvalue()


@pytest.mark.parametrize("current", [False, True])
def test_both_generations_give_the_same_variants(tmp_path: Path, current: bool) -> None:
    read = Read(written(tmp_path, export(LEGACY, current=current)), currency="USD")
    assert (read.feed.format, read.rejected) == ("shopify", [])
    assert list(read.products) == ["T-W-M", "tee/Navy/M", "mug"]
    white, navy, mug = read.products.values()
    assert (white.group, white.title, white.description, white.brand) == ("tee", "Gum Tee", "Soft", "Gumsole")
    assert (white.category, white.gtin) == (("Shirts",), "4006381333931")
    assert white.attributes == {"color": "White", "size": "M", "material": "cotton", "gender": "unisex"}
    assert (navy.group, navy.title, navy.attributes["color"]) == ("tee", "Gum Tee", "Navy")
    assert (mug.group, mug.attributes, mug.photos) == ("mug", {}, ("https://c.example/mug.jpg",))


def test_a_variants_own_photo_is_first_and_no_other_variants(tmp_path: Path) -> None:
    read = Read(written(tmp_path, export(LEGACY)), currency="USD")
    names = {
        sku: [photo.rsplit("/", 1)[1] for photo in product.photos] for sku, product in read.products.items()
    }
    assert names["T-W-M"] == ["white.jpg", "1.jpg", "2.jpg"]
    assert names["tee/Navy/M"] == ["navy.jpg", "1.jpg", "2.jpg"]


def test_a_position_that_is_no_number_comes_last(tmp_path: Path) -> None:
    rows = [row | {"Image Position": "²"} if row.get("Image Position") == "1" else row for row in LEGACY]
    read = Read(written(tmp_path, export(rows)), currency="USD")
    photos = [photo.rsplit("/", 1)[1] for photo in read.products["tee/Navy/M"].photos]
    assert photos == ["navy.jpg", "2.jpg", "1.jpg"]


def test_the_price_is_what_is_asked_and_the_higher_compare_at_price_what_it_was(tmp_path: Path) -> None:
    offers = Read(written(tmp_path, export(LEGACY)), currency="USD").offers
    assert [(offer.price, offer.sale_price) for offer in offers.values()] == [
        (2500, 1900),
        (2500, None),
        (700, None),
    ]
    assert [offer.cost for offer in offers.values()] == [800, None, None]
    odd = [{"Handle": "a", "Title": "A", "Variant Price": "5", "Variant Compare At Price": "was 6"}]
    assert Read(written(tmp_path, export(odd)), currency="USD").offers["a"].price == 500


IN, OUT, UNKNOWN = Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.UNKNOWN


@pytest.mark.parametrize(
    ("status", "published", "tracker", "quantity", "policy", "expected"),
    [
        ("active", "true", "shopify", "3", "deny", (IN, 3)),
        ("Active", "TRUE", "shopify", "0", "deny", (OUT, 0)),
        ("active", "true", "shopify", "-2", "continue", (IN, None)),
        ("active", "true", "", "0", "deny", (IN, None)),
        ("active", "true", "shopify", "", "deny", (UNKNOWN, None)),
        ("draft", "true", "", "", "deny", (OUT, None)),
        ("archived", "true", "shopify", "3", "deny", (OUT, None)),
        ("active", "false", "shopify", "3", "deny", (OUT, None)),
        ("", "", "shopify", "3", "", (IN, 3)),
    ],
)
def test_sold_is_what_is_active_published_and_in_stock_or_sold_on_or_not_tracked(
    tmp_path: Path,
    status: str,
    published: str,
    tracker: str,
    quantity: str,
    policy: str,
    expected: tuple[str, int],
) -> None:
    row = {
        "Handle": "a",
        "Title": "A",
        "Status": status,
        "Published": published,
        "Variant Inventory Tracker": tracker,
        "Variant Inventory Qty": quantity,
        "Variant Inventory Policy": policy,
    }
    offer = Read(written(tmp_path, export([row]))).offers["a"]
    assert (offer.availability, offer.quantity) == expected


def test_an_export_without_inventory_counts_as_in_stock_and_says_so(tmp_path: Path) -> None:
    read = Read(written(tmp_path, export([{"Handle": "a", "Title": "A", "Variant Price": ""}])))
    assert read.offers["a"].in_stock
    assert read.default("availability").rows == 1


def test_rows_that_stand_apart_from_their_handle_are_rejected(tmp_path: Path) -> None:
    rows = [LEGACY[0], LEGACY[3], LEGACY[1], {"Title": "No handle", "Variant SKU": "N"}, {"Title": "None"}]
    read = Read(written(tmp_path, export(rows)), currency="USD")
    assert list(read.products) == ["T-W-M", "mug", "N"]
    assert read.reasons == [(3, "title"), (5, "sku")]


def test_a_handle_without_end_is_cut_and_a_broken_row_passed_over(tmp_path: Path) -> None:
    rows = [{"Handle": "a", "Title": "A", "Variant SKU": "0"}]
    rows += [{"Handle": "a", "Variant SKU": str(number)} for number in range(1, 2_300)]
    read = Read(written(tmp_path, export(rows) + "a,b,c,d,e\n"))
    assert len(read.items) == 2_298
    assert read.reasons[:2] == [(2_299, "handle"), (2_300, "handle")]
    assert read.reasons[2] == (2_301, "row")


def test_what_the_operator_maps_outdoes_shopifys_own_columns(tmp_path: Path) -> None:
    rows = [
        {
            "Handle": "a",
            "Title": "A",
            "Type": "T",
            "Path": "B > C",
            "Shot": "https://c.example/s.jpg",
            "Sold": "4",
            "Variant SKU": "1",
            "Image Src": "https://c.example/i.jpg",
        },
        {"Handle": "a", "Variant SKU": "2", "Sold": "5"},
    ]
    mapping = {"path": "category", "shot": "photo", "sold": "units_sold_30d"}
    read = Read(written(tmp_path, export(rows)), mapping=mapping)
    assert [item.product.category for item in read.items] == [("B", "C"), ("B", "C")]
    assert read.products["1"].photos == ("https://c.example/s.jpg", "https://c.example/i.jpg")
    assert [item.offer.units_sold_30d for item in read.items] == [4, 5]


def test_a_header_alone_is_no_feed(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match="no products"):
        Read(written(tmp_path, export(LEGACY).splitlines()[0]))


def test_shopify_names_no_currency_so_the_operator_must(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match="--currency"):
        Read(written(tmp_path, export(LEGACY)))
