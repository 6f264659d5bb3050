"""Vectors that lie in clusters, as photos of products do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Availability, Entry, Filter, Matrix, Offer, VectorQuery

DIMENSION, COLORS = 48, 16


def units(rows: NDArray[np.float64]) -> Matrix:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def clustered(count: int, dimension: int, seed: int) -> Matrix:
    """Points around 200 centers, the centers more apart than the points around them."""
    rng = np.random.default_rng(seed)
    centers = np.random.default_rng(dimension).normal(size=(200, dimension))
    return units(centers[rng.integers(0, 200, count)] + rng.normal(size=(count, dimension)) * 0.6)


def colors(count: int, seed: int) -> Matrix:
    """Histograms, nowhere negative."""
    return units(np.random.default_rng(seed).dirichlet(np.full(COLORS, 0.3), count) + 1e-3)


def chunks(count: int, *, seed: int = 0, size: int = 1000) -> Iterator[list[Entry]]:
    """Entries 1 to `count`, three to a group, two to a sku, in twenty categories under four roots."""
    shape, color = clustered(count, DIMENSION, seed), colors(count, seed)
    for start in range(0, count, size):
        yield [
            Entry(
                id=row + 1,
                group=f"g{row // 3}",
                category=(f"root{row % 4}", f"leaf{row % 20}"),
                brand=f"b{row % 7}",
                embedding=shape[row],
                color=color[row],
                offer=Offer(
                    f"s{row // 2}",
                    availability=Availability.IN_STOCK if row % 2 else Availability.OUT_OF_STOCK,
                    price=row,
                ),
            )
            for row in range(start, min(start + size, count))
        ]


def query(seed: int, *, weight: float = 0.2, groups: int = 20, where: Filter | None = None) -> VectorQuery:
    return VectorQuery(
        clustered(1, DIMENSION, seed)[0], colors(1, seed)[0], weight, where or Filter(), groups
    )


def truth(entries: list[Entry], wanted: VectorQuery) -> tuple[list[int], NDArray[np.float64]]:
    """Ids and similarities of all entries, nearest first; no filter."""
    shape, color = (
        np.stack(vectors) for vectors in zip(*((e.embedding, e.color) for e in entries), strict=True)
    )
    return ranked(shape, color, np.array([e.id for e in entries]), wanted)


def ranked(
    shape: Matrix, color: Matrix, ids: NDArray[np.int64], wanted: VectorQuery
) -> tuple[list[int], NDArray[np.float64]]:
    """The same for rows of vectors."""
    weight = wanted.color_weight
    similarity = np.asarray(
        (1 - weight) * (shape @ wanted.embedding) + weight * (color @ wanted.color), np.float64
    )
    order = np.lexsort((ids, -similarity))
    return ids[order].tolist(), similarity[order]
