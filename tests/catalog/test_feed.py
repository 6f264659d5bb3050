from __future__ import annotations

import contextlib
import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.errors import BadFeed, BadQuery, InputError, NotFound
from gumsole.records import Availability, DefaultTaken, Rejected
from tests.catalog.feeds import Read, table, written


def test_rows_that_cannot_be_read_are_rejected_and_the_feed_goes_on(tmp_path: Path) -> None:
    rows = [
        ("id", "title", "price", "image_link"),
        ("1", "a", "5.00 EUR", ""),
        ("", "no id", "5.00 EUR", ""),
        ("1", "twice", "5.00 EUR", ""),
        ("4", "bad price", "five", ""),
        ("5", "other currency", "5.00 USD", ""),
        ("6" * 257, "long id", "5.00 EUR", ""),
        ("7", "t" * 2_001, "5.00 EUR", ""),
        ("8", "", "", "../secret.jpg"),
        ("4", "second try", "5.00 EUR", "1.jpg"),
    ]
    read = Read(written(tmp_path, table(*rows)))
    assert list(read.products) == ["1", "8", "4"]
    assert read.rejected[:6] == [
        Rejected(2, "sku", "no id"),
        Rejected(3, "sku", "'1' is in the feed already; the first one stays"),
        Rejected(4, "price", "'five' is no price; write it like 299.00 EUR"),
        Rejected(5, "price", "USD is not EUR, the store's one currency"),
        Rejected(6, "sku", "257 characters, at most 256"),
        Rejected(7, "title", "2,001 characters, at most 2,000"),
    ]
    assert read.reasons[6] == (8, "photo")
    assert read.products["8"].photos == ()


def test_values_that_a_product_can_do_without_are_left_out_and_noted(tmp_path: Path) -> None:
    columns = ("id", "quantity", "cost", "ships_to", "sale_from", "popularity", "sale_price_effective_date")
    read = Read(
        written(tmp_path, table(columns, ("1", "many", "x", "Mars", "soon", "high", "now"))), currency="EUR"
    )
    offer = read.offers["1"]
    assert (offer.quantity, offer.cost, offer.ships_to, offer.sale_from, offer.popularity) == (
        None,
        None,
        (),
        None,
        None,
    )
    assert {field for _, field in read.reasons} == {
        "quantity", "cost", "ships_to", "sale_from", "popularity", "sale_period",
    }  # fmt: skip
    assert offer.availability is Availability.UNKNOWN


def test_a_sale_whose_period_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    columns = ("id", "price", "sale_price", "sale_price_effective_date", "sale_until")
    rows = (
        ("1", "9", "5", "soon", ""),
        ("2", "9", "5", "", "later"),
        ("3", "9", "5", "", "2026-03-01T00:00Z"),
    )
    read = Read(written(tmp_path, table(columns, *rows)), currency="EUR")
    assert [offer.sale_price for offer in read.offers.values()] == [None, None, 500]
    assert read.offers["3"].sale_until == 1_772_323_200  # `date -u -d 2026-03-01 +%s`
    assert read.reasons == [(1, "sale_period"), (2, "sale_until")]


def test_defaults_taken_are_counted(tmp_path: Path) -> None:
    rows = (("id", "gtin", "link", "description"), ("1", "1", "ftp://x", "d" * 20_001), ("2", "", "", ""))
    read = Read(written(tmp_path, table(*rows)))
    assert set(read.feed.defaults) == {
        DefaultTaken("availability", "in stock: the feed does not say", 2),
        DefaultTaken("price", "shown without a price; matches no price filter", 2),
        DefaultTaken("gtin", "left out: not 8, 12, 13 or 14 digits", 1),
        DefaultTaken("link", "left out: no http(s) address", 1),
        DefaultTaken("description", "cut to 20,000 characters", 1),
    }
    assert (read.products["1"].gtin, read.products["1"].link) == ("", "")
    assert len(read.products["1"].description) == 20_000


def test_an_availability_column_with_nothing_in_it_is_never_sellable(tmp_path: Path) -> None:
    rows = (("id", "availability"), ("1", "in stock"), ("2", ""), ("3", "ask us"))
    read = Read(written(tmp_path, table(*rows)))
    assert [offer.in_stock for offer in read.offers.values()] == [True, False, False]
    assert read.default("availability") == DefaultTaken(
        "availability", "not sellable: the value is empty or unknown", 2
    )


def test_a_quantity_alone_tells_what_is_in_stock(tmp_path: Path) -> None:
    rows = (("id", "quantity"), ("1", "3"), ("2", "0"), ("3", ""))
    read = Read(written(tmp_path, table(*rows)))
    assert [offer.availability for offer in read.offers.values()] == [
        Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.UNKNOWN,
    ]  # fmt: skip


def test_more_photos_than_any_platform_allows_are_cut(tmp_path: Path) -> None:
    photos = ",".join(f"{number}.jpg" for number in range(150))
    text = table(
        ("id", "photos", "more_photos"), ("1", f'"{photos}"', f'"{photos},1.jpg,{photos.replace(".", "b.")}"')
    )
    read = Read(written(tmp_path, text))
    assert len(read.products["1"].photos) == 150
    assert read.default("photo").meaning == "only the first 250 of a product used"


def test_every_iteration_starts_anew(tmp_path: Path) -> None:
    feed = open_feed(written(tmp_path, "id,price\n1,5.00 EUR\n1,6.00 EUR\n"))
    assert list(feed) == list(feed)
    assert (feed.currency, feed.progress) == ("EUR", 1.0)
    assert sum(taken.rows for taken in feed.defaults) == 1


def test_a_feed_of_bare_prices_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    path = written(tmp_path, "id,price\n1,\n2,5.00\n")
    with pytest.raises(BadFeed, match="--currency"):
        open_feed(path)
    assert [offer.price for offer in Read(path, currency="JPY").offers.values()] == [None, 5]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (FeedOptions(currency="EURO"), "--currency"),
        (FeedOptions(decimal="x"), "--decimal"),
        (FeedOptions(mapping={"id": "skuu"}), "did you mean 'sku'"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path: Path, options: FeedOptions, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        open_feed(written(tmp_path, "id\n1\n"), options)


def test_a_mapped_column_that_the_table_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match="did you mean 'title'"):
        open_feed(written(tmp_path, "id,title\n1,a\n"), FeedOptions(mapping={"titel": "title"}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"id": 1}]', "JSON array"),
        ("just some words\nand more\n", "without an id column"),
        ("<html>404</html>", "web page"),
    ],
)
def test_what_is_no_feed_is_refused_with_what_it_is(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadFeed, match=message):
        open_feed(written(tmp_path, text))


def test_a_missing_path_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_feed(tmp_path / "feed.csv")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"id,title\n{text}".encode()))
def test_no_bytes_raise_anything_but_an_input_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "feed"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        list(open_feed(path, FeedOptions(currency="EUR")))


MEASURE = """
import resource, sys
from pathlib import Path
from gumsole.catalog.feed import FeedOptions, open_feed
for path in sys.argv[1:]:
    count = sum(1 for _ in open_feed(Path(path), FeedOptions(currency="EUR")))
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
WORDS = "gum sole sneaker with a white leather upper " * 40


def peaks(*paths: Path) -> list[tuple[int, float]]:
    """Rows that each feed gave one fresh process, and the most memory that it held until then, in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)], capture_output=True, text=True, check=True
    )
    unit = 1024 if sys.platform == "linux" else 1024**2
    return [(int(rows), int(most) / unit) for rows, most in map(str.split, done.stdout.splitlines())]


def google_table(rows: int) -> str:
    body = (f"{i}\tShoe {i}\t{WORDS}\thttps://c.example/{i}.jpg\t{i % 90}.00 EUR\n" for i in range(rows))
    return "id\ttitle\tdescription\timage_link\tprice\n" + "".join(body)


def google_xml(rows: int) -> str:
    body = (
        f"<item><g:id>{i}</g:id><title>{WORDS}</title><g:price>5.00 EUR</g:price></item>" for i in range(rows)
    )
    return f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{"".join(body)}</channel></rss>'


def woocommerce(rows: int) -> str:
    children = (f"{i},variation,v{i},,5,1,p{i // 2}\n" for i in range(rows // 2))
    parents = (f"{i},variable,p{i},{WORDS},,1,\n" for i in range(rows // 2))
    return "ID,Type,SKU,Name,Regular price,In stock?,Parent\n" + "".join(children) + "".join(parents)


def jsonl(rows: int) -> str:
    return "".join(f'{{"id": {i}, "title": "{WORDS}"}}\n' for i in range(rows))


@pytest.mark.parametrize("make", [google_table, google_xml, woocommerce, jsonl])
def test_memory_does_not_grow_with_the_feed(tmp_path: Path, make: Callable[[int], str]) -> None:
    (tmp_path / "short.gz").write_bytes(gzip.compress(make(200).encode(), 1))
    (tmp_path / "long.gz").write_bytes(gzip.compress(make(8_000).encode(), 1))
    (short_rows, short), (long_rows, long) = peaks(tmp_path / "short.gz", tmp_path / "long.gz")
    assert long_rows == 40 * short_rows
    # 8,000 rows of 1,760 characters are 14 MB of text alone; ids take 0.3 MB, the rest is slack.
    assert long - short < 4
