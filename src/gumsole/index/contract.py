"""What every engine promises, so that the stories need not know which one answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gumsole.records import Entry, Neighbors, Offer, VectorQuery


class Neighborhood(Protocol):
    """What can be asked for neighbors."""

    def search(self, query: VectorQuery) -> Neighbors:
        """Nearest entries that satisfy the filter, of at least `query.groups` groups or all that match."""


class Index(Neighborhood, Protocol):
    """Entries in, neighbors out.

    Filters hold inside the search and on the latest offers; every similarity is an exact float32 cosine in
    [-1, 1]; what was written is seen by the next search of the same process.
    """

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Add entries, replacing those with the same id."""

    def delete(self, ids: Sequence[int]) -> None:
        """Remove entries; unknown ids are ignored."""

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Replace the offer of every entry of each offer's sku; unknown skus are ignored."""

    def __len__(self) -> int:
        """How many entries there are."""
