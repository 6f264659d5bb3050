"""What the store sells best, for when nothing like the photo is found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gumsole.ranking.shelf.shelf import Mask, Rows, Shelf


def favorites(shelf: Shelf, allowed: Mask) -> Rows:
    """The best of each group among what may be shown: by popularity, and where it is not known newest.

    Parameters
    ----------
    allowed : ndarray of shape (len(shelf),), bool
        What may be shown: sellable now, for one.

    Returns
    -------
    ndarray of shape (n,), int64
        Rows of the shelf, the first place first.
    """
    ranked = by_favor(shelf, np.flatnonzero(allowed))
    _, first = np.unique(shelf.goods.group[ranked], return_index=True)
    return ranked[np.sort(first)]


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
