"""A vocabulary whose values are known by construction."""

from __future__ import annotations

from collections.abc import Mapping

from gumsole.ranking.refine import Currency, Demand, Vocabulary, Wish
from gumsole.records import Product
from gumsole.store import StoreValue

VALUES = {
    "brand": ("Kilnroot", "Orange", "The North Shed", "Levi's", "青山"),
    "category": (
        '["Seating", "Sofas"]',
        '["Seating", "Bean bags"]',
        '["Lighting", "Table lamps"]',
        '["Lighting", "Floor lamps"]',
        '["Textiles", "Cushions"]',
        '["Shoes & Boots"]',
        '["Accessories"]',
        '["靴"]',
        '["ソファ"]',
    ),
    "color": ("Navy", "Sage", "Forest green", "Oak", "Red/Blue", "Light blue", "赤", "Moonbeam"),
    "material": ("Leather", "Faux leather", "Merino wool", "Wool/Cotton", "Oak", "Stainless steel", "本革"),
    "pattern": ("Striped", "Floral", "Plain"),
}
EURO = Currency("EUR", 2, frozenset("€"))
YEN = Currency("JPY", 0, frozenset("¥円"))


def vocabulary(currency: Currency = EURO) -> Vocabulary:
    return Vocabulary.of(
        [StoreValue(kind, value, 1) for kind, values in VALUES.items() for value in values],
        currency=currency,
        version=7,
    )


def keeps(demand: Demand, attributes: Mapping[str, str]) -> bool:
    """Whether a product with these attributes meets a demand, in plain Python."""
    return any(attributes.get(name, "") in values for name, values in demand.anywhere) != demand.excluded


def allows(wish: Wish, product: Product) -> bool:
    """Whether brand, category and attributes meet every demand of a wish."""
    described = {**product.attributes, "brand": product.brand}
    return all(keeps(demand, described) for demand in wish.demands) and not any(
        product.category[: len(path)] == path for path in wish.without_categories
    )
