"""The store's live products as columns: what ranking, facets and favorites look at."""

from gumsole.ranking.shelf.labels import NONE, Labels
from gumsole.ranking.shelf.live import LiveShelf
from gumsole.ranking.shelf.shelf import GONE, Sellable, Shelf
from gumsole.store.tables.columns import AVAILABILITIES, UNKNOWN

__all__ = ["AVAILABILITIES", "GONE", "NONE", "UNKNOWN", "Labels", "LiveShelf", "Sellable", "Shelf"]
