"""Conditions in parts: few need polars for the candidates at hand.

What looks at one column of few values is known for each value once and for all; what holds a number against a
threshold is one comparison for all thresholds of its column.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Columns whose values many products share. Skus, groups and titles are nearly as many as products.
OF_FEW_VALUES = frozenset({"category", "top", "leaf", "brand", "color", "material", "availability", "band"})


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of texts as numbers.

    Attributes
    ----------
    codes : ndarray of shape (n,), int
        Places in `names`; -1 where nothing is known.
    names : sequence
        May grow at its end from query to query, and never changes otherwise.
    word : callable
        Spells a name.
    """

    codes: NDArray[Any]
    names: Sequence[Any]
    word: Callable[[Any], str] = str

    @classmethod
    def of(cls, texts: Sequence[str]) -> Coded:
        """Texts as numbers; empty is unknown."""
        names = list(dict.fromkeys(text for text in texts if text))
        places = {"": -1, **{name: place for place, name in enumerate(names)}}
        return cls(np.array([places[text] for text in texts], np.int64), names)

    def texts(self) -> list[str]:
        """Each spelled out; empty where nothing is known."""
        listed: list[int] = self.codes.tolist()
        spelled = {code: self.word(self.names[code]) if code >= 0 else "" for code in set(listed)}
        return [spelled[code] for code in listed]


class Lookup:
    """Parts of conditions about one column. Threads may share it."""

    def __init__(self, column: str, parts: Sequence[pl.Expr]) -> None:
        self._column = column
        self._parts = parts
        self._known: tuple[Sequence[Any], NDArray[np.bool_]] = ((), np.zeros((len(parts), 0), np.bool_))

    def holds(self, values: Coded) -> NDArray[np.bool_]:
        """Part by candidate: true where it holds."""
        names, truth = self._known
        if names is not values.names or truth.shape[1] <= len(values.names):
            texts = [*map(values.word, values.names), None]  # unknown is -1: the last
            truth = truths(pl.DataFrame([pl.Series(self._column, texts, dtype=pl.String)]), self._parts)
            self._known = (values.names, truth)
        return truth[:, values.codes]


class Thresholds:
    """Parts that hold one column of numbers against a threshold each, all in the same way."""

    def __init__(self, op: str, thresholds: Sequence[float]) -> None:
        self._compare = _COMPARISONS[op]
        self._thresholds = np.array(thresholds, np.float64)[:, None]

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Part by candidate: true where it holds; NaN is unknown, of which nothing does."""
        found: NDArray[np.bool_] = self._compare(values[None, :], self._thresholds)
        return found


def threshold_of(part: pl.Expr) -> tuple[str, str, float] | None:
    """Column, comparison and threshold of a part that is one of these; None of any other."""
    match json.loads(part.meta.serialize(format="json")):
        case {
            "BinaryExpr": {
                "left": {"Column": str(column)},
                "op": str(op),
                "right": {"Literal": {"Dyn": {"Float": float(threshold)}}},
            }
        } if op in _COMPARISONS:
            return column, op, threshold
    return None


# Not equal is none of them: of an unknown number it would hold.
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "Lt": np.less, "LtEq": np.less_equal, "Gt": np.greater, "GtEq": np.greater_equal, "Eq": np.equal,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Joint:
    """Parts of which all must hold, or any."""

    every: bool
    of: tuple[Joint | int, ...]

    def holds(self, parts: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """True for the candidates of which it holds, from the truth of each part."""
        found = [parts[one] if isinstance(one, int) else one.holds(parts) for one in self.of]
        joined: NDArray[np.bool_] = (np.logical_and if self.every else np.logical_or).reduce(found)
        return joined


def joint_of(condition: pl.Expr, parts: list[pl.Expr]) -> Joint:
    """How a condition is made of parts, which are put at the end of `parts`.

    Where a part looks at no column, the condition is left whole: such a part has one value, not one a row.
    """
    begin = len(parts)
    joint = _joint(condition, parts)
    if all(part.meta.root_names() for part in parts[begin:]):
        return joint if isinstance(joint, Joint) else Joint(True, (joint,))
    parts[begin:] = [condition]
    return Joint(True, (begin,))


def _joint(condition: pl.Expr, parts: list[pl.Expr]) -> Joint | int:
    match json.loads(condition.meta.serialize(format="json")):
        case {"BinaryExpr": {"op": "And" | "Or" as op}}:
            return Joint(op == "And", tuple(_joint(operand, parts) for operand in condition.meta.pop()))
        case _:
            parts.append(condition)
            return len(parts) - 1


def truths(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> NDArray[np.bool_]:
    """Condition by row: true where it holds, false where it does not or cannot be known."""
    if not conditions or not frame.height:
        return np.zeros((len(conditions), frame.height), np.bool_)
    named = [condition.alias(str(number)) for number, condition in enumerate(conditions)]
    # One after the other: spread over threads, so little work would wait its turn on a busy machine.
    found = frame.select_seq(named).get_columns()
    true: NDArray[np.bool_] = pl.concat(found).cast(pl.Float32).to_numpy() == 1.0  # unknown is NaN
    return true.reshape(len(conditions), frame.height)
