"""Conditions beside what they mean, drawn together: a policy can be held against plain Python.

Unknown is None, as in SQL's logic of three values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
NUMBERS, TEXTS = ("price", "cost"), ("brand", "group")
FEW, NAMES = (0.0, 0.5, 1.0, 2.5), ("a", "b", "ab")
SIGNS: dict[str, Callable[[Any, Any], Any]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A piece of SQL, and what it is for one product."""

    text: str
    of: Callable[[Row], Any]


def _strict(text: str, compute: Callable[..., Any], *parts: Meaning) -> Meaning:
    """Unknown wherever a part is."""

    def of(row: Row) -> Any:
        values = [part.of(row) for part in parts]
        return None if None in values else compute(*values)

    return Meaning(text, of)


def compared(left: Meaning, sign: str, right: Meaning) -> Meaning:
    return _strict(f"{left.text} {sign} {right.text}", SIGNS[sign], left, right)


def product(left: Meaning, right: Meaning) -> Meaning:
    return _strict(f"{left.text} * {right.text}", lambda a, b: a * b, left, right)


def negated(inner: Meaning) -> Meaning:
    return _strict(f"NOT ({inner.text})", lambda value: not value, inner)


def listed(inner: Meaning, values: list[float] | list[str], word: str) -> Meaning:
    spelled = ", ".join(constant(value).text for value in values)
    return _strict(
        f"{inner.text} {word} ({spelled})", lambda value: (value in values) is (word == "IN"), inner
    )


def begins(inner: Meaning, beginning: str) -> Meaning:
    return _strict(f"{inner.text} LIKE '{beginning}%'", lambda value: value.startswith(beginning), inner)


def null_test(inner: Meaning, word: str) -> Meaning:
    return Meaning(f"{inner.text} {word}", lambda row: (inner.of(row) is None) is (word == "IS NULL"))


def both(left: Meaning, right: Meaning) -> Meaning:
    def of(row: Row) -> Any:
        values = (left.of(row), right.of(row))
        return False if False in values else None if None in values else True

    return Meaning(f"({left.text}) AND ({right.text})", of)


def either(left: Meaning, right: Meaning) -> Meaning:
    def of(row: Row) -> Any:
        values = (left.of(row), right.of(row))
        return True if True in values else None if None in values else False

    return Meaning(f"({left.text}) OR ({right.text})", of)


def named(name: str) -> Meaning:
    return Meaning(name, lambda row: row[name])


def constant(value: float | str) -> Meaning:
    return Meaning(f"'{value}'" if isinstance(value, str) else str(value), lambda _row: value)


def column(rows: list[Row], name: str) -> Any:
    """A column of rows as a policy takes it."""
    unknown = "" if name in TEXTS else float("nan")
    return [unknown if row[name] is None else row[name] for row in rows]


_SIGN = st.sampled_from(sorted(SIGNS))
_NUMBER_COLUMN, _TEXT_COLUMN = (st.sampled_from(names).map(named) for names in (NUMBERS, TEXTS))
_NUMBER = _NUMBER_COLUMN | st.sampled_from(FEW).map(constant)
_TEXT = _TEXT_COLUMN | st.sampled_from(NAMES).map(constant)
_IN = st.sampled_from(["IN", "NOT IN"])
_SIMPLE = st.one_of(
    st.builds(compared, _NUMBER_COLUMN | st.builds(product, _NUMBER_COLUMN, _NUMBER), _SIGN, _NUMBER),
    st.builds(compared, _NUMBER, _SIGN, _NUMBER_COLUMN),
    st.builds(compared, _TEXT_COLUMN, _SIGN, _TEXT),
    st.builds(listed, _NUMBER_COLUMN, st.lists(st.sampled_from(FEW), min_size=1, max_size=3), _IN),
    st.builds(listed, _TEXT_COLUMN, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), _IN),
    st.builds(begins, _TEXT_COLUMN, st.sampled_from(NAMES)),
    st.builds(null_test, _NUMBER_COLUMN | _TEXT_COLUMN, st.sampled_from(["IS NULL", "IS NOT NULL"])),
)
CONDITIONS = st.recursive(
    _SIMPLE,
    lambda inner: st.builds(both, inner, inner) | st.builds(either, inner, inner) | inner.map(negated),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {name: st.none() | st.sampled_from(FEW) for name in NUMBERS}
    | {name: st.none() | st.sampled_from(NAMES) for name in TEXTS}
)
