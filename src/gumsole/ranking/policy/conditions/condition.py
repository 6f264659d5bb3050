"""A condition that was understood."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from gumsole.ranking.policy.conditions.grammar import check_order
from gumsole.ranking.policy.conditions.nodes import Misfit, judge
from gumsole.ranking.policy.conditions.tokens import Refused, Sort, Token, tokens_of


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true of a product, understood and allowed; made by `understood` alone.

    Attributes
    ----------
    text : str
        As written in the policy.
    sql : str
        As polars is given it.
    columns : frozenset of str
        What it looks at.
    """

    text: str
    sql: str
    columns: frozenset[str]


def understood(text: str) -> Condition:
    """The condition that a text states.

    Raises
    ------
    Refused
        With the position of the first word that is not understood or not allowed.
    """
    tokens = tokens_of(text)
    check_order(tokens, len(text))
    sql = " ".join(token.sql for token in tokens)
    columns = frozenset(token.text for token in tokens if token.sort is Sort.COLUMN)
    try:
        judge(pl.sql_expr(sql))
    except Misfit as misfit:
        raise Refused(str(misfit), _first(tokens, misfit.column)) from misfit
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise Refused("cannot be read as a condition", tokens[0].index) from error
    return Condition(text, sql, columns)


def compiled(condition: Condition) -> pl.Expr:
    """The expression of a condition: true, false, or null where it is unknown."""
    return pl.sql_expr(condition.sql)


def _first(tokens: tuple[Token, ...], column: str) -> int:
    return next((token.index for token in tokens if token.sort is Sort.COLUMN and token.text == column), 0)
