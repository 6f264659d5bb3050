"""Views are asked of the catalog itself; from what they find, guard and bands are learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.calibration.studio import MAX_VIEWS, Studio, views_of
from gumsole.images.domain import centered
from gumsole.index.follow import entries_of
from gumsole.ranking.bands import Bands, Seen
from gumsole.ranking.guard import Guard
from gumsole.ranking.learning.cutoffs import FALSE_ALARMS, PAGE, Asked, learn_bands
from gumsole.ranking.learning.lesson import Lesson, Sampler, fold_of
from gumsole.ranking.learning.nearest import Nearest
from gumsole.ranking.learning.schooling import Schooled, school
from gumsole.records import Passport
from gumsole.store import Calibration, Store, key_of
from gumsole.store.tables.signals import CHUNK

# With fewer product groups no threshold could keep false alarms below their share (Vovk et al. 2005: the
# tail of n scores is known from n = 1 / share - 1 on), so nothing is claimed.
MIN_GROUPS = round(1 / FALSE_ALARMS) - 1


@dataclass(frozen=True, slots=True)
class _Label:
    """What a catalog photo shows."""

    group: str
    sku: str
    category: tuple[str, ...]


def learned(store: Store, passport: Passport, studio: Studio) -> Calibration:
    """Guard and bands for a passport that is about to hold; both blind where there is too little to learn."""
    photos = store.calibrations.main_photos(key=key_of(passport), limit=MAX_VIEWS)
    views = views_of(photos, studio) if len({photo.group for photo in photos}) >= MIN_GROUPS else []
    if not views:
        return Calibration(Guard.blind(passport.dimension).to_bytes(), Bands.blind().to_bytes())
    embeddings = np.stack([centered(view.signals.embedding, passport.upload_mean) for view in views])
    nearest = Nearest(embeddings, np.stack([view.signals.color for view in views]), passport.color_weight)
    sampler = Sampler(len(store.products.categories()))
    for entries in entries_of(store, passport):
        nearest.take(entries)
        sampler.take(entries)
    labels = [_Label(view.photo.group, view.photo.sku, view.photo.category) for view in views]
    lesson = Lesson(embeddings, [label.category for label in labels], [label.group for label in labels])
    schooled = school(sampler.lesson(passport.dimension), lesson)
    found = _Found(nearest, _labels(store, passport, nearest.ids), schooled, passport.color_weight)
    bands = learn_bands(
        [found.asked(row, label, sold=True) for row, label in enumerate(labels)],
        [found.asked(row, label, sold=False) for row, label in enumerate(labels)],
        top_of=_tops(schooled.guard.categories),
        color_weight=passport.color_weight,
    )
    return Calibration(schooled.guard.to_bytes(), bands.to_bytes())


class _Found:
    """What the views found, group by group."""

    def __init__(
        self, nearest: Nearest, labels: dict[int, _Label], schooled: Schooled, color_weight: float
    ) -> None:
        self._nearest = nearest
        self._labels = labels
        self._schooled = schooled
        self._color_weight = color_weight
        self._leaves = {
            category: schooled.guard.leaf_of(category)
            for category in {label.category for label in labels.values()}
        }

    def asked(self, row: int, own: _Label, *, sold: bool) -> Asked:
        """A view's candidates, its own group among them or taken away."""
        columns, shown = [], {} if sold else {own.group: own}
        for column, id_ in enumerate(self._nearest.ids[row].tolist()):
            label = self._labels.get(id_)
            if label and label.group not in shown:
                shown[label.group] = label
                columns.append((column, label))
        page = columns[:PAGE]
        at = np.array([column for column, _ in page], np.int64)
        shape, color = self._nearest.shape[row, at], self._nearest.color[row, at]
        leaf = np.array([self._leaves[label.category] for _, label in page], np.int64)
        guessed = self._schooled.probabilities if sold else self._schooled.unsold
        likeness = (1 - self._color_weight) * shape + self._color_weight * color
        sibling = np.array([self._sibling(row, column, label) for column, label in page], np.float32)
        seen = Seen(likeness, shape, color, leaf, guessed[row], sibling)
        return Asked(seen, _truth(own, [label for _, label in page]), fold_of(own.group))

    def _sibling(self, row: int, column: int, label: _Label) -> float:
        """Likeness of the next product of a candidate's own group; -1 where the page's photos hold none."""
        for after in range(column + 1, self._nearest.ids.shape[1]):
            other = self._labels.get(int(self._nearest.ids[row, after]))
            if other and other.group == label.group and other.sku != label.sku:
                shape, color = self._nearest.shape[row, after], self._nearest.color[row, after]
                return float((1 - self._color_weight) * shape + self._color_weight * color)
        return -1.0


def _truth(own: _Label, shown: Sequence[_Label]) -> NDArray[np.bool_]:
    """Which claims hold, (n, 4): same product, same group, same leaf, same top-level category."""
    rows = [
        (
            label.sku == own.sku,
            label.group == own.group,
            bool(own.category) and label.category == own.category,
            bool(own.category) and label.category[:1] == own.category[:1],
        )
        for label in shown
    ]
    return np.array(rows, np.bool_).reshape(-1, 4)


def _labels(store: Store, passport: Passport, ids: NDArray[np.int64]) -> dict[int, _Label]:
    wanted = np.unique(ids).tolist()
    return {
        entry.id: _Label(entry.group, entry.offer.sku, entry.category)
        for start in range(0, len(wanted), CHUNK)
        for entry in store.entries.get(wanted[start : start + CHUNK], key=key_of(passport))
    }


def _tops(categories: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    """The top-level category of each leaf, numbered in the order of their names."""
    names = sorted({path[0] for path in categories})
    return np.array([names.index(path[0]) for path in categories], np.int64)
