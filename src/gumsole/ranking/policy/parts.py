"""Conditions in parts: few need polars for the candidates at hand.

What looks at one column of few values is known for each value once and for all; what holds a number against a
threshold is one comparison for all thresholds of its column; a word within a text is looked for in all texts
at once, and a listed product in all lists.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

# What a rule holds of: an expression, or the skus and groups that it lists.
Condition = pl.Expr | frozenset[str]

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


class Substrings:
    """Parts that look for a text within one column of texts."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._count = len(wanted)
        self._wanting = numbered([text] for text in wanted)

    def holds(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Part by candidate: true where its text has the one that is wanted."""
        joined = _BETWEEN.join(texts)
        begins = [0, *accumulate(len(text) + 1 for text in texts)]
        found = np.zeros((self._count, len(texts)), np.bool_)
        for wanted, numbers in self._wanting.items():
            rows, at = [], joined.find(wanted)
            while at >= 0:
                rows.append(bisect_right(begins, at) - 1)
                at = joined.find(wanted, begins[rows[-1] + 1])
            found[np.ix_(numbers, rows)] = True
        return found


def substring_of(part: pl.Expr) -> tuple[str, str] | None:
    """Column and text of a part that looks for one within the other; None of any other."""
    match json.loads(part.meta.serialize(format="json")):
        case {
            "Function": {
                "input": [{"Column": str(column)}, {"Literal": {"Scalar": {"String": str(wanted)}}}],
                "function": {"StringExpr": {"Contains": {"literal": True}}},
            }
        } if wanted and _BETWEEN not in wanted:
            return column, wanted
    return None


# Stands between texts that are searched together: no condition looks for it there.
_BETWEEN = "\0"


class Lists:
    """Parts that name products, by sku or group."""

    def __init__(self, lists: Sequence[Iterable[str]]) -> None:
        self._count = len(lists)
        self._naming = numbered(lists)

    def holds(self, *columns: Sequence[str]) -> NDArray[np.bool_]:
        """Part by candidate: true where one of the columns has a name of its list."""
        found = np.zeros((self._count, len(columns[0])), np.bool_)
        for names in columns:
            for row, name in enumerate(names):
                if numbers := self._naming.get(name):
                    found[numbers, row] = True
        return found


def numbered(lists: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Of each name the numbers of the lists that have it."""
    numbers: dict[str, list[int]] = {}
    for number, names in enumerate(lists):
        for name in names:
            numbers.setdefault(name, []).append(number)
    return numbers


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


def joint_of(condition: Condition, parts: list[Condition]) -> Joint:
    """How a condition is made of parts, which are put at the end of `parts`; a list is a part of its own.

    Where a part looks at no column, the condition is left whole: such a part has one value, not one a row.
    """
    begin = len(parts)
    if isinstance(condition, pl.Expr):
        of: list[pl.Expr] = []
        joint = _joint(condition, of, begin)
        if all(part.meta.root_names() for part in of):
            parts += of
            return joint if isinstance(joint, Joint) else Joint(True, (joint,))
    parts.append(condition)
    return Joint(True, (begin,))


def _joint(condition: pl.Expr, parts: list[pl.Expr], begin: int) -> Joint | int:
    match json.loads(condition.meta.serialize(format="json")):
        case {"BinaryExpr": {"op": "And" | "Or" as op}}:
            return Joint(
                op == "And", tuple(_joint(operand, parts, begin) for operand in condition.meta.pop())
            )
        case _:
            parts.append(condition)
            return begin + len(parts) - 1


def truths(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> NDArray[np.bool_]:
    """Condition by row: true where it holds, false where it does not or cannot be known."""
    if not conditions or not frame.height:
        return np.zeros((len(conditions), frame.height), np.bool_)
    named = [condition.alias(str(number)) for number, condition in enumerate(conditions)]
    # One after the other: spread over threads, so little work would wait its turn on a busy machine.
    found = frame.select_seq(named).get_columns()
    true: NDArray[np.bool_] = pl.concat(found).cast(pl.Float32).to_numpy() == 1.0  # unknown is NaN
    return true.reshape(len(conditions), frame.height)
