"""Prices, stock and variants in words."""

from __future__ import annotations

from typing import Any

import pytest

from gumsole.web.models.answers import Price, ProductView
from gumsole.web.shop import words


def product(**given: Any) -> ProductView:
    euros = Price(amount="10.00", currency="EUR")
    values = {
        "sku": "a", "group": "a", "title": "A mug", "brand": "", "category": [], "link": "", "attributes": {},
        "price": euros, "list_price": euros, "availability": "in_stock", "sellable": True,
    }  # fmt: skip
    return ProductView(**{**values, **given})


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1199.00", "EUR", "€1,199.00"),
        ("0.50", "USD", "$0.50"),
        ("12000", "JPY", "¥12,000"),
        ("80.00", "CHF", "CHF\N{NO-BREAK SPACE}80.00"),
        ("80.00", "CAD", "CAD\N{NO-BREAK SPACE}80.00"),
        ("9.000", "KWD", "KWD\N{NO-BREAK SPACE}9.000"),
    ],
)
def test_prices_are_written_with_the_sign_that_one_currency_alone_has(
    amount: str, currency: str, text: str
) -> None:
    assert words.money(Price(amount=amount, currency=currency)) == text


def test_a_sale_is_a_price_below_the_list_price() -> None:
    assert words.is_on_sale(product(list_price=Price(amount="10.01", currency="EUR")))
    assert not words.is_on_sale(product())
    assert not words.is_on_sale(product(price=None))


def test_stock_is_what_can_be_bought_not_what_the_feed_says() -> None:
    assert words.stock(product()) == "In stock, ready to ship"
    assert words.stock(product(sellable=False)) == "Cannot be ordered at the moment"
    assert words.stock(product(availability="out_of_stock", sellable=False)) == "Sold out"


def test_a_variant_is_named_by_what_sets_it_apart() -> None:
    shown = product(attributes={"color": "Red", "size": "M"})
    assert words.difference(product(attributes={"color": "Navy", "size": "M"}), shown) == "Navy"
    assert words.difference(product(attributes={"color": "Navy", "size": "L"}), shown) == "Navy, L"
    assert words.difference(product(title="Another mug"), shown) == "Another mug"
