"""Story three: a labeled folder becomes figures.

The folder holds an `items.csv` with the columns image, product_id, group_id, category, role and, optionally,
box. Rows of role `catalog` are ingested, all others are queries. A folder with one kind of row is scored
leave-one-out by category: each photo asks for what is like it, itself apart.
"""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from gumsole.errors import BadFeed, BadQuery, NotFound
from gumsole.evaluate.answers import Answered, AnswerFigures, Page, score_answers
from gumsole.records import BandClaim, Box, Matrix, Vector

ITEMS = "items.csv"
CATALOG_ROLE = "catalog"
DEPTHS = (1, 5, 10)
ANSWERS = ("product_id", "group_id")


@dataclass(frozen=True, slots=True)
class LabeledPhoto:
    """One row of `items.csv`; empty product is a thing the store does not sell."""

    path: Path
    product: str
    group: str
    category: str
    role: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class LabeledSet:
    """A folder of labeled photos."""

    folder: Path
    photos: tuple[LabeledPhoto, ...]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def one_kind(self) -> bool:
        """True if there are only catalog photos or only queries: scored leave-one-out."""
        return len({photo.role == CATALOG_ROLE for photo in self.photos}) == 1

    @property
    def catalog(self) -> tuple[LabeledPhoto, ...]:
        """What is ingested."""
        return tuple(photo for photo in self.photos if self.one_kind or photo.role == CATALOG_ROLE)

    @property
    def queries(self) -> tuple[LabeledPhoto, ...]:
        """What is asked."""
        return tuple(photo for photo in self.photos if self.one_kind or photo.role != CATALOG_ROLE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The catalog photos nearest to one query, best first, and what finding them cost."""

    paths: tuple[Path, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Subject:
    """A store under evaluation, as callables, so that any engine and encoder can be scored.

    Attributes
    ----------
    ask : callable
        Path of a photo and the crop to use → nearest catalog photos.
    pooled : callable
        Path of a photo → bare features (None if it is no photo), and the milliseconds they took.
    find : callable
        Path of a photo → subject box.
    answer : callable or None
        Path of a photo → the page a shopper sees, after guard and policy; None scores no answers.
    claims : tuple of BandClaim
        What the store's calibration states.
    """

    ask: Callable[[Path, Box | None], Ranked]
    pooled: Callable[[Path], tuple[Vector | None, float]]
    find: Callable[[Path], Box]
    answer: Callable[[Path], Page] | None = None
    claims: tuple[BandClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way of searching reached on a labeled set.

    Attributes
    ----------
    r1, r5, r10 : float or None
        Share of answerable queries whose product (or group) is among the first 1, 5, 10 distinct ones.
    p10 : float or None
        Mean share of the first ten distinct products that are of the query's category.
    ms_per_query : float
        Mean wall milliseconds of a query, decoding included.
    """

    name: str
    by: str
    queries: int
    answerable: int
    unsold: int
    catalog: int
    r1: float | None
    r5: float | None
    r10: float | None
    p10: float | None
    ms_per_query: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one query.

    Attributes
    ----------
    about : str
        What it shows: product or group; empty of what is not sold.
    rank : float or None
        Place of the right one among the distinct ones found, infinite where it was not; None where the
        catalog has no right one.
    precision : float or None
        Share of the first ten that are of its category; None where it has none.
    """

    photo: Path
    about: str
    rank: float | None
    precision: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of the product, of the bare features, and of queries cropped to their labeled box.

    Attributes
    ----------
    boxed : Figures or None
        As `product`, the shopper having cropped to the labeled box; None without a box column.
    box_iou : float or None
        Mean overlap (intersection over union) of the found subject with the labeled box.
    answer : AnswerFigures or None
        What the shopper is shown, after guard and policy; None for sets scored leave-one-out.
    outcomes : tuple of Outcome
        Behind `product`, one a query.
    """

    product: Figures
    bare: Figures
    boxed: Figures | None
    box_iou: float | None
    answer: AnswerFigures | None = None
    outcomes: tuple[Outcome, ...] = ()


def read_labeled(folder: Path) -> LabeledSet:
    """Read the folder's `items.csv`.

    Raises
    ------
    NotFound
        If the folder, its `items.csv` or a photo is missing.
    BadFeed
        If a needed column is missing or a box is not x,y,w,h in fractions.
    """
    folder = folder.resolve()  # as the store knows its photos
    items = folder / ITEMS
    if not items.is_file():
        raise NotFound(f"{items} is not there; `evaluate` takes a folder with an {ITEMS}")
    with items.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"image", "product_id", "role"} - set(reader.fieldnames or ())
        if missing:
            raise BadFeed(f"{items} lacks the columns {', '.join(sorted(missing))}")
        photos = tuple(_labeled(folder, row) for row in reader)
    if not photos:
        raise BadFeed(f"{items} has no rows")
    return LabeledSet(folder, photos)


def evaluate(labeled: LabeledSet, subject: Subject, *, by: str = "product_id") -> Evaluation:
    """Score the store `subject`, into which `labeled.catalog` has been ingested.

    Parameters
    ----------
    by : {"product_id", "group_id"}
        What has to be found for an answer to count as right.
    """
    if by not in ANSWERS:
        raise BadQuery(f"--by takes {' or '.join(ANSWERS)}, got {by!r}")
    score = _Scorer(labeled, by)
    found = [subject.ask(photo.path, None) for photo in labeled.queries]
    product = score.figures(found)
    boxed, iou = None, None
    if any(photo.box for photo in labeled.queries):
        boxed = score.figures([subject.ask(photo.path, photo.box) for photo in labeled.queries])
        iou = _mean(overlap(subject.find(photo.path), photo.box) for photo in labeled.queries if photo.box)
    bare = score.figures(_bare(labeled, subject))
    answer = _answer(labeled, subject, by)
    return Evaluation(product, bare, boxed, iou, answer, score.outcomes(found))


def _answer(labeled: LabeledSet, subject: Subject, by: str) -> AnswerFigures | None:
    """Only sets with a catalog of their own tell what is sold."""
    if subject.answer is None or labeled.one_kind:
        return None
    groups = {photo.product: photo.group for photo in labeled.catalog}
    sold = {*groups.values()}
    answers = [
        Answered(
            query.product if query.product in groups else "",
            groups.get(query.product, query.group if query.group in sold else ""),
            tuple(name.strip() for name in query.category.split(">") if name.strip()),
            subject.answer(query.path),
        )
        for query in labeled.queries
    ]
    return score_answers(answers, subject.claims, by=by)


def overlap(left: Box, right: Box) -> float:
    """Intersection over union of two boxes, in [0, 1]."""
    width = min(left.x + left.w, right.x + right.w) - max(left.x, right.x)
    height = min(left.y + left.h, right.y + right.h) - max(left.y, right.y)
    shared = max(0.0, width) * max(0.0, height)
    union = left.share + right.share - shared
    return shared / union if union else 0.0


class _Scorer:
    def __init__(self, labeled: LabeledSet, by: str) -> None:
        self._labeled = labeled
        self._by = by
        self._shown = {photo.path: photo for photo in labeled.catalog}
        self._sold = {self._label(photo) for photo in labeled.catalog}

    def figures(self, answers: Sequence[Ranked]) -> Figures:
        queries, outcomes = self._labeled.queries, self.outcomes(answers)
        ranks = [outcome.rank for outcome in outcomes if outcome.rank is not None]
        r1, r5, r10 = (_mean(rank <= depth for rank in ranks) for depth in DEPTHS)
        return Figures(
            name=self._labeled.name,
            by=self._by,
            queries=len(queries),
            answerable=len(ranks),
            unsold=sum(not query.product for query in queries),
            catalog=len(self._labeled.catalog),
            r1=r1,
            r5=r5,
            r10=r10,
            p10=_mean(outcome.precision for outcome in outcomes if outcome.precision is not None),
            ms_per_query=_mean(answer.ms for answer in answers) or 0.0,
        )

    def outcomes(self, answers: Sequence[Ranked]) -> tuple[Outcome, ...]:
        """What became of each query."""
        return tuple(
            Outcome(
                photo=query.path,
                about=self._label(query),
                rank=self._rank(query, answer) if self._answerable(query) else None,
                precision=self._precision(query, answer) if query.category else None,
            )
            for query, answer in zip(self._labeled.queries, answers, strict=True)
        )

    def _answerable(self, query: LabeledPhoto) -> bool:
        return bool(not self._labeled.one_kind and query.product and self._label(query) in self._sold)

    def _label(self, photo: LabeledPhoto) -> str:
        return photo.group if self._by == "group_id" else photo.product

    def _rank(self, query: LabeledPhoto, answer: Ranked) -> float:
        labels = list(dict.fromkeys(self._label(self._shown[path]) for path in answer.paths))
        wanted = self._label(query)
        return labels.index(wanted) + 1 if wanted in labels else math.inf

    def _precision(self, query: LabeledPhoto, answer: Ranked) -> float:
        shown = [
            self._shown[path] for path in answer.paths if not self._labeled.one_kind or path != query.path
        ]
        category_of = {photo.product: photo.category for photo in shown}
        first = list(islice(dict.fromkeys(photo.product for photo in shown), max(DEPTHS)))
        return sum(category_of[product] == query.category for product in first) / len(first) if first else 0.0


def _bare(labeled: LabeledSet, subject: Subject) -> list[Ranked]:
    """Pooled features and plain cosine: what the network alone gives."""
    features = {photo.path: subject.pooled(photo.path)[0] for photo in labeled.catalog}
    shown = {path: pooled for path, pooled in features.items() if pooled is not None}
    gallery, paths = _unit(np.stack(list(shown.values()))), list(shown)
    return [_nearest(gallery, paths, *subject.pooled(query.path)) for query in labeled.queries]


def _nearest(gallery: Matrix, paths: Sequence[Path], pooled: Vector | None, ms: float) -> Ranked:
    if pooled is None:
        return Ranked((), ms)
    begun = time.perf_counter()
    order = np.argsort(-(gallery @ _unit(pooled[None])[0]), kind="stable")
    return Ranked(tuple(paths[place] for place in order), ms + (time.perf_counter() - begun) * 1000)


def _unit(rows: Matrix) -> Matrix:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, np.finfo(np.float32).tiny), np.float32)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return float(np.mean(found)) if found else None


def _labeled(folder: Path, row: dict[str, str]) -> LabeledPhoto:
    path = folder / row["image"]
    if not path.is_file():
        raise NotFound(f"{path}, named in {ITEMS}, is not there")
    product = (row["product_id"] or "").strip()
    return LabeledPhoto(
        path=path,
        product=product,
        group=(row.get("group_id") or "").strip() or product,
        category=(row.get("category") or "").strip(),
        role=(row["role"] or "").strip(),
        box=_box(row.get("box") or "", path),
    )


def _box(text: str, path: Path) -> Box | None:
    if not text.strip():
        return None
    try:
        return Box(*(float(part) for part in text.split(",")))
    except (TypeError, ValueError) as error:
        raise BadFeed(f"box of {path.name} should be x,y,w,h in fractions, got {text!r}") from error
