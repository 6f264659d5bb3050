from __future__ import annotations

import pytest

from gumsole.catalog.items.values import (
    BadValue,
    plain_text,
    read_availability,
    read_count,
    read_countries,
    read_gtin,
    read_link,
    read_measure,
    read_path,
    read_period,
    read_time,
    shown,
)
from gumsole.records import Availability

MARCH = 1_772_323_200.0  # 2026-03-01T00:00Z, by `date -u -d 2026-03-01 +%s`
DAY = 86_400.0


@pytest.mark.parametrize(
    ("word", "availability"),
    [
        ("in_stock", Availability.IN_STOCK),
        ("In Stock", Availability.IN_STOCK),
        ("https://schema.org/InStock", Availability.IN_STOCK),
        ("true", Availability.IN_STOCK),
        ("out of stock", Availability.OUT_OF_STOCK),
        ("0", Availability.OUT_OF_STOCK),
        ("PreOrder", Availability.PREORDER),
        ("back-order", Availability.BACKORDER),
        ("maybe", Availability.UNKNOWN),
        ("", Availability.UNKNOWN),
    ],
)
def test_availability_is_read_in_any_spelling(word: str, availability: Availability) -> None:
    assert read_availability(word) is availability


def test_categories_are_paths_root_first() -> None:
    assert read_path(" Home > Living Room &gt; Sofas > ") == ("Home", "Living Room", "Sofas")
    assert read_path("ホーム › ソファ") == ("ホーム", "ソファ")
    assert read_path("Tops/Shirts") == ("Tops/Shirts",)
    assert read_path("") == ()


def test_a_gtin_is_8_12_13_or_14_digits() -> None:
    assert read_gtin("978-0-306-40615-7") == "9780306406157"
    assert [read_gtin(text) for text in ("5.90123E+12", "123", "٠١٢٣٤٥٦٧")] == ["", "", ""]


def test_only_web_addresses_are_links() -> None:
    assert read_link("HTTPS://shop.example/a?b=1") == "HTTPS://shop.example/a?b=1"
    for text in (
        "javascript:alert(1)",
        "ftp://x/y",
        "http://",
        "http://a b",
        "http:///x",
        "//x/y",
        "http://x/\x01",
    ):
        assert read_link(text) == ""


def test_times_are_utc_unless_they_name_a_zone() -> None:
    assert read_time("2026-03-01") == MARCH
    assert read_time("2026-03-01", end=True) == MARCH + DAY
    assert read_time("2026-03-01T12:00-0800") == MARCH + 20 * 3600
    assert read_time("2026-03-01 12:00:00", end=True) == MARCH + DAY / 2
    assert read_time("1772323200") == MARCH
    assert read_period("2026-03-01/2026-03-02T06:00Z") == (MARCH, MARCH + 1.25 * DAY)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "0001-01-01T00:00+0100x", "12345", "9999-12-31"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="ISO 8601"):
        read_time(text, end=True)


def test_an_interval_needs_both_ends() -> None:
    with pytest.raises(BadValue, match="interval"):
        read_period("2026-03-01")


def test_counts_are_never_below_zero_nor_beyond_any_stock() -> None:
    assert [read_count(text) for text in ("12", "12.0000", "-3", "1E+999999")] == [12, 12, 0, 2**31 - 1]
    for text in ("many", "NaN", "inf", ""):
        with pytest.raises(BadValue):
            read_count(text)


def test_measures_are_finite() -> None:
    assert read_measure("4.5") == 4.5
    for text in ("nan", "1e999", "high"):
        with pytest.raises(BadValue):
            read_measure(text)


def test_countries_are_read_from_lists_and_from_googles_shipping() -> None:
    assert read_countries("us, DE;fr US") == ("US", "DE", "FR")
    assert read_countries("US:CA:In Store:4.95 USD,DE:::0 EUR") == ("US", "DE")
    with pytest.raises(BadValue, match="'GERMANY'"):
        read_countries("Germany")


def test_markup_becomes_words() -> None:
    markup = (
        "<p>White &amp; gum<br>sole</p><script>steal()</script><style>p{}</style>"
        "<ul><li>a</li><li>b</li></ul></script>x<!-- y --><!-- z"
    )
    assert plain_text(markup) == "White & gum\nsole\na\nb\nx"
    assert plain_text("5 > 3  stays") == "5 > 3  stays"
    assert plain_text("a < b &lt;i&gt;") == "a < b <i>"


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "</", "<![CDATA[", "&#", "<script>", "<!"])
def test_hostile_markup_is_read_in_one_pass(piece: str) -> None:
    # A million characters: quadratic work on them would outlast any patience, and the test run with it.
    assert len(plain_text(piece * (1_000_000 // len(piece)) + "<p>end</p>")) <= 1_000_004


def test_long_values_are_cut_in_messages() -> None:
    assert shown("x" * 100) == repr("x" * 60 + "…")
    assert shown("a\x1b[31m") == r"'a\x1b[31m'"
