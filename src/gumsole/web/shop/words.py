"""What the shop's pages say of prices, stock and variants."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gumsole.catalog.currencies import SIGNS
from gumsole.web.models.answers import Price, ProductView

# Currencies that one sign of its own stands for; letters such as `kr` could be several.
_SIGN_OF: Mapping[str, str] = {
    codes[0]: sign for sign, codes in reversed(SIGNS.items()) if codes[0] and not any(map(str.isalpha, sign))
}
_STOCK = {
    "in_stock": "In stock, ready to ship",
    "out_of_stock": "Sold out",
    "preorder": "Not out yet",
    "backorder": "Sold out for now, more is on its way",
    "unknown": "Ask us whether we have it",
}
_APART = ("color", "material", "pattern", "size")


def money(price: Price) -> str:
    """A price as English pages write it: `€1,199.00`, `CHF 80.00`, `¥12,000`."""
    amount = f"{Decimal(price.amount):,f}"
    sign = _SIGN_OF.get(price.currency)
    return f"{sign}{amount}" if sign else f"{price.currency}\N{NO-BREAK SPACE}{amount}"


def is_on_sale(product: ProductView) -> bool:
    """True while it costs less than it did."""
    now, before = product.price, product.list_price
    return now is not None and before is not None and Decimal(now.amount) < Decimal(before.amount)


def stock(product: ProductView) -> str:
    """Whether it can be bought."""
    if product.availability == "in_stock" and not product.sellable:
        return "Cannot be ordered at the moment"
    return _STOCK[product.availability]


def difference(variant: ProductView, shown: ProductView) -> str:
    """What sets a variant apart from the one that is shown, as the feed names it."""
    theirs, ours = variant.attributes, shown.attributes
    parts = [theirs[name] for name in _APART if theirs.get(name) and theirs[name] != ours.get(name)]
    return ", ".join(parts) or variant.title
