"""Catalogs whose best head is known: what items have in common lies in some axes, what confuses in others."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Availability, Entry, Matrix, Offer, Passport
from gumsole.tuning.material import Looks, Material, Shown

DIMENSION = 16
TELLING = 8  # axes in front in which items differ; in the others each look wanders on its own
GROUPS = 60


def catalog(*, confusing: float, seed: int = 0) -> tuple[Material, Passport, Callable[[], list[list[Entry]]]]:
    """A store of groups of one item each, two photos and two views of each item.

    Parameters
    ----------
    confusing : float
        How far looks at one item wander in the axes that tell nothing; in the others they wander by 0.35.
    """
    draw = np.random.default_rng(seed)
    item = np.repeat(np.arange(GROUPS), 2)
    own = draw.normal(size=(GROUPS, TELLING))
    photos = _looks(own[item], confusing, draw)
    views = _looks(own[item], confusing, draw)
    rows = np.arange(len(item))
    shown = Shown(rows + 1, rows, item, item, item % 5)
    nothing = np.zeros((len(item), 4), np.float32)
    entries = [
        Entry(
            id=int(row) + 1,
            group=f"g{item[row]}",
            category=(f"c{item[row] % 5}",),
            brand="",
            embedding=photos[row],
            color=nothing[row],
            offer=Offer(f"s{item[row]}", Availability.IN_STOCK, 100),
        )
        for row in rows
    ]
    passport = Passport(
        encoder="drawn",
        encoder_hash="0" * 64,
        preprocessing=1,
        dimension=DIMENSION,
        color_dimension=4,
        color_weight=0.0,
        catalog_mean=photos.mean(axis=0),
        upload_mean=photos.mean(axis=0),
        calibrated_at=0.0,
        calibrated_on=len(photos),
    )
    material = Material(shown, Looks(photos, nothing, rows), Looks(views, nothing, rows))
    return material, passport, lambda: [entries[:50], entries[50:]]


def _looks(own: NDArray[np.float64], confusing: float, draw: np.random.Generator) -> Matrix:
    told = own + 0.35 * draw.normal(size=own.shape)
    rest = confusing * draw.normal(size=(len(own), DIMENSION - TELLING))
    looks = np.concatenate([told, rest], axis=1)
    return np.asarray(looks / np.linalg.norm(looks, axis=1, keepdims=True), np.float32)
