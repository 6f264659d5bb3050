"""What a catalog says of itself: photos of one item, variants of one group, phone-like views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.calibration.studio import Studio, views_of
from gumsole.records import Entry, Matrix
from gumsole.store import EncoderKey, Store
from gumsole.store.tables.signals import CHUNK

# Views composed at most: each takes some 40 ms of one core.
MOST_VIEWS = 1200
# Photos that a head is fitted on at most, whole groups of them: 12 MB of embeddings, minutes of work.
FITTED_PHOTOS = 12_000
# Main photos that views are composed of at most.
VIEWED_PHOTOS = 600

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Every photo of every live product, without its signals.

    Attributes
    ----------
    ids : ndarray of int64
        Of entries, ascending.
    photo, item, group, leaf : ndarray of int64
        Equal where content, item, group or category are. Variants that share a photo are one item.
    """

    ids: Codes
    photo: Codes
    item: Codes
    group: Codes
    leaf: Codes

    def rows(self, ids: Codes) -> Codes:
        """Rows of entries; -1 for those that came later."""
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[at] == ids, at, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Some looks at products.

    Attributes
    ----------
    embeddings : ndarray of shape (n, d), float32
        Of the base, as stored.
    colors : ndarray of shape (n, c), float32
    row : ndarray of int64
        Rows of `Shown`: the photo itself, or the one that a view was composed from.
    """

    embeddings: Matrix
    colors: Matrix
    row: Codes

    def part(self, keep: NDArray[np.bool_]) -> Looks:
        """Those where `keep` is true."""
        return Looks(self.embeddings[keep], self.colors[keep], self.row[keep])


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a head is fitted on and scored with.

    Attributes
    ----------
    photos : Looks
        A sample of whole groups; each content once.
    views : Looks
        Composed from main photos, analyzed as uploads are.
    """

    shown: Shown
    photos: Looks
    views: Looks


def gathered(store: Store, key: EncoderKey, studio: Studio) -> Material:
    """The material of a store whose photos were looked at with the encoder of `key`."""
    shown = _shown(store, key)
    return Material(shown, _photos(store, key, shown), _views(store, key, studio, shown))


def chunks(store: Store, key: EncoderKey) -> Iterator[list[Entry]]:
    """Every entry of the store, embeddings as stored."""
    return store.entries.all(key=key)


def _shown(store: Store, key: EncoderKey) -> Shown:
    ids: list[int] = []
    names: list[tuple[str, str, str, tuple[str, ...]]] = []
    for entries in chunks(store, key):
        places = store.entries.places([entry.id for entry in entries])
        for entry in entries:
            ids.append(entry.id)
            place = places[entry.id]
            names.append((place.photo, place.sku, place.group, entry.category))
    photo, sku, group, leaf = (_codes([name[at] for name in names]) for at in range(4))
    return Shown(np.array(ids, np.int64), photo, _items(photo, sku, group), group, leaf)


def _codes(names: Sequence[object]) -> Codes:
    known: dict[object, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)


def _items(photo: Codes, sku: Codes, group: Codes) -> Codes:
    """Variants of a group that share a photo cannot be told apart by any: they are one item."""
    leader: dict[int, int] = {}

    def root(one: int) -> int:
        while (above := leader.setdefault(one, one)) != one:
            leader[one] = leader[above]
            one = leader[above]
        return one

    first: dict[tuple[int, int], int] = {}
    for content, product, family in zip(photo.tolist(), sku.tolist(), group.tolist(), strict=True):
        leader[root(product)] = root(first.setdefault((family, content), product))
    return np.array([root(product) for product in sku.tolist()], np.int64)


def _photos(store: Store, key: EncoderKey, shown: Shown) -> Looks:
    """Whole groups in an order drawn once, until there are enough."""
    _, first = np.unique(shown.photo, return_index=True)
    groups = np.unique(shown.group)
    place = np.empty(int(groups.max(initial=0)) + 1, np.int64)
    place[groups] = np.random.default_rng(0).permutation(len(groups))
    rows = np.sort(first[np.argsort(place[shown.group[first]], kind="stable")][:FITTED_PHOTOS])
    found = [
        entry
        for start in range(0, len(rows), CHUNK)
        for entry in store.entries.get(shown.ids[rows[start : start + CHUNK]].tolist(), key=key)
    ]
    return Looks(
        np.stack([entry.embedding for entry in found]),
        np.stack([entry.color for entry in found]),
        shown.rows(np.array([entry.id for entry in found], np.int64)),
    )


def _views(store: Store, key: EncoderKey, studio: Studio, shown: Shown) -> Looks:
    photos = store.calibrations.main_photos(key=key, limit=VIEWED_PHOTOS)
    made = views_of(photos, studio)
    rows = shown.rows(np.array([view.photo.entry for view in made], np.int64))
    keep = [at for at, row in enumerate(rows.tolist()) if row >= 0]
    if not keep:
        width = store.signals.get(photos[0].hash, key=key) if photos else None
        empty = (0, 0) if width is None else (len(width.embedding), len(width.color))
        return Looks(np.zeros((0, empty[0]), np.float32), np.zeros((0, empty[1]), np.float32), rows[:0])
    return Looks(
        np.stack([made[at].signals.embedding for at in keep]),
        np.stack([made[at].signals.color for at in keep]),
        rows[keep],
    )
