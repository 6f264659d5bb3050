"""Several encoders on one labeled set: figures with intervals, and the difference query by query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gumsole.errors import BadQuery
from gumsole.evaluate.bootstrap import Interval, interval
from gumsole.evaluate.scoring import DEPTHS, Evaluation, Outcome


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of one encoder.

    Attributes
    ----------
    name : str
        `r1`, `r5`, `r10` or `p10`.
    difference : Interval or None
        From the first encoder's, query by query; None of the first itself.
    """

    name: str
    value: Interval
    difference: Interval | None


@dataclass(frozen=True, slots=True)
class Side:
    """One encoder's figures."""

    encoder: str
    figures: tuple[Measured, ...]


def compared(evaluations: Sequence[tuple[str, Evaluation]]) -> tuple[Side, ...]:
    """Figures of encoders side by side, the first of them the measure of the others.

    Raises
    ------
    BadQuery
        If they were asked different queries.
    """
    first = evaluations[0][1].outcomes
    for name, evaluation in evaluations[1:]:
        if [one.photo for one in evaluation.outcomes] != [one.photo for one in first]:
            raise BadQuery(f"{name} was asked other queries than {evaluations[0][0]}; compare on one folder")
    return tuple(
        Side(name, tuple(_figures(evaluation.outcomes, first, leading=at == 0)))
        for at, (name, evaluation) in enumerate(evaluations)
    )


def _figures(outcomes: Sequence[Outcome], first: Sequence[Outcome], *, leading: bool) -> list[Measured]:
    made = []
    for name in (*(f"r{depth}" for depth in DEPTHS), "p10"):
        own, other = ({one.photo: one for one in side} for side in (outcomes, first))
        asked = [photo for photo in own if _value(own[photo], name) is not None]
        if not asked:
            continue
        values = np.array([_value(own[photo], name) for photo in asked], np.float64)
        before = np.array([_value(other[photo], name) for photo in asked], np.float64)
        clusters = [own[photo].about or str(photo) for photo in asked]
        difference = None if leading else interval(values - before, clusters)
        made.append(Measured(name, interval(values, clusters), difference))
    return made


def _value(outcome: Outcome, name: str) -> float | None:
    if name == "p10":
        return outcome.precision
    return None if outcome.rank is None else float(outcome.rank <= int(name[1:]))
