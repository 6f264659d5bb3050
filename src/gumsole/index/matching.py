"""Filters as masks over slots, computed anew for every query on what holds now."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.index.columns import NO_PRICE, Columns, Live, Mask
from gumsole.index.names import Brands, Categories
from gumsole.records import Filter


def matching(wanted: Filter, columns: Columns, live: Live, categories: Categories, brands: Brands) -> Mask:
    """Which slots satisfy every condition of a filter."""
    mask = live.alive.copy()
    if wanted.in_stock:
        mask &= live.in_stock
    if wanted.categories:
        mask &= _among(columns.categories, categories.under(wanted.categories), len(categories.paths))
    if wanted.brands:
        mask &= _among(columns.brands, brands.among(wanted.brands), len(brands.names))
    if wanted.min_price is not None or wanted.max_price is not None:
        mask &= live.prices >= max(NO_PRICE + 1, wanted.min_price or 0)
    if wanted.max_price is not None:
        mask &= live.prices <= wanted.max_price
    return mask


def _among(column: NDArray[np.int32], codes: NDArray[np.int32], known: int) -> Mask:
    table = np.zeros(known + 1, np.bool_)
    table[codes] = True
    found: Mask = table.take(column)  # take is several times faster than table[column]
    return found
