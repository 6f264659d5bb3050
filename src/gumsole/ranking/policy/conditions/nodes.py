"""What polars made of a condition, held against a list of what may be in it.

polars' own serialization is read, which its versions may change: whatever is not recognized is refused, so
that a change can turn conditions down but never let more in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from enum import Enum

import polars as pl

from gumsole.ranking.policy.columns import BY_NAME, Kind


class Sort(Enum):
    """What an expression gives for one product."""

    NUMBER = "a number"
    TEXT = "text"
    TRUTH = "a condition"
    LIST = "a list"


class Misfit(Exception):
    """An expression that is not allowed.

    Attributes
    ----------
    column : str
        The column it is about; empty where there is none.
    """

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


_N, _S, _T = Sort.NUMBER, Sort.TEXT, Sort.TRUTH
_COMPARISONS = ("Eq", "NotEq", "Lt", "LtEq", "Gt", "GtEq")
_ARITHMETIC = ("Plus", "Minus", "Multiply", "Mul")

# Function, as serialized, to what it takes and gives.
_FUNCTIONS: Mapping[str, tuple[tuple[Sort, ...], Sort]] = {
    "Abs": ((_N,), _N),
    "Boolean.Not": ((_T,), _T),
    "StringExpr.Contains": ((_S, _S), _T),
    "StringExpr.EndsWith": ((_S, _S), _T),
    "StringExpr.Lowercase": ((_S,), _S),
    "StringExpr.StartsWith": ((_S, _S), _T),
    "StringExpr.Uppercase": ((_S,), _S),
}
_NULL_TESTS = ("Boolean.IsNull", "Boolean.IsNotNull")
_MEMBERSHIP = ("Sql.IsIn", "Boolean.IsIn")

_PROBE = pl.DataFrame(
    {
        column.name: pl.Series([None, 1.0] if column.kind is Kind.NUMBER else [None, "a"])
        for column in BY_NAME.values()
    }
)


def judge(expression: pl.Expr) -> None:
    """Pass a condition that is built of allowed parts alone and yields true, false or unknown.

    Raises
    ------
    Misfit
        If any part is not on the list, or is given what it cannot take.
    """
    tree = json.loads(expression.meta.serialize(format="json"))
    if (sort := _sort(tree)) is not _T:
        raise Misfit(f"this is {sort.value}, not a condition; compare it with something", _column_in(tree))
    if not expression.meta.root_names():
        raise Misfit("a condition looks at a column")
    try:
        _PROBE.select(expression)
    except pl.exceptions.PolarsError as error:
        column = _column_in(tree)
        raise Misfit(f"{column} is held against values of another kind", column) from error


def _sort(node: object) -> Sort:
    """What a node gives; refuses it if it, or anything below it, is not allowed."""
    match node:
        case {"Column": str(name)} if name in BY_NAME:
            return _N if BY_NAME[name].kind is Kind.NUMBER else _S
        case {"Literal": dict(literal)}:
            return _literal(literal)
        case {"BinaryExpr": {"left": left, "op": str(operator), "right": right}}:
            return _binary(operator, left, right)
        case {"Function": {"input": [left, right], "function": {"Sql": {"Binary": str(operator)}}}}:
            return _binary(operator, left, right)
        case {"Function": {"input": list(inputs), "function": function}}:
            return _function(_name(function), inputs)
        case {"Cast": {"expr": inner, "dtype": {"Literal": "Boolean"}}}:
            return _needs(inner, _T)
    raise Misfit("this part of SQL is not allowed in a condition")


def _literal(literal: Mapping[str, object]) -> Sort:
    match literal:
        case {"Dyn": {"Int": int()}}:
            return _N
        case {"Dyn": {"Float": float(value)}} if math.isfinite(value):
            return _N
        case {"Scalar": {"String": str()}}:
            return _S
        case {"Scalar": {"Boolean": bool()}}:
            return _T
        case {"Series": _}:
            return Sort.LIST
    raise Misfit("this value is not allowed in a condition")


def _binary(operator: str, left: object, right: object) -> Sort:
    if operator in ("And", "Or"):
        _needs(left, _T)
        return _needs(right, _T)
    if operator in _ARITHMETIC:
        _needs(left, _N)
        return _needs(right, _N)
    if operator not in _COMPARISONS:
        raise Misfit(f"operator {operator} is not allowed in a condition")
    sorts = _sort(left), _sort(right)
    if sorts[0] is not sorts[1]:
        column = _column_in(left) or _column_in(right)
        raise Misfit(f"{column or 'this'} compares {sorts[0].value} with {sorts[1].value}", column)
    return _T


def _function(name: str, inputs: list[object]) -> Sort:
    if name in _NULL_TESTS and len(inputs) == 1:
        _sort(inputs[0])
        return _T
    if name in _MEMBERSHIP and len(inputs) == 2:
        _sort(inputs[0])
        return _needs(inputs[1], Sort.LIST) and _T
    if name == "Coalesce" and inputs:
        first = _sort(inputs[0])
        for other in inputs[1:]:
            _needs(other, first)
        return first
    takes, gives = _FUNCTIONS.get(name, ((), None))
    if gives is None or len(takes) != len(inputs):
        raise Misfit(f"{name or 'this function'} is not allowed in a condition")
    for wanted, given in zip(takes, inputs, strict=True):
        _needs(given, wanted)
    return gives


def _name(function: object) -> str:
    """`{"StringExpr": {"Contains": {…}}}` is `StringExpr.Contains`."""
    match function:
        case str(name):
            return name
        case {**parts} if len(parts) == 1:
            family, member = next(iter(parts.items()))
            return f"{family}.{_name(member) if isinstance(member, str) else _first_key(member)}"
    return ""


def _first_key(member: object) -> str:
    return str(next(iter(member), "")) if isinstance(member, dict) else ""


def _needs(node: object, wanted: Sort) -> Sort:
    sort = _sort(node)
    if sort is not wanted:
        column = _column_in(node)
        raise Misfit(f"{column or 'this'} is {sort.value} where {wanted.value} is needed", column)
    return sort


def _column_in(node: object) -> str:
    """The first column of an expression; empty where it has none."""
    match node:
        case {"Column": str(name)}:
            return name
        case dict(parts):
            return next((name for part in parts.values() if (name := _column_in(part))), "")
        case list(parts):
            return next((name for part in parts if (name := _column_in(part))), "")
    return ""
