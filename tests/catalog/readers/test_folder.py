from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.errors import BadFeed
from gumsole.records import Availability
from tests.catalog.feeds import Read, table, written

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
)
ROWS = (
    ("i/1.jpg", "p1", "g", "Shoes", "white", "First", "1.990", "catalog", "dev", "made"),
    ("i/9.jpg", "p9", "", "", "", "", "", "query", "dev", "made"),
    ("i/2.jpg", "p2", "", "", "", "", "", "Catalog", "dev", "made"),
    ("i/1b.jpg", "p1", "other", "Hats", "red", "Second", "7", "catalog", "dev", "made"),
    ("i/0.jpg", "", "", "", "", "", "", "catalog", "dev", "made"),
)


def test_rows_of_one_product_become_its_photos_and_the_first_names_it(tmp_path: Path) -> None:
    written(tmp_path, table(COLUMNS, *ROWS), "items.csv")
    read = Read(tmp_path, currency="USD")
    assert (read.feed.format, list(read.products)) == ("folder", ["p1", "p2"])
    first, offer = read.products["p1"], read.offers["p1"]
    assert (first.group, first.category, first.title) == ("g", ("Shoes",), "First")
    assert first.attributes == {"color": "white"}
    assert first.photos == (str(tmp_path / "i/1.jpg"), str(tmp_path / "i/1b.jpg"))
    assert (offer.price, offer.availability) == (199, Availability.IN_STOCK)
    assert read.products["p2"].group == "p2"
    assert read.reasons == [(5, "sku")]


def test_the_file_itself_may_be_named_whatever_it_is_called(tmp_path: Path) -> None:
    path = written(tmp_path, table(COLUMNS, *ROWS), "labels")
    assert list(Read(path, currency="USD").products) == ["p1", "p2"]


def test_a_set_without_catalog_rows_counts_whole_and_roles_may_be_chosen(tmp_path: Path) -> None:
    written(tmp_path, table(COLUMNS, *(row for row in ROWS if row[7] == "query")), "items.csv")
    assert list(Read(tmp_path).products) == ["p9"]
    written(tmp_path, table(COLUMNS, *ROWS), "items.csv")
    assert list(Read(tmp_path, roles=frozenset({"query"})).products) == ["p9"]


def test_photos_may_lie_elsewhere_and_roles_may_be_absent(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    written(
        tmp_path / "set",
        table(COLUMNS[:2], ("1.jpg", "p1"), ("1.jpg", "p1"), ("2.jpg", "p1", "x")),
        "items.csv",
    )
    read = Read(tmp_path / "set", photos=tmp_path / "photos")
    assert read.products["p1"].photos == (str(tmp_path / "photos/1.jpg"),)
    assert read.reasons == [(3, "row")]


def test_a_folder_needs_its_items_and_they_their_columns(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match=r"holds no items\.csv"):
        Read(tmp_path)
    written(tmp_path, "image,title\n1.jpg,a\n", "items.csv")
    with pytest.raises(BadFeed, match="no column 'product_id'"):
        Read(tmp_path)
