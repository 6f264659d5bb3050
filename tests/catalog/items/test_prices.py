from __future__ import annotations

import pytest

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.prices import Prices
from gumsole.catalog.money import NotMoney
from gumsole.errors import BadFeed, BadQuery
from gumsole.records import DefaultTaken


def test_the_first_price_that_names_a_currency_decides() -> None:
    defaults = Defaults()
    prices = Prices("", "", defaults)
    assert prices.currency == ""
    assert prices.read("5.00 CZK") == 500
    assert prices.currency == "CZK"
    assert prices.read("7") == 700
    assert defaults.taken() == (
        DefaultTaken("currency", "CZK, as elsewhere in the feed, where a price names none", 1),
    )
    with pytest.raises(NotMoney, match="EUR is not CZK"):
        prices.read("5 EUR")


def test_prices_without_a_currency_need_the_operator() -> None:
    for text in ("5.00", "5 kr"):
        with pytest.raises(BadFeed, match="--currency EUR"):
            Prices("", "", Defaults()).read(text)
    defaults = Defaults()
    assert Prices("sek", "", defaults).read("5 kr") == 500
    assert Prices("SEK", "", defaults).read("5.00") == 500
    assert defaults.taken() == ()


def test_a_column_of_its_own_may_name_the_currency() -> None:
    prices = Prices("", "", Defaults())
    assert prices.read("5", "jpy") == 5
    with pytest.raises(NotMoney, match="no currency"):
        prices.read("5", "gold")


def test_a_shared_sign_means_the_stores_own_currency() -> None:
    assert Prices("AUD", "", Defaults()).read("$5") == 500
    defaults = Defaults()
    prices = Prices("", "", defaults)
    prices.read("$5")
    prices.read("$6")
    assert (prices.currency, defaults.taken()) == ("USD", (DefaultTaken("currency", "$ read as USD", 1),))


def test_guesses_are_counted_unless_the_operator_settled_them() -> None:
    defaults = Defaults()
    prices = Prices("USD", "", defaults)
    assert [prices.read("1.990"), prices.read("1,990"), Prices("CLP", "", defaults).read("1.990")] == [
        199,
        199000,
        1990,
    ]
    assert [taken.meaning.split(";")[0] for taken in defaults.taken()] == [
        "a dot before three digits read as decimals",
        "a comma before three digits read as thousands",
        "a dot before three digits read as thousands",
    ]
    settled = Defaults()
    assert Prices("USD", ",", settled).read("1.990") == 199000
    assert settled.taken() == ()


def test_options_that_do_not_exist_are_refused() -> None:
    with pytest.raises(BadQuery, match="--currency EURO"):
        Prices("EURO", "", Defaults())
    with pytest.raises(BadQuery, match="--decimal"):
        Prices("EUR", ";", Defaults())
