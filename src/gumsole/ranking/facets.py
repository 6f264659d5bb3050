"""What a ranked list can be narrowed by, with how many groups of it have each value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.shelf.labels import Codes
from gumsole.ranking.shelf.shelf import Rows, Shelf
from gumsole.records import Facet, FacetValue
from gumsole.store.tables.columns import AVAILABILITIES, UNKNOWN

# Values of one facet; beyond a screenful nobody reads on, and narrowing by another facet brings the rest up.
MAX_VALUES = 20
SEPARATOR = " > "


def facets(
    shelf: Shelf, ranked: Rows, *, now_s: float, sold_out: bool = False, most: int = MAX_VALUES
) -> tuple[Facet, ...]:
    """Facets of a whole ranked list; those without any value are left out.

    Parameters
    ----------
    ranked : ndarray of shape (n,), int64
        Rows of the shelf, one of a group, the first place first.
    sold_out : bool
        True where sold-out products are listed: availability is a facet then.
    most : int
        Values of one facet at most; those with the highest counts stay. Prices have four at most anyway.
    """
    tables, goods = shelf.tables, shelf.goods
    counted = [
        ("category", _counts(goods.category[ranked], tables.category.names, most, SEPARATOR.join)),
        ("brand", _counts(goods.brand[ranked], tables.brand.names, most)),
        ("color", _counts(goods.color[ranked], tables.color.names, most)),
        ("material", _counts(goods.material[ranked], tables.material.names, most)),
        ("price", price_bands(shelf.price_at(ranked, now_s))),
    ]
    if sold_out:
        counted.append(("availability", _counts(shelf.offers.availability[ranked], AVAILABILITIES, most)))
    return tuple(Facet(name, values) for name, values in counted if values)


def _counts(
    codes: Codes | NDArray[np.int8], names: Sequence[Any], most: int, word: Callable[[Any], str] = str
) -> tuple[FacetValue, ...]:
    """Counts of one column, highest first; equal ones in the order in which they come up in the list."""
    held = codes[codes >= 0]
    if not len(held):
        return ()
    counts = np.bincount(held)
    first = np.empty(len(counts), np.int64)
    first[held[::-1]] = np.arange(len(held))[::-1]  # of equal codes, the last one written is the first listed
    present = np.flatnonzero(counts)
    order = present[np.argsort(first[present] - len(held) * counts[present])[:most]].tolist()
    return tuple(FacetValue(word(names[code]), int(counts[code])) for code in order)


def price_bands(prices: NDArray[np.int64]) -> tuple[FacetValue, ...]:
    """Up to four bands of prices with about equal counts, cheapest first.

    They meet at the quartiles, each rounded to a multiple of a step: the largest of 1, 2, 5, 10, 20, 50, …
    that is at most half of the range between the first and the third quartile. Where the list is so alike in
    price that no boundary is left, there is one band.

    Parameters
    ----------
    prices : ndarray of shape (n,), int64
        Minor units; `UNKNOWN` ones are not counted.

    Returns
    -------
    tuple of FacetValue
        Values are `low..high` in minor units, both inclusive, as `Filter.min_price` and `max_price` take
        them. The first low and the last high are prices of the list; bands that hold nothing are left out.
    """
    known = np.sort(prices[prices != UNKNOWN])
    if not len(known):
        return ()
    low, high = int(known[0]), int(known[-1])
    starts = [low, *_boundaries(known)]
    ends = [*(start - 1 for start in starts[1:]), high]
    places = np.searchsorted(known, [*starts, high + 1])
    return tuple(
        FacetValue(f"{start}..{end}", int(count))
        for start, end, count in zip(starts, ends, np.diff(places), strict=True)
        if count
    )


def _boundaries(ascending: NDArray[np.int64]) -> list[int]:
    """Prices at which a band begins, all above the lowest price."""
    quartiles = [int(ascending[len(ascending) * part // 4]) for part in (1, 2, 3)]
    step = _round_step((quartiles[2] - quartiles[0]) // 2)
    rounded = {int(quartile / step + 0.5) * step for quartile in quartiles}
    return sorted(price for price in rounded if ascending[0] < price <= ascending[-1])


def _round_step(most: int) -> int:
    """The largest of 1, 2, 5, 10, 20, 50, … that is at most this; 1 below that."""
    decade: int = 10 ** (len(str(most)) - 1)
    return max([times * decade for times in (1, 2, 5) if times * decade <= most], default=1)
