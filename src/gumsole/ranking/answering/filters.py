"""Filters by name, and on the shelf for what was found without an index."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery
from gumsole.ranking.favorites import is_under
from gumsole.ranking.shelf import UNKNOWN, Shelf
from gumsole.records import Filter

Paths = tuple[tuple[str, ...], ...]


def fits(shelf: Shelf, rows: NDArray[np.int64], wanted: Filter, *, now_s: float) -> NDArray[np.bool_]:
    """Which rows satisfy a filter, as an index would judge them at this moment."""
    allowed = np.ones(len(rows), np.bool_)
    if wanted.categories:
        allowed &= is_under(shelf, rows, wanted.categories)
    for named, labels, codes in (
        (wanted.brands, shelf.tables.brand, shelf.goods.brand),
        (wanted.colors, shelf.tables.color, shelf.goods.color),
        (wanted.materials, shelf.tables.material, shelf.goods.material),
    ):
        if named:
            among = [code for code in map(labels.code, named) if code >= 0]
            allowed &= np.isin(codes[rows], among)
    price = shelf.price_at(rows, now_s)
    if wanted.min_price is not None:
        allowed &= price >= wanted.min_price
    if wanted.max_price is not None:
        allowed &= (price != UNKNOWN) & (price <= wanted.max_price)
    if wanted.in_stock:
        allowed &= shelf.in_stock(rows)
    if wanted.ships_to:
        allowed &= shelf.ships_to(rows, wanted.ships_to)
    return allowed


def both(ours: Paths, theirs: Paths) -> Paths | None:
    """Paths that lie under one of each; empty is anything, None is nothing at all."""
    if not ours or not theirs:
        return ours or theirs
    shared = {
        longer
        for one in ours
        for other in theirs
        for longer in [max(one, other, key=len)]
        if longer[: len(one)] == one and longer[: len(other)] == other
    }
    return tuple(sorted(shared)) or None


def categories_named(text: str, known: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Paths of the store's tree that `text` means: `Seating > Sofas`, or any one name on a path.

    Raises
    ------
    BadQuery
        If the store has no such category; the message suggests the nearest name.
    """
    wanted = tuple(name.strip().casefold() for name in text.split(">"))
    names: dict[str, str] = {}
    found = set()
    for path in known:
        folded = tuple(name.casefold() for name in path)
        names.update(zip(folded, path, strict=True))
        for start in range(len(path) - len(wanted) + 1):
            if folded[start : start + len(wanted)] == wanted:
                found.add(path[: start + len(wanted)])
    if not found:
        near = difflib.get_close_matches(wanted[-1], names, n=1)
        hint = f"; did you mean {names[near[0]]!r}?" if near else ""
        raise BadQuery(f"the store has no category {text!r}{hint}")
    return tuple(sorted(found))
