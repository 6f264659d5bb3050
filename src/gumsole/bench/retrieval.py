"""Retrieval against the best call that faiss offers for the same question, in the same run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from gumsole.bench.figures import Figure, cpu_ms
from gumsole.bench.material import Vectors
from gumsole.bench.sizes import Sizes
from gumsole.index.contract import Neighborhood
from gumsole.index.embedded import EmbeddedIndex
from gumsole.records import Entry, Filter, Matrix, VectorQuery

DEPTH = 50
PASSPORT = "bench"
COLOR_WEIGHTS = (0.0, 0.2, 1.0)
DEFAULT_WEIGHT = 0.2
SHARES = (1.0, 0.5, 0.1, 0.01, 0.001)  # of the rows, that a filter lets through
# A faiss call counts as a peer only where it finds this share of the true first fifty.
PEER_RECALL = 0.998
TIER_DEPTHS = (1, 4, 16)  # times what is asked for, fetched from four bits and ranked exactly
TRAINED_ON = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The rows of an index as plain arrays, for peers and for the truth.

    Attributes
    ----------
    rows : ndarray of shape (n, d + c), float32
        Both channels side by side.
    prices : ndarray of shape (n,), int64
    """

    ids: NDArray[np.int64]
    rows: Matrix
    prices: NDArray[np.int64]

    @classmethod
    def of(cls, chunks: Iterator[list[Entry]]) -> Field:
        """All entries; prices run from 0 up to the size of a chunk, so that they can cut any share."""
        ids, rows, prices = [], [], []
        for chunk in chunks:
            ids += [entry.id for entry in chunk]
            rows.append(np.stack([np.concatenate([entry.embedding, entry.color]) for entry in chunk]))
            prices += [entry.offer.price or 0 for entry in chunk]
        return cls(np.array(ids), np.concatenate(rows), np.array(prices))


def build(folder: Path, vectors: Vectors, rows: int) -> EmbeddedIndex:
    """An index of `rows` photos."""
    return EmbeddedIndex.build(
        folder,
        vectors.entries(rows),
        dimension=vectors.embeddings.shape[1],
        color_dimension=vectors.colors.shape[1],
        passport=PASSPORT,
    )


def retrieval_figures(index: EmbeddedIndex, vectors: Vectors, sizes: Sizes, *, rows: int) -> Iterator[Figure]:
    """Ratio to the best peer at each filter share, and recall at each color weight."""
    field = Field.of(vectors.entries(rows))
    asked = vectors.drawn(sizes.queries, seed=7)
    peers = _Peers(field)
    top = int(field.prices.max()) + 1
    for share in SHARES:
        kept = Filter() if share == 1.0 else Filter(max_price=round(top * share) - 1)
        allowed = field.prices <= kept.max_price if kept.max_price is not None else None
        ours, best, names = [], [], []
        for embedding, color in zip(asked.embeddings, asked.colors, strict=True):
            query = VectorQuery(embedding, color, DEFAULT_WEIGHT, kept)
            count = len(index.search(query).ids)
            calls = peers.calls(_joined(embedding, color, DEFAULT_WEIGHT), allowed, count)
            own_ms, *peer_ms = cpu_ms(lambda q=query: index.search(q), *calls.values())  # type: ignore[misc]
            ours.append(own_ms)
            best.append(min(peer_ms))
            names.append(list(calls)[peer_ms.index(best[-1])])
        peer = max(set(names), key=names.count)
        how = f"{rows} photos, {mean(ours):.2f} ms against {mean(best):.2f} ms of {peer}"
        yield Figure(f"retrieval / best faiss call, {share:.1%}", mean(ours) / mean(best), "", "<= 2", how)
    for weight in COLOR_WEIGHTS:
        found = [
            recall(index, field, VectorQuery(embedding, color, weight))
            for embedding, color in zip(asked.embeddings, asked.colors, strict=True)
        ]
        yield Figure(
            f"recall@{DEPTH}, color {weight}", mean(found), "", ">= 0.9999", f"{rows} photos, float32 truth"
        )


def scale_figures(folder: Path, *, rows: int, dimensions: tuple[int, int]) -> Iterator[Figure]:
    """Start and memory of a large index, in a process of its own."""
    words = [sys.executable, "-m", "gumsole.bench.start", str(folder), *map(str, dimensions)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 -- our own module
    start_s, anonymous, mapped = (float(word) for word in done.stdout.split())
    yield Figure("start until the first answer", start_s, "s", "<= 5", f"{rows} photos, from a snapshot")
    yield Figure(
        "anonymous memory", anonymous / rows, "bytes/photo", "<= 700", f"{rows} photos, one query answered"
    )
    yield Figure(
        "mapped vectors", mapped / rows, "bytes/photo", "", "float32 on disk, read where a query needs them"
    )


class _Peers:
    """What faiss offers for rows under a live filter: flat, bytes, and four bits, both ranked exactly again.

    Each is asked for as many rows as our own answer holds, and gets its mask for free. Rows are turned at
    random before they become four bits, as ours are: it is what makes so few bits tell.
    """

    def __init__(self, field: Field) -> None:
        faiss.omp_set_num_threads(1)
        self._rows = _padded(field.rows)
        width = self._rows.shape[1]
        chance = np.random.default_rng(0)
        self._turn = np.linalg.qr(chance.normal(size=(width, width)))[0].astype(np.float32)
        self._flat = faiss.IndexFlatIP(width)
        self._bytes = faiss.IndexScalarQuantizer(
            width, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        self._tier = faiss.index_factory(width, f"IVF1,PQ{width // 2}x4fs", faiss.METRIC_INNER_PRODUCT)
        sample = np.sort(chance.choice(len(self._rows), min(len(self._rows), TRAINED_ON), replace=False))
        for peer, rows in ((self._flat, self._rows), (self._bytes, self._rows), (self._tier, self._turned())):
            peer.train(rows[sample])
            peer.add(rows)

    def calls(
        self, query: Matrix, allowed: NDArray[np.bool_] | None, count: int
    ) -> dict[str, Callable[[], NDArray[np.int64]]]:
        """The calls that find what is there, by name; each makes its selector itself."""
        query = _padded(query)
        turned = query @ self._turn
        calls: dict[str, Callable[[], NDArray[np.int64]]] = {
            "flat": lambda: self._found(self._flat, query, allowed, count),
            "8 bits": lambda: self._ranked(query, self._found(self._bytes, query, allowed, count)),
        }
        for times in TIER_DEPTHS:
            calls[f"4 bits to {times} x"] = lambda times=times: self._ranked(  # type: ignore[misc]
                query, self._found(self._tier, turned, allowed, times * count)
            )
        truth = self._rows[calls["flat"]()[:DEPTH]] @ query[0]
        return {
            name: call
            for name, call in calls.items()
            if (self._rows[call()[:DEPTH]] @ query[0] >= truth.min() - 1e-6).sum() >= PEER_RECALL * len(truth)
        }

    def _turned(self) -> Matrix:
        return np.asarray(self._rows @ self._turn, np.float32)

    def _ranked(self, query: Matrix, found: NDArray[np.int64]) -> NDArray[np.int64]:
        return found[np.argsort(-(self._rows[found] @ query[0]))]

    def _found(
        self, peer: faiss.Index, query: Matrix, allowed: NDArray[np.bool_] | None, depth: int
    ) -> NDArray[np.int64]:
        kind: Any = faiss.IVFSearchParameters if peer is self._tier else faiss.SearchParameters
        bitmap: Any = faiss.IDSelectorBitmap
        parameters = None
        if allowed is not None:
            parameters = kind(sel=bitmap(np.packbits(allowed, bitorder="little")))
        found = peer.search(query, min(depth, len(self._rows)), params=parameters)[1][0]
        return np.asarray(found[found >= 0], np.int64)


def _padded(rows: Matrix) -> Matrix:
    """Zeros added until two components make one code of four bits, and codes come in pairs."""
    return np.pad(rows, ((0, 0), (0, -rows.shape[1] % 4)))


def _joined(embedding: NDArray[np.float32], color: NDArray[np.float32], weight: float) -> Matrix:
    return np.concatenate([(1 - weight) * embedding, weight * color])[None].astype(np.float32)


def recall(index: Neighborhood, field: Field, query: VectorQuery) -> float:
    """Share of the true first fifty, counting what is as near as the fiftieth."""
    exact = field.rows @ _joined(query.embedding, query.color, query.color_weight)[0]
    if query.filter.max_price is not None:
        exact = exact[field.prices <= query.filter.max_price]
    depth = min(DEPTH, len(exact))
    least = np.partition(exact, -depth)[-depth] - 1e-6
    return float((index.search(query).similarity[:depth] >= least).sum() / depth)
