"""How much is measured, and on what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts that a measurement's duration hangs on; the defaults take some minutes.

    Attributes
    ----------
    photos : Path or None
        Folder of photos to measure on; by default the demo store's.
    base_photos : int
        Real photos that the vectors of an index are drawn from.
    learned_photos : int
        Of these, as many as guard and bands are learned from.
    ingest_photos, ingest_rounds : int
        Photos of one ingest, and how many ingests.
    feed_rows : int
        Rows of the feed whose ingest is weighed.
    uploads : int
        Photos that are searched with, from bytes to hits.
    queries : int
        Vectors that retrieval is asked with.
    """

    photos: Path | None = None
    base_photos: int = 600
    learned_photos: int = 600
    ingest_photos: int = 300
    ingest_rounds: int = 3
    feed_rows: int = 50_000
    uploads: int = 12
    queries: int = 10
