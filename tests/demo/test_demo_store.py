"""The demo store as it ships: whole, small, honest, and open to the public."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from defusedxml import ElementTree
from PIL import Image

from gumsole import demo
from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.records import CatalogItem
from tools.photography.flaws import Kind

G = "{http://base.google.com/ns/1.0}"
MAX_BYTES = 15_000_000
CATALOG_PX = 768


@dataclass(frozen=True, slots=True)
class Sold:
    """One item of the feed."""

    sku: str
    texts: dict[str, list[str]]

    def text(self, tag: str) -> str:
        return self.texts[tag][0]

    @property
    def studio_photos(self) -> list[str]:
        return self.texts["image_link"] + self.texts.get("additional_image_link", [])

    @property
    def photos(self) -> list[str]:
        return self.studio_photos + self.texts.get("lifestyle_image_link", [])


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    with demo.folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def sold(store: Path) -> list[Sold]:
    items = []
    for item in ElementTree.parse(store / "catalog.xml").getroot().iter("item"):
        texts: dict[str, list[str]] = {}
        for child in item:
            texts.setdefault(child.tag.removeprefix(G), []).append(child.text or "")
        items.append(Sold(texts["id"][0], texts))
    return items


@pytest.fixture(scope="module")
def flaws(store: Path) -> list[dict[str, str]]:
    with (store / "flaws.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def truth(store: Path) -> list[dict[str, str]]:
    with (store / "items.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_feed_and_the_queries_are_found_through_the_package() -> None:
    with demo.feed() as feed, demo.queries() as queries:
        assert feed.name == "catalog.xml"
        assert feed.is_file()
        assert len(queries) >= 10
        assert all(path.is_file() for path in queries)


def test_every_file_is_the_one_whose_checksum_was_written_down(store: Path) -> None:
    lines = (store / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in store.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == listed


def test_the_store_stays_small_enough_to_ship(store: Path) -> None:
    assert sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) <= MAX_BYTES


def test_provenance_and_the_public_domain_dedication_stand_beside_the_photos(store: Path) -> None:
    assert "tools/photography" in (store / "PROVENANCE.md").read_text(encoding="utf-8")
    assert "CC0 1.0 Universal" in (store / "LICENSE").read_text(encoding="utf-8")


def test_every_photo_of_the_feed_is_there_opens_and_no_other_lies_around(
    store: Path, sold: list[Sold], flaws: list[dict[str, str]]
) -> None:
    small = {row["image"] for row in flaws if row["flaw"] == "small"}
    named = [photo for item in sold for photo in item.photos]
    assert len(named) == len(set(named))
    assert set(named) == {path.relative_to(store).as_posix() for path in (store / "photos").iterdir()}
    for photo in named:
        with Image.open(store / photo) as image:
            image.load()
            assert (image.size == (CATALOG_PX, CATALOG_PX)) == (photo not in small)


def test_there_are_enough_products_to_browse(sold: list[Sold]) -> None:
    variants = Counter(item.text("item_group_id") for item in sold)
    assert len(variants) >= 120
    assert set(variants.values()) <= {2, 3, 4, 5}
    assert {len(item.studio_photos) for item in sold} == {2, 3}
    assert sum(len(item.photos) for item in sold) >= 600


def test_weak_photos_are_listed_with_what_is_wrong(
    store: Path, sold: list[Sold], flaws: list[dict[str, str]]
) -> None:
    shipped = {photo: item.sku for item in sold for photo in item.photos}
    assert {row["flaw"] for row in flaws} == set(get_args(Kind))
    for row in flaws:
        assert row["image"] in shipped
        if row["flaw"] == "duplicate":
            twin = f"photos/{row['same_as']}.webp"
            assert shipped[twin] != shipped[row["image"]]
            assert (store / twin).read_bytes() == (store / row["image"]).read_bytes()


def test_every_query_opens_and_has_a_row_of_truth(store: Path, truth: list[dict[str, str]]) -> None:
    queries = {row["image"] for row in truth if row["role"] == "query"}
    assert queries == {path.relative_to(store).as_posix() for path in (store / "queries").iterdir()}
    for query in queries:
        with Image.open(store / query) as image:
            image.load()


def test_catalog_rows_say_what_the_feed_says(sold: list[Sold], truth: list[dict[str, str]]) -> None:
    rows = {row["image"]: row for row in truth if row["role"] == "catalog"}
    assert set(rows) == {photo for item in sold for photo in item.photos}
    for item in sold:
        asked = item.texts.get("sale_price", item.texts["price"])[0]
        for photo in item.photos:
            row = rows[photo]
            assert (row["product_id"], row["group_id"]) == (item.sku, item.text("item_group_id"))
            assert (row["category"], row["color"]) == (item.text("product_type"), item.text("color"))
            assert (row["title"], f"{row['price']} EUR") == (item.text("title"), asked)


def test_queries_name_a_sold_product_or_none_with_a_box_inside_the_frame(
    sold: list[Sold], truth: list[dict[str, str]]
) -> None:
    groups = {item.sku: item.text("item_group_id") for item in sold}
    queries = [row for row in truth if row["role"] == "query"]
    for row in queries:
        assert row["product_id"] == "" or groups[row["product_id"]] == row["group_id"]
        x, y, w, h = (float(edge) for edge in row["box"].split(","))
        assert min(x, y) >= 0
        assert min(w, h) > 0.05
        assert max(x + w, y + h) <= 1.0001  # written with four digits
    assert len(queries) >= 60
    assert sum(not row["product_id"] for row in queries) >= 10
    assert len({row["category"] for row in queries if row["product_id"]}) >= 15


def test_gtins_are_unique_carry_a_right_check_digit_and_the_prefix_for_examples(sold: list[Sold]) -> None:
    gtins = [item.text("gtin") for item in sold]
    assert len(gtins) == len(set(gtins))
    for gtin in gtins:
        assert gtin.startswith("952")
        assert len(gtin) == 13
        # GS1 General Specifications 7.9: weights 1, 3, 1, 3 … from the left sum to a multiple of ten.
        assert sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(gtin)) % 10 == 0


def test_money_makes_sense(sold: list[Sold]) -> None:
    for item in sold:
        price, cost = (float(item.text(tag).removesuffix(" EUR")) for tag in ("price", "cost_of_goods_sold"))
        asked = float(item.texts.get("sale_price", item.texts["price"])[0].removesuffix(" EUR"))
        assert cost < asked <= price


def test_some_things_are_out_of_stock_and_say_so_twice(sold: list[Sold]) -> None:
    out = [item for item in sold if item.text("availability") == "out_of_stock"]
    assert 3 <= len(out) <= len(sold) / 4
    assert {item.sku for item in out} == {item.sku for item in sold if item.text("quantity") == "0"}


def test_dead_stock_last_sold_long_before_what_sells(sold: list[Sold]) -> None:
    dead = [item for item in sold if item.text("units_sold_30d") == "0"]
    assert len(dead) >= 10
    assert any(item.text("availability") == "in_stock" for item in dead)
    newest = max(item.text("last_sold_at") for item in sold)
    for item in sold:
        idle = date.fromisoformat(newest) - date.fromisoformat(item.text("last_sold_at"))
        assert (idle.days >= 90) == (item in dead)


def test_large_things_ship_to_some_countries_and_small_ones_everywhere(sold: list[Sold], store: Path) -> None:
    reach = {item.product.sku: item.offer.ships_to for item in read(store / "catalog.xml")}
    for item in sold:
        by_van = item.text("product_type").startswith(("Seating", "Tables", "Storage"))
        assert bool(reach[item.sku]) == by_van


def test_the_shopify_export_sells_the_same_things(store: Path) -> None:
    google = {item.product.sku: item for item in read(store / "catalog.xml")}
    shopify = {item.product.sku: item for item in read(store / "shopify.csv")}
    assert set(google) == set(shopify)
    for sku, item in shopify.items():
        other = google[sku]
        assert (item.product.group, item.product.category) == (other.product.group, other.product.category)
        assert item.product.photos[0] == other.product.photos[0]
        assert (item.offer.price, item.offer.sale_price) == (other.offer.price, other.offer.sale_price)
        assert (item.offer.quantity, item.offer.cost) == (other.offer.quantity, other.offer.cost)
        assert item.offer.in_stock == other.offer.in_stock
        assert item.product.attributes["color"] == other.product.attributes["color"]
        assert item.product.attributes["material"] == other.product.attributes["material"]


def read(feed: Path) -> list[CatalogItem]:
    rows = list(open_feed(feed, FeedOptions(currency="EUR")))
    assert all(isinstance(row, CatalogItem) for row in rows)
    return [row for row in rows if isinstance(row, CatalogItem)]


def test_variants_share_their_group_and_differ_in_color(sold: list[Sold]) -> None:
    shown = Counter((item.text("item_group_id"), item.text("color")) for item in sold)
    assert set(shown.values()) == {1}


def test_colors_repeat_across_categories_so_that_color_alone_cannot_answer(sold: list[Sold]) -> None:
    leaves: dict[str, set[str]] = {}
    for item in sold:
        leaves.setdefault(item.text("color"), set()).add(item.text("product_type"))
    assert leaves["Beige"] >= {"Seating > Sofas", "Seating > Bean bags"}
    assert leaves["Navy"] >= {"Tabletop > Mugs", "Lighting > Table lamps"}
