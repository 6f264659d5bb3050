from __future__ import annotations

import json
from pathlib import Path

from gumsole.records import Availability
from tests.catalog.feeds import Read, written


def test_each_line_is_a_product(tmp_path: Path) -> None:
    rows = [
        {
            "sku": "1",
            "title": "スニーカー 👟",
            "price": 5.9,
            "currency": "EUR",
            "available": True,
            "extra": {"a": 1},
            "photos": ["a.jpg", "b,c.jpg"],
            "category": ["Shoes", "Sneakers"],
            "color": ["white", "gum"],
        },
        {"sku": 2, "title": None, "price": "7.00 EUR", "available": False},
    ]
    read = Read(written(tmp_path, "\n".join(json.dumps(row) for row in rows) + "\n\n"))
    first, second = read.products["1"], read.products["2"]
    assert (read.feed.format, first.title, second.title) == ("jsonl", "スニーカー 👟", "")
    assert (first.category, first.attributes) == (("Shoes", "Sneakers"), {"color": "white, gum"})
    assert first.photos[0] == str(tmp_path / "a.jpg")
    assert [offer.price for offer in read.offers.values()] == [590, 700]
    assert [offer.availability for offer in read.offers.values()] == [
        Availability.IN_STOCK,
        Availability.OUT_OF_STOCK,
    ]


def test_numbers_are_exact_however_long(tmp_path: Path) -> None:
    read = Read(written(tmp_path, '{"id": %s, "price": 0.290, "title": NaN}' % ("7" * 200)), currency="EUR")
    assert read.offers["7" * 200].price == 29
    assert read.products["7" * 200].title == "NaN"


def test_bad_lines_are_rejected_and_the_feed_goes_on(tmp_path: Path) -> None:
    lines = [
        '{"id": "1"}',
        '{"id": ',
        "[1]",
        '{"id": {"a": 1}}',
        '{"id": "5", "image": [["x"]]}',
        "{" * 100_000,
        '{"id": "' + "x" * 1_100_000 + '"}',
        '{"id": "8"}',
    ]
    read = Read(written(tmp_path, "\n".join(lines)))
    assert [(item.row, item.product.sku) for item in read.items] == [(1, "1"), (8, "8")]
    assert read.reasons == [(2, "line"), (3, "line"), (4, "sku"), (5, "photo"), (6, "line"), (7, "line")]


def test_half_a_character_does_not_reach_the_store(tmp_path: Path) -> None:
    read = Read(written(tmp_path, r'{"id": "1", "title": "a\ud800b"}'))
    assert read.products["1"].title == "a?b"


def test_mapped_names_that_never_come_up_are_told(tmp_path: Path) -> None:
    read = Read(written(tmp_path, '{"id": "1", "namn": "a"}'), mapping={"namn": "title", "pris": "price"})
    assert read.products["1"].title == "a"
    assert read.default("--map").meaning == "the column 'pris' never came up"
