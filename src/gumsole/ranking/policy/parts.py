"""Conditions in parts: what looks at one column of few values is known for each value once and for all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
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


def parts_of(condition: pl.Expr) -> list[pl.Expr]:
    """What must all be true for the condition to be true; BETWEEN is two parts, OR is one."""
    parts = list(_conjuncts(condition))
    return parts if all(part.meta.root_names() for part in parts) else [condition]


def _conjuncts(condition: pl.Expr) -> Iterator[pl.Expr]:
    match json.loads(condition.meta.serialize(format="json")):
        case {"BinaryExpr": {"op": "And"}}:
            for operand in condition.meta.pop():
                yield from _conjuncts(operand)
        case _:
            yield condition


def truths(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> NDArray[np.bool_]:
    """Condition by row: true where it holds, false where it does not or cannot be known."""
    if not conditions or not frame.height:
        return np.zeros((len(conditions), frame.height), np.bool_)
    named = [condition.alias(str(number)) for number, condition in enumerate(conditions)]
    # One after the other: spread over threads, so little work would wait its turn on a busy machine.
    found = frame.select_seq(named).get_columns()
    true: NDArray[np.bool_] = pl.concat(found).cast(pl.Float32).to_numpy() == 1.0  # unknown is NaN
    return true.reshape(len(conditions), frame.height)
