from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gumsole.records import Availability
from tests.catalog.feeds import Read, written

PARENT = {
    "ID": "10",
    "Type": "variable",
    "SKU": "hoodie",
    "Name": "Hoodie",
    "Published": "1",
    "In stock?": "1",
    "Visibility in catalog": "visible",
    "Description": "<b>Warm</b> & soft",
    "Brands": "Gumsole",
    "Categories": "Sale, Clothing > Hoodies, Clothing > Tops\\, knitted",
    "Images": "https://w.example/1.jpg, 2.jpg",
    "Attribute 1 name": "Color",
    "Attribute 1 value(s)": "Blue, Green",
    "Attribute 2 name": "Logo",
    "Attribute 2 value(s)": "Yes",
}
BLUE = {
    "ID": "11",
    "Type": "variation",
    "SKU": "hoodie-blue",
    "Name": "Hoodie - Blue",
    "Published": "1",
    "In stock?": "1",
    "Stock": "4",
    "Regular price": "45",
    "Sale price": "42.5",
    "Date sale price starts": "2026-03-01",
    "Date sale price ends": "2026-03-02",
    "Parent": "hoodie",
    "Images": "https://w.example/blue.jpg",
    "Attribute 1 name": "Color",
    "Attribute 1 value(s)": "Blue",
    "Meta: _cogs_value": "20",
    "GTIN, UPC, EAN, or ISBN": "4006381333931",
}
GREEN = {
    "ID": "12",
    "Type": "variation",
    "Parent": "id:10",
    "In stock?": "1",
    "Published": "1",
    "Stock": "parent",
}
MUG = {
    "ID": "13",
    "Type": "simple, virtual",
    "Name": "Mug",
    "Published": "1",
    "In stock?": "0",
    "Regular price": "7",
}
MARCH = 1_772_323_200.0  # 2026-03-01T00:00Z, by `date -u -d 2026-03-01 +%s`


def export(*rows: dict[str, str]) -> str:
    columns = list(dict.fromkeys(column for row in (PARENT, BLUE, *rows) for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("rows", [(PARENT, BLUE, GREEN, MUG), (MUG, GREEN, BLUE, PARENT)])
def test_variations_take_what_they_leave_blank_from_a_parent_anywhere(
    tmp_path: Path, rows: tuple[dict[str, str], ...]
) -> None:
    read = Read(written(tmp_path, export(*rows)), currency="USD")
    assert (read.feed.format, read.rejected) == ("woocommerce", [])
    assert set(read.products) == {"hoodie-blue", "id:12", "id:13"}
    blue, green, mug = (read.products[sku] for sku in ("hoodie-blue", "id:12", "id:13"))
    assert (blue.title, green.title, blue.group, green.group, mug.group) == (
        "Hoodie - Blue",
        "Hoodie",
        "hoodie",
        "hoodie",
        "id:13",
    )
    assert blue.description == green.description == "Warm & soft"
    assert blue.category == green.category == ("Clothing", "Hoodies")
    assert (blue.brand, blue.gtin) == ("Gumsole", "4006381333931")
    assert (blue.attributes, green.attributes) == ({"color": "Blue"}, {"color": "Blue, Green"})
    assert blue.photos == ("https://w.example/blue.jpg",)
    assert green.photos == ("https://w.example/1.jpg", str(tmp_path / "2.jpg"))


def test_prices_periods_and_costs_are_the_variations_own(tmp_path: Path) -> None:
    read = Read(written(tmp_path, export(PARENT, BLUE, GREEN)), currency="USD")
    blue, green = read.offers["hoodie-blue"], read.offers["id:12"]
    assert (blue.price, blue.sale_price, blue.cost, blue.quantity) == (4500, 4250, 2000, 4)
    assert (blue.sale_from, blue.sale_until) == (MARCH, MARCH + 2 * 86_400)
    assert (green.price, green.quantity, green.availability) == (None, None, Availability.IN_STOCK)


def test_a_category_name_may_hold_an_escaped_comma(tmp_path: Path) -> None:
    row = MUG | {"Categories": "Mugs, Clothing > Tops\\, knitted > Wool"}
    product = Read(written(tmp_path, export(row)), currency="USD").products["id:13"]
    assert product.category == ("Clothing", "Tops, knitted", "Wool")


IN, OUT, BACK, UNKNOWN = (
    Availability.IN_STOCK,
    Availability.OUT_OF_STOCK,
    Availability.BACKORDER,
    Availability.UNKNOWN,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"In stock?": "1"}, (IN, None)),
        ({"In stock?": "0", "Stock": "0"}, (OUT, 0)),
        ({"In stock?": "backorder"}, (BACK, None)),
        ({"In stock?": "1", "Stock": "-2", "Backorders allowed?": "notify"}, (BACK, None)),
        ({"In stock?": "1", "Stock": "5", "Backorders allowed?": "1"}, (IN, 5)),
        ({"In stock?": ""}, (UNKNOWN, None)),
        ({"In stock?": "1", "Published": "0"}, (OUT, None)),
        ({"In stock?": "1", "Published": "-1"}, (OUT, None)),
        ({"In stock?": "1", "Visibility in catalog": "hidden"}, (OUT, None)),
        ({"In stock?": "1", "Visibility in catalog": "search"}, (IN, None)),
    ],
)
def test_sold_is_what_is_published_visible_and_in_stock(
    tmp_path: Path, changes: dict[str, str], expected: tuple[str, int]
) -> None:
    offer = Read(written(tmp_path, export(MUG | changes)), currency="USD").offers["id:13"]
    assert (offer.availability, offer.quantity) == expected


def test_variations_of_a_parent_that_is_a_draft_are_not_sold(tmp_path: Path) -> None:
    read = Read(written(tmp_path, export(BLUE, PARENT | {"Published": "-1"})), currency="USD")
    assert read.offers["hoodie-blue"].availability is OUT


def test_an_export_without_stock_counts_as_in_stock_and_says_so(tmp_path: Path) -> None:
    text = "ID,Type,SKU,Name,Regular price,Is featured?\n1,simple,a,A,5,0\n"
    read = Read(written(tmp_path, text), currency="USD")
    assert read.offers["a"].in_stock
    assert read.default("availability").rows == 1


def test_parents_without_children_and_children_without_parents_stand_for_themselves(tmp_path: Path) -> None:
    lonely = BLUE | {"Parent": "gone", "SKU": "lonely"}
    nothing = {"Type": "simple", "Name": "no id", "In stock?": "1"}
    read = Read(written(tmp_path, export(PARENT, lonely, nothing) + "x" + ",x" * 60 + "\n"), currency="USD")
    assert list(read.products) == ["hoodie", "lonely"]
    assert read.products["lonely"].group == "gone"
    assert read.reasons == [(3, "sku"), (4, "row")]


def test_what_the_operator_maps_outdoes_woocommerces_own_columns(tmp_path: Path) -> None:
    parent = PARENT | {"Meta: shot": "https://w.example/s.jpg", "Meta: path": "A > B"}
    read = Read(
        written(tmp_path, export(parent, BLUE)),
        currency="USD",
        mapping={"Meta: shot": "photo", "meta: path": "category"},
    )
    product = read.products["hoodie-blue"]
    assert product.category == ("A", "B")
    assert product.photos == ("https://w.example/s.jpg", "https://w.example/blue.jpg")
