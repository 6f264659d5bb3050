"""The store that ships with Gumsole: a feed, its photos, and photos to search with.

All of it was made by the project (`store/PROVENANCE.md`, CC0). Each function opens a context within which
its paths hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

_STORE, _FEED, _QUERIES = "store", "catalog.xml", "queries"


@dataclass(frozen=True, slots=True)
class Try:
    """A search worth trying: a shopper's photo, and what to look out for."""

    photo: str
    why: str


WORTH_TRYING = (
    Try(
        "beige-bean-bag.jpg", "a beige bean bag on somebody's floor, among things of other shapes and colors"
    ),
    Try("navy-mug-at-breakfast.jpg", "a navy mug on a set table, held crooked, in the light of a lamp"),
    Try("shop-page-walnut-sideboard.jpg", "a screenshot of another shop, with all that its page adds"),
)


@contextmanager
def folder() -> Iterator[Path]:
    """Give the folder of the demo store; its `items.csv` is what `gumsole evaluate` reads."""
    with as_file(files(__name__) / _STORE) as path:
        yield path


@contextmanager
def feed() -> Iterator[Path]:
    """Give the feed; the photos it names lie beside it."""
    with folder() as store:
        yield store / _FEED


@contextmanager
def queries() -> Iterator[tuple[Path, ...]]:
    """Give the shoppers' photos, in order of their names."""
    with folder() as store:
        yield tuple(sorted((store / _QUERIES).glob("*.jpg")))
