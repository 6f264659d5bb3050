"""What answers are worth: found after guard and policy, bands as precise as stated, the unsold refused.

Pure: records of what was answered in, figures out. `evaluate` prints them under `answer`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gumsole.ranking.learning.cutoffs import claim_of
from gumsole.records import Band, BandClaim, Guess

DEPTHS = (1, 5, 10)
# What is judged of an answer: a page.
PAGE = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit of an answer, as evaluation knows it."""

    product: str
    group: str
    category: tuple[str, ...]
    band: Band


@dataclass(frozen=True, slots=True)
class Page:
    """The first page of an answer: one hit for each group, as the shopper sees them."""

    hits: tuple[Shown, ...]
    guess: Guess


@dataclass(frozen=True, slots=True)
class Answered:
    """A query and its first page.

    Attributes
    ----------
    product, group : str
        What the photo shows, by the store's own names; the product is empty where the store sells others of
        its group alone, both where it sells none of them.
    category : tuple of str
        Its place in the store's tree; empty where nobody said.
    """

    product: str
    group: str
    category: tuple[str, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class BandFigures:
    """A band's precision as measured on real queries, beside what calibration states.

    Attributes
    ----------
    agrees : bool
        True if the measured precision lies in the stated 95 % interval, or the stated one in the measured.
    """

    measured: BandClaim
    stated: BandClaim | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """What a store's answers reached on a labeled set.

    Attributes
    ----------
    r1, r5, r10 : float or None
        Share of answerable queries whose product (or group) is among the first 1, 5, 10 hits.
    coverage, set_size : float or None
        Share of queries of what is sold whose category was among the guessed ones, and how many were guessed
        on average; over queries with a guess.
    refused : float or None
        Share of unsold queries without any hit at `SAME` or `CLOSE`.
    answerable : int
        Queries whose product (or group) is sold.
    unsold : int
        Queries of which not even the group is sold.
    """

    r1: float | None
    r5: float | None
    r10: float | None
    bands: tuple[BandFigures, ...]
    coverage: float | None
    set_size: float | None
    refused: float | None
    answerable: int
    unsold: int


def score_answers(
    answers: Sequence[Answered], claims: Sequence[BandClaim], *, by: str = "product_id"
) -> AnswerFigures:
    """Figures of answers, against what the store's calibration claims.

    Parameters
    ----------
    by : {"product_id", "group_id"}
        What has to be found for an answer to count as right.
    """
    sold = [answer for answer in answers if answer.group]
    unsold = [answer for answer in answers if not answer.group]
    answerable = [answer for answer in sold if _wanted(answer, by)]
    ranks = [_rank(answer, by) for answer in answerable]
    guessed = [answer for answer in sold if answer.page.guess.categories and answer.category]
    r1, r5, r10 = (_mean(rank <= depth for rank in ranks) for depth in DEPTHS)
    stated = {claim.band: claim for claim in claims}
    return AnswerFigures(
        r1=r1,
        r5=r5,
        r10=r10,
        bands=tuple(_band_figures(sold, stated)),
        coverage=_mean(_covered(answer) for answer in guessed),
        set_size=_mean(len(answer.page.guess.categories) for answer in guessed),
        refused=_mean(all(hit.band > Band.CLOSE for hit in answer.page.hits) for answer in unsold),
        answerable=len(answerable),
        unsold=len(unsold),
    )


def _wanted(answer: Answered, by: str) -> str:
    return answer.group if by == "group_id" else answer.product


def _rank(answer: Answered, by: str) -> float:
    wanted = _wanted(answer, by)
    found = [hit.group if by == "group_id" else hit.product for hit in answer.page.hits]
    return found.index(wanted) + 1 if wanted in found else math.inf


def _covered(answer: Answered) -> bool:
    return any(
        answer.category[: len(guessed.path)] == guessed.path for guessed in answer.page.guess.categories
    )


HOLDS: Mapping[Band, Callable[[Answered, Shown], bool]] = {
    Band.SAME: lambda answer, hit: hit.product == answer.product,
    Band.CLOSE: lambda answer, hit: hit.group == answer.group,
    Band.SIMILAR: lambda answer, hit: bool(answer.category) and hit.category == answer.category,
    Band.RELATED: lambda answer, hit: bool(answer.category) and hit.category[:1] == answer.category[:1],
}


def _band_figures(sold: Sequence[Answered], stated: Mapping[Band, BandClaim]) -> Iterable[BandFigures]:
    for band, holds in HOLDS.items():
        hits = [
            (number, holds(answer, hit))
            for number, answer in enumerate(sold)
            for hit in answer.page.hits[:PAGE]
            if hit.band is band and (answer.category or band <= Band.CLOSE)
        ]
        if not hits:
            continue
        view, right = zip(*hits, strict=True)
        measured = claim_of(band, np.array(right), np.array(view))
        claim = stated.get(band)
        yield BandFigures(measured, claim, claim is not None and _agree(measured, claim))


def _agree(measured: BandClaim, stated: BandClaim) -> bool:
    inside = stated.low <= measured.precision <= stated.high
    return inside or measured.low <= stated.precision <= measured.high


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return float(np.mean(found)) if found else None
