"""The story: material ─▶ heads of two thirds, asked by the third they never saw ─▶ figures ─▶ a head of all.

Every product asks once, with a head that was fitted, and whose recipe was chosen, without its group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import NotFound
from gumsole.evaluate.bootstrap import Interval, interval
from gumsole.images.tuned import Head
from gumsole.records import Entry, Passport
from gumsole.tuning.heads import JUDGED_GROUPS, Tried, chosen
from gumsole.tuning.material import Looks, Material
from gumsole.tuning.recipes import Recipe
from gumsole.tuning.scoring import DEPTHS, Kind, Questions, asked, carried, questions

FOLDS = 3
# With fewer groups the interval would say more than is known: each third has to have ten.
MIN_GROUPS = 10 * FOLDS
# Photos of one item decide. Views that we compose ourselves do not: what heads gained on them did not carry
# over to shoppers' photos of groceries and shops (docs/tuning.md). They and variants must not be lost.
DECIDING = Kind.VIEW


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What questions of one kind found.

    Attributes
    ----------
    groups : int
        How many product groups they are about.
    before, after : tuple of Interval
        R@1 and R@5 with the encoder as it is, and with heads that never saw the group.
    difference : Interval
        Of R@1, question by question.
    """

    kind: str
    questions: int
    groups: int
    before: tuple[Interval, ...]
    after: tuple[Interval, ...]
    difference: Interval

    @property
    def loses(self) -> bool:
        """True if less is found for sure."""
        return self.groups >= JUDGED_GROUPS and self.difference.high < 0


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """A head, and what is known of it.

    Attributes
    ----------
    difference : Interval or None
        Of R@1 over the questions that decide; None where too few products have several photos.
    wins : bool
        The lower end of that difference is above 0, and no kind of question loses for sure.
    recipe : Recipe
        Of the head of all products; `folds` are those of the heads that were scored.
    tried : tuple of Tried
    overlap : float
        Share of the ten nearest photos that both find.
    photos, views, groups : int
        What it was fitted on.
    """

    head: Head
    kinds: tuple[KindFigures, ...]
    difference: Interval | None
    wins: bool
    recipe: Recipe
    folds: tuple[Recipe, ...]
    tried: tuple[Tried, ...]
    overlap: float
    photos: int
    views: int
    groups: int


def tune(
    material: Material,
    passport: Passport,
    entries: Callable[[], Iterable[Sequence[Entry]]],
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> Tuning:
    """Fit a head to a catalog, and measure it on products it never saw.

    Parameters
    ----------
    passport : Passport
        Of the encoder as it is.
    entries : callable
        Walks through the whole catalog, embeddings as stored.

    Raises
    ------
    NotFound
        If the catalog has too few groups, or nothing to ask it.
    """
    shown, mean = material.shown, passport.catalog_mean
    groups = np.unique(shown.group[material.photos.row])
    ask = questions(material)
    if len(groups) < MIN_GROUPS or not ask.kind:
        raise NotFound(
            f"too little to tune with: {len(groups)} product groups of at least {MIN_GROUPS}, "
            f"{len(ask.kind)} questions; ingest more products, or several photos of each"
        )
    fold = np.random.default_rng(3).permutation(int(shown.group.max()) + 1) % FOLDS
    heads = []
    for number in range(FOLDS):
        progress(f"fitting without a third of the products, {number + 1} of {FOLDS}")
        heads.append(chosen(material, fold != number, mean))
    progress("asking the catalog")
    parts = [fold[ask.group(shown)] == number for number in range(FOLDS)]
    found = asked(
        entries(),
        shown,
        [
            (ask, carried(None, mean)),
            *(
                (_part(ask, part), carried(head.head, head.head.prior_mean))
                for part, head in zip(parts, heads, strict=True)
            ),
        ],
        color_weight=passport.color_weight,
    )
    after, overlaps = np.zeros_like(found[0].hits), []
    for part, one in zip(parts, found[1:], strict=True):
        after[part] = one.hits
        overlaps += [_overlap(*pair) for pair in zip(found[0].nearest[part], one.nearest, strict=True)]
    progress("fitting on all products")
    final = chosen(material, np.ones(len(fold), np.bool_), mean)
    about = ask.group(shown)
    kinds = tuple(
        _figures(kind, rows, found[0].hits[rows], after[rows], about[rows])
        for kind in Kind
        if len(rows := np.flatnonzero([one is kind for one in ask.kind]))
    )
    difference = next(
        (kind.difference for kind in kinds if kind.kind == DECIDING and kind.groups >= JUDGED_GROUPS), None
    )
    return Tuning(
        head=final.head,
        kinds=kinds,
        difference=difference,
        wins=difference is not None and difference.low > 0 and not any(kind.loses for kind in kinds),
        recipe=final.recipe,
        folds=tuple(head.recipe for head in heads),
        tried=final.tried,
        overlap=float(np.mean(overlaps)),
        photos=len(material.photos.row),
        views=len(material.views.row),
        groups=len(groups),
    )


def _figures(
    kind: Kind,
    rows: NDArray[np.int64],
    before: NDArray[np.bool_],
    after: NDArray[np.bool_],
    about: NDArray[np.int64],
) -> KindFigures:
    clusters = about.tolist()
    return KindFigures(
        kind=kind.value,
        questions=len(rows),
        groups=len(np.unique(about)),
        before=tuple(_sure(before[:, at], clusters) for at in range(len(DEPTHS))),
        after=tuple(_sure(after[:, at], clusters) for at in range(len(DEPTHS))),
        difference=_difference(before, after, about),
    )


def _difference(before: NDArray[np.bool_], after: NDArray[np.bool_], about: NDArray[np.int64]) -> Interval:
    """Of R@1, question by question."""
    return _sure(after[:, 0].astype(np.float64) - before[:, 0], about.tolist())


def _sure(values: NDArray[np.bool_] | NDArray[np.float64], clusters: Sequence[int]) -> Interval:
    return interval(values.astype(np.float64), clusters)


def _part(ask: Questions, keep: NDArray[np.bool_]) -> Questions:
    return Questions(
        Looks(ask.looks.embeddings[keep], ask.looks.colors[keep], ask.looks.row[keep]),
        tuple(kind for kind, kept in zip(ask.kind, keep.tolist(), strict=True) if kept),
    )


def _overlap(left: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    return len(np.intersect1d(left, right)) / max(len(left), 1)
