from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path

import pytest

from gumsole.errors import BadFeed
from gumsole.records import Availability, DefaultTaken
from tests.catalog.feeds import Read, table, written

GOOGLE = {
    "id": "a1",
    "title": "Gum sole sneaker",
    "description": "<p>White &amp; gum</p>",
    "link": "https://shop.example/a1",
    "image_link": "https://cdn.example/w_1,h_2/a1.jpg",
    "additional_image_link": "https://cdn.example/a1b.jpg,https://cdn.example/a1%2Cc.jpg",
    "lifestyle_image_link": "https://cdn.example/a1-street.jpg",
    "availability": "preorder",
    "availability_date": "2026-03-01T00:00Z",
    "price": "1,299.00 CZK",
    "sale_price": "999.00 CZK",
    "sale_price_effective_date": "2026-03-01T00:00Z/2026-03-02",
    "cost_of_goods_sold": "400.00 CZK",
    "google_product_category": "187",
    "product_type": "Shoes > Sneakers",
    "brand": "Gumsole",
    "gtin": "978-0306406157",
    "item_group_id": "a",
    "color": "White/Gum",
    "size": "42",
    "condition": "new",
    "shipping(country)": "CZ,SK",
    "popularity": "0.7",
    "units_sold_30d": "12",
    "last_sold_at": "2026-03-01",
    "custom_label_0": "summer",
}
MARCH = 1_772_323_200.0  # 2026-03-01T00:00Z, by `date -u -d 2026-03-01 +%s`


def test_a_google_text_feed_fills_every_field(tmp_path: Path) -> None:
    read = Read(written(tmp_path, table(GOOGLE, GOOGLE.values(), sign="\t")))
    (item,) = read.items
    product, offer = item.product, item.offer
    assert (read.feed.format, read.feed.currency, item.row, read.rejected) == ("google table", "CZK", 1, [])
    assert (product.sku, product.group, product.title, product.brand) == (
        "a1",
        "a",
        "Gum sole sneaker",
        "Gumsole",
    )
    assert product.description == "White & gum"
    assert product.category == ("Shoes", "Sneakers")
    assert product.attributes == {"color": "White/Gum", "size": "42", "condition": "new"}
    assert (product.gtin, product.link) == ("9780306406157", "https://shop.example/a1")
    assert product.photos == (
        "https://cdn.example/w_1,h_2/a1.jpg",
        "https://cdn.example/a1b.jpg",
        "https://cdn.example/a1%2Cc.jpg",
        "https://cdn.example/a1-street.jpg",
    )
    assert (offer.availability, offer.available_from) == (Availability.PREORDER, MARCH)
    assert (offer.price, offer.sale_price, offer.cost) == (129900, 99900, 40000)
    assert (offer.sale_from, offer.sale_until) == (MARCH, MARCH + 2 * 86_400)
    assert (offer.ships_to, offer.popularity, offer.units_sold_30d) == (("CZ", "SK"), 0.7, 12)
    assert (offer.last_sold_at, offer.updated_at, offer.quantity) == (MARCH, None, None)


@pytest.mark.parametrize("sign", ["\t", ",", ";", "|"])
def test_the_delimiter_is_found_by_the_header(tmp_path: Path, sign: str) -> None:
    text = table(("id", "title"), ("1", '"a,b;c|d\te ""f"""'), sign=sign)
    assert Read(written(tmp_path, text)).products["1"].title == 'a,b;c|d\te "f"'


def test_excels_semicolon_csv_is_read_as_excel_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes("sep=;\r\nSKU;Größe;Preis\r\n1;XL;5,90 €\r\n\r\n2;M;7,00 €\r\n".encode("cp1252"))
    read = Read(path, mapping={"Preis": "price"})
    assert [item.offer.price for item in read.items] == [590, 700]
    assert read.products["1"].attributes == {"size": "XL"}
    assert read.default("encoding") == DefaultTaken("encoding", "Windows-1252 in lines that are not UTF-8", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le+bom"])
def test_any_script_survives_any_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    titles = ["白いスニーカー", "حذاء رياضي أبيض", "👟 gum 🧼 sole", "Žluté boty"]
    text = table(("id", "title"), *((f"商品{i}", title) for i, title in enumerate(titles)))
    path = tmp_path / "feed"
    path.write_bytes(b"\xff\xfe" + text.encode("utf-16-le") if "+" in encoding else text.encode(encoding))
    read = Read(path)
    assert [item.product.title for item in read.items] == titles
    assert list(read.products) == ["商品0", "商品1", "商品2", "商品3"]


def test_an_older_encoding_is_read_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_bytes("商品番号,商品名\n1,白い靴\n".encode("shift_jis"))
    read = Read(path, encoding="shift_jis", mapping={"商品番号": "sku", "商品名": "title"})
    assert read.products["1"].title == "白い靴"


def test_values_stay_untouched_but_for_the_blanks_around_them(tmp_path: Path) -> None:
    title = unicodedata.normalize("NFD", "Café")
    assert Read(written(tmp_path, f"id,title\n1, {title} \n")).products["1"].title == title


def test_one_broken_line_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_bytes(b"id,title\n1,\xc3\xa9t\xc3\xa9\n2,\xe9t\xe9\n")
    assert [item.product.title for item in Read(path).items] == ["été", "été"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(tmp_path: Path, end: str) -> None:
    read = Read(written(tmp_path, f'{end}id,title{end}1,"two{end}lines"{end}{end}2,b'))
    assert [(item.row, item.product.title) for item in read.items] == [(1, "two\nlines"), (2, "b")]


def test_a_gzip_feed_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(gzip.compress(b"id,title\n1,a\n"))
    assert Read(path).products["1"].title == "a"


def test_rows_of_the_wrong_width_are_rejected_only_where_something_is_lost(tmp_path: Path) -> None:
    read = Read(written(tmp_path, "id,title\n1\n2,b,,\n3,c,d\n"))
    assert list(read.products) == ["1", "2"]
    assert read.rejected[0].reason == "3 cells where the header has 2; is a value unquoted?"


def test_zero_bytes_are_dropped(tmp_path: Path) -> None:
    path = written(tmp_path, "id,title\n" + "".join(f"{i},{'x' * 100}\n" for i in range(700)) + "z,a\0b\n")
    assert Read(path).products["z"].title == "ab"


def test_endless_cells_lines_and_rows_are_rejected_and_the_feed_goes_on(tmp_path: Path) -> None:
    cell = "x" * 200_000
    line = "y" * 1_200_000
    row = '"a","\n' * 200_000
    read = Read(written(tmp_path, f'id,title\n1,{cell}\n2,{line}\n3,"{row}"\n4,d\n'))
    assert "4" in read.products
    assert {"1", "2", "3"}.isdisjoint(read.products)
    assert "field larger" in read.rejected[0].reason
    assert "longer than 1,048,576" in read.rejected[1].reason


def test_a_table_that_shares_a_word_with_a_platform_is_the_merchants_own(tmp_path: Path) -> None:
    read = Read(written(tmp_path, "sku,parent,regular_price,handle\n1,p,5.00 EUR,h\n"))
    assert (read.feed.format, read.offers["1"].price) == ("table", 500)


def test_mapped_columns_fill_the_fields_they_are_mapped_to(tmp_path: Path) -> None:
    path = written(tmp_path, "Nr,Bild,Verkauft\n1,a.jpg,7\n")
    read = Read(path, mapping={"nr": "sku", "Bild": "image_link", "verkauft": "units_sold_30d"})
    assert read.products["1"].photos == (str(tmp_path / "a.jpg"),)
    assert read.offers["1"].units_sold_30d == 7


def test_a_table_without_ids_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match=r"first row is 'name', 'price'.*--map COLUMN=sku"):
        Read(written(tmp_path, "name,price\na,5\n"))


def test_a_header_alone_is_no_feed(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match="no products"):
        Read(written(tmp_path, "id,title\n\n"))
