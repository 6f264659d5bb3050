"""Filters as masks over slots, computed anew for every query on what holds now."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.index.columns import NO_PRICE, Columns, Live, Mask
from gumsole.index.names import Names
from gumsole.records import Filter


def matching(wanted: Filter, columns: Columns, live: Live, grouped: int, names: Names) -> Mask:
    """Which slots satisfy every condition of a filter; the first `grouped` slots ascend by category."""
    if not wanted.categories:
        mask = live.alive.copy()
        _narrow(mask, slice(None), wanted, columns, live, names)
        return mask
    codes = names.categories.under(wanted.categories)
    mask = np.zeros(len(live.alive), np.bool_)
    for span in [*_runs(columns.categories[:grouped], codes), slice(grouped, None)]:
        mask[span] = live.alive[span]
        _narrow(mask, span, wanted, columns, live, names)
    mask[grouped:] &= _among(columns.categories[grouped:], codes, len(names.categories.paths))
    return mask


def _narrow(mask: Mask, span: slice, wanted: Filter, columns: Columns, live: Live, names: Names) -> None:
    """Keep what satisfies the conditions other than the category, within a span."""
    if wanted.in_stock:
        mask[span] &= live.in_stock[span]
    for given, column, known in (
        (wanted.brands, columns.brands, names.brands),
        (wanted.colors, columns.colors, names.colors),
        (wanted.materials, columns.materials, names.materials),
    ):
        if given:
            mask[span] &= _among(column[span], known.among(given), len(known.names))
    if wanted.ships_to:
        reaching = names.destinations.reaching(wanted.ships_to)
        mask[span] &= _among(live.ships_to[span], reaching, len(names.destinations.sets))
    if wanted.min_price is not None or wanted.max_price is not None:
        mask[span] &= live.prices[span] >= max(NO_PRICE + 1, wanted.min_price or 0)
    if wanted.max_price is not None:
        mask[span] &= live.prices[span] <= wanted.max_price


def _runs(ascending: NDArray[np.int32], codes: NDArray[np.int32]) -> list[slice]:
    """Where ascending values are among ascending codes; neighboring runs as one."""
    firsts = np.searchsorted(ascending, codes, "left")
    lasts = np.searchsorted(ascending, codes, "right")
    begins = np.ones(len(codes), np.bool_)
    begins[1:] = firsts[1:] != lasts[:-1]
    ends = np.append(begins[1:], True)[: len(codes)]
    return [slice(a, b) for a, b in zip(firsts[begins].tolist(), lasts[ends].tolist(), strict=True)]


def _among(column: NDArray[np.int32], codes: NDArray[np.int32], known: int) -> Mask:
    table = np.zeros(known + 1, np.bool_)
    table[codes] = True
    # Rows being written may have codes beyond those known: clipped to one that is not among them.
    found: Mask = table.take(column, mode="clip")
    return found
