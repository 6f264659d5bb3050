from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.catalog.currencies import EXPONENTS, SIGNS
from gumsole.catalog.money import MAX_MINOR, NotMoney, format_price, is_ambiguous, read_amount, to_minor


def minor(text: str, currency: str = "", decimal: str = "") -> tuple[int, str]:
    amount = read_amount(text)
    code = currency or amount.currencies[0]
    return to_minor(amount.number, code, decimal=decimal), code


@given(st.integers(0, MAX_MINOR), st.sampled_from(sorted(EXPONENTS)))
def test_every_price_of_every_currency_is_read_back_as_it_was_written(units: int, currency: str) -> None:
    written = format_price(units, currency)
    amount = read_amount(written)
    assert amount.currencies == (currency,)
    assert to_minor(amount.number, currency, decimal=".") == units


@given(
    st.integers(1_000, 10**12),
    st.sampled_from([",.", ".,", " ,", " .", "'.", "\u202f,", "\u2019."]).map(list),
)
def test_a_grouped_price_is_the_same_in_every_notation(units: int, signs: list[str]) -> None:
    group, point = signs
    written = f"{units // 100:,}".replace(",", group) + f"{point}{units % 100:02d} EUR"
    assert minor(written) == (units, "EUR")


# Each expected number is the price in the currency's smallest coin, counted by hand.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("299.00 CZK", (29900, "CZK")),
        ("1,299.00 USD", (129900, "USD")),
        ("1.299,00 EUR", (129900, "EUR")),
        ("USD 5", (500, "USD")),
        ("usd5.5", (550, "USD")),
        ("¥1200", (1200, "JPY")),
        ("￥１２００", (1200, "JPY")),
        ("1200円", (1200, "JPY")),
        ("€ 5,90", (590, "EUR")),
        ("5,90 €", (590, "EUR")),
        ("$5.00 USD", (500, "USD")),
        ("CAD $5.00", (500, "CAD")),
        ("US$ 1,00,000.50", (10000050, "USD")),
        ("1.234.567 EUR", (123456700, "EUR")),
        ("1 299 Kč", (129900, "CZK")),
        ("1\u00a0299,50\u00a0zł", (129950, "PLN")),
        ("CHF 1'299.95", (129995, "CHF")),
        ("Fr. 5.90", (590, "CHF")),
        ("Fr.5.90", (590, "CHF")),
        ("руб.500", (50000, "RUB")),
        ("299,- Kč", (29900, "CZK")),
        ("EUR 12.-", (1200, "EUR")),
        (".99 USD", (99, "USD")),
        ("$.99", (99, "USD")),
        ("0,990 EUR", (99, "EUR")),
        ("1.990 USD", (199, "USD")),
        ("1.990 CLP", (1990, "CLP")),
        ("1,299 USD", (129900, "USD")),
        ("1.250 KWD", (1250, "KWD")),
        ("1200.00 JPY", (1200, "JPY")),
        ("1000.000 JPY", (1000, "JPY")),
        ("٢٩٩٫٥٠ ر.س", (29950, "SAR")),
        ("\u200f12 د.إ\u200f", (1200, "AED")),
        ("0 USD", (0, "USD")),
    ],
)
def test_prices_are_read_as_merchants_write_them(text: str, expected: tuple[int, str]) -> None:
    assert minor(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "free", "-5 EUR", "EUR -5", "\u22125", "5-10 EUR", "1,2,3 EUR", "1.23.456 EUR", "12,34,56 EUR",
        "5.999 USD", "1.5 JPY", "5.12345 KWD", "5 XXQ", "5 EUR USD", "€5 USD", "1e5 EUR", "9" * 20 + " EUR",
        "1" * 65, "5.. EUR", "1.299,0.0 EUR",
    ],
)  # fmt: skip
def test_what_is_no_exact_price_is_refused(text: str) -> None:
    with pytest.raises(NotMoney):
        minor(text, currency="" if text.strip("0123456789.") else "USD")


def test_the_operator_settles_the_decimal_sign() -> None:
    assert minor("1.990 EUR", decimal=",") == (199000, "EUR")
    assert minor("1,990 EUR", decimal=",") == (199, "EUR")
    assert minor("1,990 EUR", decimal=".") == (199000, "EUR")
    with pytest.raises(NotMoney, match="grouped"):
        minor("5,90 EUR", decimal=".")


def test_only_a_lone_sign_before_three_digits_is_ambiguous() -> None:
    assert [is_ambiguous(n) for n in ("1.990", "1,299", "0.990", "1.99", "1.299.000", "1,299.00")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_prices_are_written_as_feeds_write_them() -> None:
    assert [
        format_price(29900, "CZK"),
        format_price(5, "USD"),
        format_price(1200, "JPY"),
        format_price(1, "KWD"),
    ] == [
        "299.00 CZK",
        "0.05 USD",
        "1200 JPY",
        "0.001 KWD",
    ]


def test_a_sign_shared_by_currencies_offers_each_of_them() -> None:
    assert read_amount("5 kr").currencies == ("", "SEK", "NOK", "DKK", "ISK")
    assert read_amount("$5").currencies[0] == "USD"
    assert "AUD" in read_amount("$5").currencies


def test_every_sign_means_currencies_that_exist() -> None:
    assert {code for codes in SIGNS.values() for code in codes if code} <= set(EXPONENTS)
    assert all(sign == sign.casefold() for sign in SIGNS)


def test_exponents_are_those_of_iso_4217() -> None:
    assert [EXPONENTS[code] for code in ("JPY", "ISK", "USD", "KWD", "TND", "CLF")] == [0, 0, 2, 3, 3, 4]
