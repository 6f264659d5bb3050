"""Which products a shopper's words let in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from gumsole.colors import delta_e_2000, srgb_to_lab
from gumsole.ranking.favorites import is_under
from gumsole.ranking.ladder import Attempt
from gumsole.ranking.refine import SAME_COLOR, Vocabulary, Wish
from gumsole.ranking.refine.lexicon import palette_name, shades
from gumsole.ranking.shelf import GONE, NONE, Shelf
from gumsole.ranking.shelf.columns import ATTRIBUTES
from gumsole.records import Swatch, Vector

# A product that names no color is of one if a main swatch of its first photo is this near to a shade of it,
# ΔE2000. Over the catalog photos of the demo store whose product has a color with a basic name, 88 % show
# their own by this, and 21 % show one that is neither their own nor next to it (`ladder.neighboring`): wood,
# brass and shadows. At 16 these are 68 % and 17 %, at 20 they are 93 % and 26 %; cosines of color channels
# tell less: at the one that finds 87 %, 43 % show another.
SHOWS_COLOR = 18.0
# Share of the product that a main swatch covers; at .1 the figures above are 90 % and 29 %, at .3 83 and 18.
MAIN_SWATCH = 0.2

# Photos that are looked at for a color, nearest products first: more than any shopper pages through.
MOST_LOOKED_AT = 2_000

_COLUMNS = (*ATTRIBUTES, "brand")


class Admission:
    """Says which rows of a shelf an attempt may show, as far as it still holds to the words.

    Parameters
    ----------
    naming : callable
        Terms → skus of the products that name any of them.
    swatches : callable
        Ids of products → the main colors of the first photo of each.
    product : int
        Row of the shelf that is never let in: the product that is asked about.
    """

    def __init__(
        self,
        wish: Wish,
        shelf: Shelf,
        *,
        naming: Callable[[Sequence[str]], frozenset[str]],
        swatches: Callable[[Sequence[int]], Mapping[int, Sequence[Swatch]]],
        product: int = GONE,
    ) -> None:
        self._wish = wish
        self._shelf = shelf
        self._naming = naming
        self._swatches = swatches
        self._product = product
        self._looks: dict[int, NDArray[np.float64]] = {}

    def __call__(self, attempt: Attempt, rows: NDArray[np.int64], color: Vector) -> NDArray[np.bool_]:
        """Which rows are let in.

        Parameters
        ----------
        color : ndarray of shape (n,), float32
            Cosine of each row's color with that of the photo; 0 where there is nothing to compare.
        """
        wanted, wish = attempt.question.wanted, self._wish
        allowed: NDArray[np.bool_] = rows != self._product
        if wish.other_color:
            allowed &= color < SAME_COLOR
        for demand in wish.demands:
            if wanted.exclusions if demand.excluded else wanted.materials:
                names, codes = self._columns(rows)
                allowed &= demand.mask(names, codes)
        if wanted.exclusions:
            allowed &= self._without(rows)
        if wanted.colors:
            allowed &= self._colored(wanted.colors, rows, allowed)
        return allowed

    def _columns(
        self, rows: NDArray[np.int64]
    ) -> tuple[dict[str, Sequence[str]], dict[str, NDArray[np.int32]]]:
        tables, goods = self._shelf.tables, self._shelf.goods
        names = {name: getattr(tables, name).names for name in _COLUMNS}
        return names, {name: getattr(goods, name)[rows] for name in _COLUMNS}

    def _without(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        allowed = np.ones(len(rows), np.bool_)
        if self._wish.without_categories:
            allowed &= ~is_under(self._shelf, rows, self._wish.without_categories)
        if self._wish.unwanted:
            skus = self._shelf.goods.sku[rows].tolist()
            allowed &= np.array([sku not in self._unwanted for sku in skus], np.bool_)
        return allowed

    @cached_property
    def _unwanted(self) -> frozenset[str]:
        return self._naming(self._wish.unwanted)

    def _colored(
        self, colors: Sequence[str], rows: NDArray[np.int64], allowed: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Products of one of the colors: by the store's word for it, by its meaning, or by their photo."""
        meant = {value for aim in self._wish.colors for value in aim.values}
        names = self._shelf.tables.color.names
        fits = [name in meant or palette_of(name) in colors for name in names]
        codes = self._shelf.goods.color[rows]
        found: NDArray[np.bool_] = np.array([*fits, False])[codes]
        unnamed = np.flatnonzero(allowed & (codes == NONE))[:MOST_LOOKED_AT]
        if len(unnamed):
            found[unnamed] = self._shown(colors, rows[unnamed])
        return found

    def _shown(self, colors: Sequence[str], rows: NDArray[np.int64]) -> list[bool]:
        """Which rows have a photo in which one of the colors is a main one."""
        wanted = dict.fromkeys([*self._wish.shades, *(hex_ for name in colors for hex_ in _shades(name))])
        if not wanted:
            return [False] * len(rows)
        aims = srgb_to_lab(np.array([list(bytes.fromhex(hex_)) for hex_ in wanted], np.uint8))
        looks = self._looked_at(self._shelf.goods.id[rows].tolist())
        every = np.concatenate(looks)
        near = (delta_e_2000(every[:, None, :], aims[None, :, :]) <= SHOWS_COLOR).any(axis=1)
        ends = np.cumsum([len(lab) for lab in looks])[:-1]
        return [bool(part.any()) for part in np.split(near, ends)]

    def _looked_at(self, products: Sequence[int]) -> list[NDArray[np.float64]]:
        """Lab of each product's main swatches, (n, 3); attempts of one search look at many products twice."""
        unknown = [product for product in products if product not in self._looks]
        found = self._swatches(unknown) if unknown else {}
        for product in unknown:
            main = [swatch.lab for swatch in found.get(product, ()) if swatch.share >= MAIN_SWATCH]
            self._looks[product] = np.array(main, np.float64).reshape(-1, 3)
        return [self._looks[product] for product in products]


@cache
def palette_of(color: str) -> str:
    """The basic color that a store's word for one means; empty where it means none."""
    key = Vocabulary.color_key(frozenset({color}))
    return palette_name(key) if key else ""


def _shades(name: str) -> tuple[str, ...]:
    return shades().get(name, ())
