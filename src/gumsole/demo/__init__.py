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


# Of each the right product comes first, and is called close, however hard its JPEG is squeezed (quality 75 to
# 95): what a browser makes of a photo before it sends it decides nothing.
WORTH_TRYING = (
    Try("navy-lamp-on-the-shelf.jpg", "a navy lamp among books and a vase, in warm light"),
    Try("cognac-chesterfield.jpg", "a leather sofa in somebody's room, with a blanket on it"),
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
