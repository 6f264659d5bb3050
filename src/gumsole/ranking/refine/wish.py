"""What a shopper's words ask for, beyond what the photo shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.ladder import Part, Wanted
from gumsole.records import Filter

# Share of color in the similarity where words aim at one: of .2, .35, .5, .65 and .8 the one with which the
# variant asked for came first most often (92 of 94; 73 at .2), for every catalog photo of the demo store and
# every other color of its group, among all its products, the color as `lexicon.shades` has it.
AIMED_COLOR_WEIGHT = 0.5

# Cosine of two color channels from which they are one color, for products that name none: over the catalog
# photos of the demo store, of 52 pairs of views of one product 99 % are above .989, of 104 pairs of variants
# 99 % below .954.
SAME_COLOR = 0.97


@dataclass(frozen=True, slots=True)
class ColorAim:
    """A color that is wanted, whatever the photo's.

    Attributes
    ----------
    name : str
        As the shopper said it, or as the store writes it.
    palette : str
        The nearest name of the basic palette (`gumsole.colors.NAMED`); empty if its shade is not known.
    shades : tuple of str
        sRGB as six hex digits, the best first: what the color channel becomes. Empty if not known.
    values : frozenset of str
        The store's own values of `color` that mean it.
    """

    name: str
    palette: str
    shades: tuple[str, ...]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """A condition on attributes that a `Filter` does not know.

    Attributes
    ----------
    anywhere : tuple of (name, values)
        Met if any of the attributes has one of its values: oak is a material in one store, a color in
        another.
    excluded : bool
        Met if none has.
    """

    anywhere: tuple[tuple[str, frozenset[str]], ...]
    excluded: bool = False

    def mask(
        self, names: Mapping[str, Sequence[str]], codes: Mapping[str, NDArray[np.int32]]
    ) -> NDArray[np.bool_]:
        """Which rows of coded columns meet it.

        Parameters
        ----------
        names : mapping of str to sequence of str
            What the codes of each attribute stand for; a negative code stands for nothing.
        codes : mapping of str to ndarray of shape (n,)
        """
        held = np.zeros(len(next(iter(codes.values()))), np.bool_)
        for name, values in self.anywhere:
            table = np.array([*(label in values for label in names[name]), False], np.bool_)
            held |= table[codes[name]]
        return ~held if self.excluded else held


@dataclass(frozen=True, slots=True)
class Understood:
    """Something the words were taken to mean, as the shopper is told.

    Attributes
    ----------
    part : Part
        What of the question it belongs to: letting that go lets this go.
    text : str
        `under 80.00`
    label : str
        `price: under 80.00`
    """

    part: Part
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What words ask for.

    Attributes
    ----------
    filter : Filter
        Categories, brands and prices; every one of them is a value of the store.
    colors : tuple of ColorAim
        Any of them will do; with a photo its color channel is replaced by theirs.
    demands : tuple of Demand
        All must be met.
    without_categories : tuple of paths
        No product below any of these.
    terms : tuple of str
        Left for full text.
    unwanted : tuple of str
        Terms that a product must not name.
    other_color : bool
        The same shape in another color: color counts nothing, and the color of what is shown is excluded.
    cheaper : bool
        Cheaper than what is shown; see `cheaper_than`.
    parts : tuple of Understood
        What was understood, for the shopper.
    """

    filter: Filter = Filter()
    colors: tuple[ColorAim, ...] = ()
    demands: tuple[Demand, ...] = ()
    without_categories: tuple[tuple[str, ...], ...] = ()
    terms: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    other_color: bool = False
    cheaper: bool = False
    parts: tuple[Understood, ...] = ()

    @property
    def said(self) -> dict[Part, str]:
        """How each part was understood, as the ladder says what it lets go."""
        texts: dict[Part, list[str]] = {}
        for one in self.parts:
            texts.setdefault(one.part, []).append(one.text)
        return {part: ", ".join(found) for part, found in texts.items()}

    @property
    def shades(self) -> tuple[str, ...]:
        """All shades that are wanted, sRGB as six hex digits."""
        return tuple(dict.fromkeys(shade for aim in self.colors for shade in aim.shades))

    @property
    def color_weight(self) -> float | None:
        """Share of color in the similarity that the words call for; None leaves it as it was."""
        if self.other_color:
            return 0.0
        return AIMED_COLOR_WEIGHT if self.colors else None

    @property
    def hard(self) -> bool:
        """True if it rules products out that an index, which knows brands and prices, cannot."""
        picky = (self.colors, self.demands, self.without_categories, self.unwanted, self.other_color)
        return any(picky)

    def wanted(self) -> Wanted:
        """The same as the ladder knows it: colors by palette name where they have one, all else as stored."""
        return Wanted(
            colors=tuple(dict.fromkeys(aim.palette or aim.name for aim in self.colors)),
            materials=self._values(excluded=False),
            exclusions=(
                *self._values(excluded=True),
                *(path[-1] for path in self.without_categories),
                *self.unwanted,
            ),
        )

    def cheaper_than(self, price: int) -> Wish:
        """The same with prices below what is shown, in minor units."""
        highest = price - 1 if self.filter.max_price is None else min(price - 1, self.filter.max_price)
        return replace(self, filter=replace(self.filter, max_price=highest))

    def _values(self, *, excluded: bool) -> tuple[str, ...]:
        demanded = (demand.anywhere for demand in self.demands if demand.excluded == excluded)
        return tuple(sorted({value for anywhere in demanded for _, values in anywhere for value in values}))


def in_another_color(wish: Wish, color: str, same: frozenset[str]) -> Wish:
    """What is asked of a hit when the same is wanted in another color.

    Parameters
    ----------
    wish : Wish
        What is asked besides.
    color : str
        The hit's own value of `color`; empty if it has none, and then none is excluded.
    same : frozenset of str
        Values of the store that mean the same color (`Vocabulary.same_color`).
    """
    away = (Demand((("color", same | {color}),), excluded=True),) if color else ()
    return replace(wish, other_color=True, colors=(), demands=wish.demands + away)
