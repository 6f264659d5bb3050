"""What a plan is made for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gumsole.errors import BadQuery

# Where the embedded engine was measured to, twice over: a search among 1 million photos takes 13 ms more than
# among a few; at 2 million that is as much as all the rest (docs/benchmarks.md).
EMBEDDED_PHOTOS = 2_000_000


class Precision(StrEnum):
    """How OpenSearch holds a vector in memory."""

    FLOAT32 = "float32"
    FP16 = "fp16"
    BYTE = "byte"

    @property
    def bytes_per_dimension(self) -> int:
        """Bytes in memory."""
        return {Precision.FLOAT32: 4, Precision.FP16: 2, Precision.BYTE: 1}[self]

    @property
    def how(self) -> str:
        """The engine and encoder that give it."""
        return {
            Precision.FLOAT32: "Lucene, as Gumsole's index is mapped",
            Precision.FP16: "Faiss with encoder sq, type fp16; not how Gumsole's index is mapped",
            Precision.BYTE: "Lucene with encoder sq, bits 7",
        }[self]


@dataclass(frozen=True, slots=True)
class Workload:
    """What a store asks for.

    Attributes
    ----------
    photos : int
        Photos of the catalog; a product has several.
    qps : float
        Searches by photo a second, at the busiest time.
    dimension : int
        Of the embedding.
    replicas : int
        Copies of each shard beside the first, at least.
    """

    photos: int
    qps: float
    dimension: int = 256
    replicas: int = 1
    precision: Precision = Precision.FLOAT32

    def __post_init__(self) -> None:
        for name, value, low in (
            ("photos", self.photos, 1),
            ("dimension", self.dimension, 1),
            ("replicas", self.replicas, 0),
        ):
            if value < low:
                raise BadQuery(f"{name} takes at least {low}, got {value}")
        if not 0 < self.qps < float("inf"):
            raise BadQuery(f"qps takes more than 0, got {self.qps}")
