"""Entries as documents: what an index is declared to hold, and what is written of each photo.

One vector holds both channels, each scaled by the square root of its usual share: the graph is built for the
likeness that is usual, and a query for another share is the same dot product with its own parts scaled.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from gumsole.records import Entry, Matrix, Offer, Vector, VectorQuery

# Stands for a sale without a beginning or an end: beyond every clock, within what JSON numbers hold.
OPEN = 1e300

# Ships everywhere.
ANYWHERE = "*"

# Lucene takes words of 32,766 bytes; longer ones are told apart by a digest.
LONGEST_WORD = 1_000

# Components are written with so many decimals: they only choose candidates, exact ones are kept beside them.
DECIMALS = 7

# The graph takes a channel for this share at least: one that is left out could not be asked for at all.
LEAST_SHARE = 0.05

# As OpenSearch has them by default; named because recall was measured with them.
GRAPH = {"m": 16, "ef_construction": 100}


@dataclass(frozen=True, slots=True)
class Layout:
    """How vectors lie in an index.

    Attributes
    ----------
    color_weight : float
        Share of color that the graph is built for.
    """

    dimension: int
    color_dimension: int
    color_weight: float

    @property
    def scales(self) -> tuple[float, float]:
        """What each channel is multiplied by in the joined vector."""
        share = min(max(self.color_weight, LEAST_SHARE), 1 - LEAST_SHARE)
        return float(np.sqrt(1 - share)), float(np.sqrt(share))

    def joined(self, entry: Entry) -> list[float]:
        """The vector that the graph holds."""
        shape, color = self.scales
        return _rounded(np.concatenate([shape * entry.embedding, color * entry.color]))

    def asked(self, query: VectorQuery) -> list[float]:
        """The vector whose dot product with a joined one is the similarity."""
        shape, color = self.scales
        weight = query.color_weight
        parts = [(1 - weight) / shape * query.embedding, weight / color * query.color]
        return _rounded(np.concatenate(parts))

    def exact(self, packed: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Both channels of some documents, as they were written."""
        width = self.dimension + self.color_dimension
        # It comes without padding, and more of that than needed does no harm.
        rows = np.frombuffer(b"".join(b64decode(text + "==") for text in packed), "<f4").reshape(-1, width)
        shape, color = rows[:, : self.dimension], rows[:, self.dimension :]
        return np.ascontiguousarray(shape, np.float32), np.ascontiguousarray(color, np.float32)


def mappings(layout: Layout, meta: dict[str, object]) -> dict[str, Any]:
    """What an index is declared to hold; anything else is refused.

    Parameters
    ----------
    meta : dict
        The passport, and what the index was made for.
    """
    word = {"type": "keyword", "copy_to": "words"}
    method = {"name": "hnsw", "engine": "lucene", "space_type": "innerproduct", "parameters": GRAPH}
    width = layout.dimension + layout.color_dimension
    return {
        "dynamic": "strict",
        "_meta": meta,
        "properties": {
            "id": {"type": "long"},
            "group": {"type": "keyword"},
            "sku": {"type": "keyword"},
            "category": word,
            "under": {"type": "keyword"},
            "brand": word,
            "color": word,
            "material": word,
            "words": {"type": "text"},
            "vector": {"type": "knn_vector", "dimension": width, "method": method},
            "exact": {"type": "binary", "doc_values": True},
            "in_stock": {"type": "boolean"},
            "price": {"type": "long"},
            "sale_price": {"type": "long"},
            "sale_from": {"type": "double"},
            "sale_until": {"type": "double"},
            "ships_to": {"type": "keyword"},
            "position": {"type": "long", "index": False},
        },
    }


def document(entry: Entry, layout: Layout) -> dict[str, object]:
    """All of an entry."""
    packed = np.concatenate([entry.embedding, entry.color]).astype("<f4").tobytes()
    path = entry.category
    return {
        "id": entry.id,
        "group": word(entry.group),
        "sku": word(entry.offer.sku),
        "category": [word(name) for name in path],
        "under": [prefix(path[:depth]) for depth in range(1, len(path) + 1)],
        "brand": word(entry.brand),
        "color": word(entry.color_name),
        "material": word(entry.material),
        "vector": layout.joined(entry),
        "exact": b64encode(packed).decode("ascii"),
        **terms(entry.offer),
    }


def terms(offer: Offer) -> dict[str, object]:
    """What changes with an offer; every field of it, so that what was there before goes."""
    return {
        "in_stock": offer.in_stock,
        "price": offer.price,
        "sale_price": offer.sale_price,
        "sale_from": -OPEN if offer.sale_from is None else offer.sale_from,
        "sale_until": OPEN if offer.sale_until is None else offer.sale_until,
        "ships_to": sorted(set(offer.ships_to)) or [ANYWHERE],
    }


def word(text: str) -> str:
    """A text that is compared as a whole."""
    if len(text) <= LONGEST_WORD:
        return text
    return f"{text[:LONGEST_WORD]} {blake2b(text.encode(), digest_size=16).hexdigest()}"


def prefix(path: Sequence[str]) -> str:
    """The beginning of a category, as one word."""
    return word(json.dumps(path, ensure_ascii=False))


def _rounded(vector: Vector) -> list[float]:
    components: list[float] = np.round(vector.astype(np.float64), DECIMALS).tolist()
    return components
