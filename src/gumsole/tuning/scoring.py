"""What a head finds: products that it never saw ask the whole catalog, as it passes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gumsole.images.tuned import Head
from gumsole.ranking.learning.nearest import Nearest
from gumsole.records import Entry, Matrix, Vector
from gumsole.tuning.material import Codes, Looks, Material, Shown

# Questions of one kind at most: a share of one half is then known to about 1.6 % (standard error).
MOST_QUESTIONS = 1000
DEPTHS = (1, 5)

# Embeddings of the base, as stored → as they are compared.
Carry = Callable[[Matrix], Matrix]


class Kind(StrEnum):
    """What is asked of the catalog, and what counts as found."""

    PHONE = "phone"  # a view as a phone would take it, for the item
    VIEW = "view"  # a catalog photo, itself taken away, for another photo of the item
    VARIANT = "variant"  # a catalog photo, its item taken away, for another item of the group


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """What is asked.

    Attributes
    ----------
    kind : tuple of Kind
        One a look.
    """

    looks: Looks
    kind: tuple[Kind, ...]

    def group(self, shown: Shown) -> Codes:
        """The group that each question is about."""
        return shown.group[self.looks.row]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What came of it.

    Attributes
    ----------
    hits : ndarray of shape (q, len(DEPTHS)), bool
        Is the right thing among the first so many distinct ones?
    nearest : ndarray of shape (q, 10), int64
        Entries, the question's own content left in.
    """

    hits: NDArray[np.bool_]
    nearest: Codes


def questions(material: Material) -> Questions:
    """All kinds of questions that the catalog can ask of itself; photos of several groups ask nothing."""
    shown = material.shown
    clear = _clear(shown)
    views, photos = material.views, material.photos
    parts: list[Looks] = []
    kinds: list[Kind] = []
    for kind, looks, able in (
        (Kind.PHONE, views, clear),
        (Kind.VIEW, photos, clear & _several(shown.item, shown.photo)),
        (Kind.VARIANT, photos, clear & _several(shown.group, shown.item)),
    ):
        asking = np.flatnonzero(able[looks.row])
        if len(asking) > MOST_QUESTIONS:
            asking = np.sort(np.random.default_rng(2).permutation(asking)[:MOST_QUESTIONS])
        keep = np.zeros(len(looks.row), np.bool_)
        keep[asking] = True
        parts.append(looks.part(keep))
        kinds += [kind] * len(asking)
    return Questions(
        Looks(
            np.concatenate([part.embeddings for part in parts]),
            np.concatenate([part.colors for part in parts]),
            np.concatenate([part.row for part in parts]),
        ),
        tuple(kinds),
    )


def carried(head: Head | None, mean: Vector) -> Carry:
    """Embeddings as the index compares them: by a head where there is one, centered, at unit length."""

    def carry(embeddings: Matrix) -> Matrix:
        moved = (embeddings if head is None else head.apply(embeddings)) - mean
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(length, np.finfo(np.float32).tiny), np.float32)

    return carry


def asked(
    entries: Iterable[Sequence[Entry]],
    shown: Shown,
    asked_by: Sequence[tuple[Questions, Carry]],
    *,
    color_weight: float,
) -> list[Found]:
    """Answers to several sets of questions in one walk through the catalog.

    Parameters
    ----------
    entries : iterable of sequences of Entry
        The whole catalog, embeddings as stored.
    asked_by : sequence of (Questions, Carry)
        Each set with the way its embeddings, and then the catalog's, are compared.
    """
    lists = [
        Nearest(carry(questions.looks.embeddings), questions.looks.colors, color_weight)
        for questions, carry in asked_by
    ]
    for chunk in entries:
        stored = np.stack([entry.embedding for entry in chunk])
        for nearest, (_, carry) in zip(lists, asked_by, strict=True):
            rows = carry(stored)
            nearest.take([replace(entry, embedding=row) for entry, row in zip(chunk, rows, strict=True)])
    return [
        _found(questions, nearest, shown) for (questions, _), nearest in zip(asked_by, lists, strict=True)
    ]


def _found(questions: Questions, nearest: Nearest, shown: Shown) -> Found:
    hits = np.zeros((len(questions.kind), len(DEPTHS)), np.bool_)
    for at, kind in enumerate(questions.kind):
        own = int(questions.looks.row[at])
        rows = shown.rows(nearest.ids[at])
        rows = rows[rows >= 0]
        if kind is not Kind.PHONE:
            same = shown.photo if kind is Kind.VIEW else shown.item
            rows = rows[same[rows] != same[own]]
        label = shown.group if kind is Kind.VARIANT else shown.item
        listed = list(dict.fromkeys(label[rows].tolist()))
        place = listed.index(int(label[own])) if int(label[own]) in listed else len(shown.ids)
        hits[at] = [place < depth for depth in DEPTHS]
    return Found(hits, nearest.ids[:, :10])


def _clear(shown: Shown) -> NDArray[np.bool_]:
    """Rows whose content stands in one group alone."""
    return np.asarray(_distinct(shown.photo, shown.group)[shown.photo] == 1)


def _several(thing: Codes, part: Codes) -> NDArray[np.bool_]:
    """Rows whose thing has several distinct parts."""
    return np.asarray(_distinct(thing, part)[thing] > 1)


def _distinct(thing: Codes, part: Codes) -> Codes:
    """How many distinct parts each thing has, by its code."""
    pairs = np.unique(np.stack([thing, part], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=int(thing.max(initial=0)) + 1)
