"""What the store sells best, for when nothing like the photo is found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gumsole.ranking.shelf.shelf import Mask, Rows, Shelf


def favorites(
    shelf: Shelf, sellable: Mask, *, limit: int | None = None, under: Sequence[tuple[str, ...]] = ()
) -> Rows:
    """The best sellers that can be bought, one of a group: by popularity, and where it is not known newest.

    Parameters
    ----------
    sellable : ndarray of shape (len(shelf),), bool
        What may be shown: sellable now, and hidden by no rule.
    limit : int, optional
        Groups at most.
    under : sequence of paths
        Only products whose category begins with one of these; empty is the whole store.

    Returns
    -------
    ndarray of shape (n,), int64
        Rows of the shelf, the first place first.
    """
    rows = np.flatnonzero(sellable)
    ranked = by_favor(shelf, rows[is_under(shelf, rows, under)] if under else rows)
    _, first = np.unique(shelf.goods.group[ranked], return_index=True)
    return ranked[np.sort(first)[:limit]]


def by_favor(shelf: Shelf, rows: Rows) -> Rows:
    """Rows, given ascending: the most popular first; last, newest first, those of unknown popularity."""
    newest = rows[::-1]
    popularity = shelf.offers.popularity[newest]
    return newest[np.argsort(-popularity, kind="stable")]  # unknown is NaN, and NaN comes last


def is_under(shelf: Shelf, rows: Rows, paths: Sequence[tuple[str, ...]]) -> Mask:
    """Which rows have a category that begins with one of the paths; the empty path is under every one."""
    starts = [any(leaf[: len(path)] == path for path in paths) for leaf in shelf.tables.category.names]
    under: Mask = np.array([*starts, () in paths])[shelf.goods.category[rows]]  # none is -1: the last
    return under
