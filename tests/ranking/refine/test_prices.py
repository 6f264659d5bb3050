from __future__ import annotations

import pytest

from gumsole.ranking.refine import Currency, Vocabulary, understand
from gumsole.ranking.refine.prices import MAX_MINOR
from tests.ranking.refine.stocked import EURO, YEN, vocabulary


def prices(words: str, language: str = "en", currency: Currency = EURO) -> tuple[int | None, int | None]:
    wish = understand(words, Vocabulary.of([], currency=currency), language=language)
    assert wish.terms == ()
    return wish.filter.min_price, wish.filter.max_price


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("under 80", None, 8000),
        ("less than 80", None, 8000),
        ("up to 100 euros", None, 10000),
        ("max €99.99", None, 9999),
        ("80 € or less", None, 8000),
        ("80 max", None, 8000),
        ("cheaper than 60", None, 6000),
        ("80€", None, 8000),
        ("EUR 80", None, 8000),
        ("not over 80", None, 8000),
        ("over 50", 5000, None),
        ("at least 50 euros", 5000, None),
        ("50 and up", 5000, None),
        ("50-80", 5000, 8000),
        ("50 – 80 €", 5000, 8000),
        ("€50 to €80", 5000, 8000),
        ("between 50 and 80", 5000, 8000),
        ("from 50 to 80", 5000, 8000),
        ("over 50 under 80", 5000, 8000),
        ("under 80 over 50", 5000, 8000),
        ("under 50 over 80", 8000, None),
        ("under 1,299", None, 129900),
        ("under 1.299,50", None, 129950),
        ("under 1,299.50", None, 129950),
        ("under 79,9", None, 7990),
        ("under 2k", None, 200000),
        ("under 99.999.999", None, 9999999900),
        ("under 80.555", None, 8055500),
        ("under 80.5555", None, 8055),
        ("over 80.5555", 8056, None),
        ("under 99999999999999999999", None, MAX_MINOR),
        ("under 0", None, 0),
    ],
)
def test_prices_are_read_in_minor_units(words: str, low: int | None, high: int | None) -> None:
    assert prices(words) == (low, high)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("über 50", 5000, None),
        ("ab 50 Euro", 5000, None),
        ("unter 80", None, 8000),
        ("bis 100 €", None, 10000),
        ("bis zu 100", None, 10000),
        ("zwischen 50 und 80", 5000, 8000),
        ("von 50 bis 80 Euro", 5000, 8000),
        ("50 bis 80", 5000, 8000),
        ("höchstens 1.299", None, 129900),
        ("hoechstens 40", None, 4000),
    ],
)
def test_german_prices(words: str, low: int | None, high: int | None) -> None:
    assert prices(words, "de") == (low, high)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("5000円以下", None, 5000),
        ("１万円まで", None, 10000),
        ("3千円以上", 3000, None),
        ("¥5,000", None, 5000),
        ("3000円〜5000円", 3000, 5000),
        ("3000円から5000円", 3000, 5000),
    ],
)
def test_japanese_prices_have_no_decimals(words: str, low: int | None, high: int | None) -> None:
    assert prices(words, "ja", YEN) == (low, high)


@pytest.mark.parametrize(
    "words",
    [
        "80",
        "under 80 cm",
        "501 jeans",
        "80-50",
        "$80",
        "under 80 $",
        "2024",
        "under 123456789012345678901234",
        "under 1.5'6",
        "over",
    ],
)
def test_numbers_that_are_no_price_in_the_stores_currency_are_left_alone(words: str) -> None:
    wish = understand(words, vocabulary())
    assert (wish.filter.min_price, wish.filter.max_price) == (None, None)
    assert wish.terms != ()


def test_a_store_without_a_currency_reads_bare_numbers() -> None:
    assert prices("under 80", currency=Currency()) == (None, 8000)


def test_prices_are_said_as_the_shopper_reads_them() -> None:
    assert understand("50-80", vocabulary()).parts[0].label == "price: 50.00 to 80.00"
    assert understand("ab 50", vocabulary(), language="de").parts[0].label == "Preis: ab 50.00"
    assert understand("5000円以下", vocabulary(YEN), language="ja").parts[0].label == "価格: 5000まで"
