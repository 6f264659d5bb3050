"""What words ask, in the terms of one store: its values, its shelf, its full text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery
from gumsole.ranking.answering.filters import both
from gumsole.ranking.refine import Currency, Vocabulary, Wish, in_another_color, understand
from gumsole.ranking.refine.prices import format_minor
from gumsole.ranking.shelf import GONE, Shelf
from gumsole.records import Filter, Vector
from gumsole.store import Store

# Products that full text gives at most: more than any shopper pages through.
MAX_NAMED = 2_000


class Listener:
    """Understands words in the terms of one store.

    Parameters
    ----------
    currency : Currency
        What its prices are in.
    dyed : callable
        sRGB shades, six hex digits each → the color channel of a thing of these colors.
    """

    def __init__(self, store: Store, *, currency: Currency, dyed: Callable[[Sequence[str]], Vector]) -> None:
        self._store = store
        self._currency = currency
        self._dyed = dyed
        self._vocabulary = self._read()

    def understood(self, words: str, *, language: str) -> Wish:
        """What the words ask for.

        Raises
        ------
        BadQuery
            If there are too many.
        """
        if not words.strip():
            return Wish()
        if self._store.words.values_version() != self._vocabulary.version:
            self._vocabulary = self._read()
        return understand(words, self._vocabulary, language=language)

    def narrowed(self, asked: Filter, wish: Wish) -> Filter:
        """A filter narrowed by what the words say of category, brand and price.

        Raises
        ------
        BadQuery
            If filter and words leave no category, brand or price between them.
        """
        said = wish.filter
        categories = both(asked.categories, said.categories)
        brands = tuple(brand for brand in said.brands if brand in asked.brands or not asked.brands)
        if categories is None:
            raise BadQuery("the words ask for another category than the filter; use one of the two")
        if said.brands and not brands:
            raise BadQuery("the words ask for another brand than the filter; use one of the two")
        low, high = self._prices(asked, said)
        return replace(
            asked, categories=categories, brands=brands or asked.brands, min_price=low, max_price=high
        )

    def in_another_color(self, wish: Wish, color: str) -> Wish:
        """The wish for what is of another color than one of the store's values; none where that is empty."""
        return in_another_color(wish, color, self._vocabulary.same_color(color))

    def color_of(self, wish: Wish, seen: Vector) -> Vector:
        """The color channel to search with: that of the colors named, else the photo's own."""
        return self._dyed(wish.shades) if wish.shades else seen

    def named(self, terms: Sequence[str], shelf: Shelf) -> NDArray[np.int64] | None:
        """Rows of the shelf that free words name, the best first; None without such words."""
        if not terms:
            return None
        found = self._store.words.search(terms, limit=MAX_NAMED)
        rows = shelf.rows_of_skus([match.sku for match in found])
        named: NDArray[np.int64] = rows[rows != GONE]
        return named

    def _prices(self, asked: Filter, said: Filter) -> tuple[int | None, int | None]:
        low = max((one.min_price for one in (asked, said) if one.min_price is not None), default=None)
        high = min((one.max_price for one in (asked, said) if one.max_price is not None), default=None)
        if low is not None and high is not None and low > high:
            least, most = (format_minor(price, self._currency) for price in (low, high))
            raise BadQuery(f"no price is at least {least} and at most {most}; change one of the two")
        return low, high

    def _read(self) -> Vocabulary:
        words = self._store.words
        version = words.values_version()
        return Vocabulary.of(words.values(), currency=self._currency, version=version)
