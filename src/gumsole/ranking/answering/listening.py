"""What words ask, brought to bear on one store: its values, its shelf, its full text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery
from gumsole.ranking.answering.filters import both
from gumsole.ranking.ladder import Attempt, Question
from gumsole.ranking.refine import (
    SAME_COLOR,
    Currency,
    Demand,
    Vocabulary,
    Wish,
    in_another_color,
    understand,
)
from gumsole.ranking.refine.lexicon import palette_name
from gumsole.ranking.shelf import GONE, Shelf
from gumsole.ranking.shelf.columns import ATTRIBUTES
from gumsole.records import Filter, StepKind, Vector
from gumsole.store import Store

# Products that full text gives at most: more than any shopper pages through.
MAX_NAMED = 2_000

_COLUMNS = (*ATTRIBUTES, "brand")


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
            If filter and words leave no category or brand between them.
        """
        said = wish.filter
        categories = both(asked.categories, said.categories)
        brands = tuple(brand for brand in said.brands if brand in asked.brands or not asked.brands)
        if categories is None or (said.brands and not brands):
            raise BadQuery("the words ask for another category or brand than the filter; use one of the two")
        lows = [price for price in (asked.min_price, said.min_price) if price is not None]
        highs = [price for price in (asked.max_price, said.max_price) if price is not None]
        return replace(
            asked,
            categories=categories,
            brands=brands or asked.brands,
            min_price=max(lows, default=None),
            max_price=min(highs, default=None),
        )

    def in_another_color(self, wish: Wish, color: str) -> Wish:
        """The wish for what is of another color than one of the store's values; none where that is empty."""
        return in_another_color(wish, color, self._vocabulary.same_color(color))

    def color_of(self, wish: Wish, seen: Vector) -> Vector:
        """The color channel to search with: that of the colors named, else the photo's own."""
        return self._dyed(wish.shades) if wish.shades else seen

    def named(self, wish: Wish, shelf: Shelf) -> NDArray[np.int64] | None:
        """Rows of the shelf that free words name, the best first; None without such words."""
        if not wish.terms:
            return None
        found = self._store.words.search(wish.terms, limit=MAX_NAMED)
        rows = shelf.rows_of_skus([match.sku for match in found])
        named: NDArray[np.int64] = rows[rows != GONE]
        return named

    def admits(
        self, wish: Wish, attempt: Attempt, shelf: Shelf, rows: NDArray[np.int64], color: Vector
    ) -> NDArray[np.bool_]:
        """Which rows the words allow, as far as an attempt still holds to them; the last lets go of all.

        Parameters
        ----------
        color : ndarray of shape (n,), float32
            Cosine of each row's color with that of the photo; 0 where there is nothing to compare.
        """
        question, allowed = attempt.question, np.ones(len(rows), np.bool_)
        if attempt.step.kind is StepKind.STORE_FAVORITES:
            return allowed
        if wish.other_color:
            allowed &= color < SAME_COLOR
        held = [demand for demand in wish.demands if _holds(demand, question)]
        if held:
            names = {name: getattr(shelf.tables, name).names for name in _COLUMNS}
            codes = {name: getattr(shelf.goods, name)[rows] for name in _COLUMNS}
            for demand in held:
                allowed &= demand.mask(names, codes)
        if question.wanted.colors:
            allowed &= self._colored(wish, question, shelf, rows)
        return allowed & self._without(wish, shelf, rows)

    def _colored(
        self, wish: Wish, question: Question, shelf: Shelf, rows: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Products whose own color is one of those wanted, by the store's word or by its meaning."""
        meant = {value for aim in wish.colors for value in aim.values}
        wanted = set(question.wanted.colors)
        fits = [name in meant or self._palette_of(name) in wanted for name in shelf.tables.color.names]
        return np.array([*fits, False])[shelf.goods.color[rows]]

    def _palette_of(self, color: str) -> str:
        key = self._vocabulary.color_key(frozenset({color}))
        return palette_name(key) if key else ""

    def _without(self, wish: Wish, shelf: Shelf, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        allowed = np.ones(len(rows), np.bool_)
        if wish.without_categories:
            under = [
                any(path[: len(one)] == one for one in wish.without_categories)
                for path in shelf.tables.category.names
            ]
            allowed &= ~np.array([*under, False])[shelf.goods.category[rows]]
        if wish.unwanted:
            naming = self._store.words.naming(wish.unwanted)
            allowed &= np.array([sku not in naming for sku in shelf.goods.sku[rows].tolist()], np.bool_)
        return allowed

    def _read(self) -> Vocabulary:
        words = self._store.words
        version = words.values_version()
        return Vocabulary.of(words.values(), currency=self._currency, version=version)


def _holds(demand: Demand, question: Question) -> bool:
    """Materials are let go of on the way up."""
    material = any(name == "material" for name, _ in demand.anywhere)
    return demand.excluded or not material or bool(question.wanted.materials)
