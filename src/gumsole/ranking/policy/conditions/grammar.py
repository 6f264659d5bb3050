"""Which word of a condition may follow which.

polars says of most mistakes only that it cannot read the whole; this says which word is out of place.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from gumsole.ranking.policy.conditions.tokens import Refused, Sort, Token


class State(Enum):
    """What may come next."""

    OPERAND = auto()  # a value, a column, or what leads to one
    OPERATOR = auto()  # something was said; whatever goes on from it
    NEGATED = auto()  # IN, LIKE or BETWEEN after NOT
    TEST = auto()  # NULL or NOT NULL
    NULL = auto()
    LIST = auto()  # an opening parenthesis
    PATTERN = auto()  # the text that LIKE takes


_INFIX = ("=", "<", ">", "<=", ">=", "<>", "!=", "+", "-", "*", "AND", "OR", ",")
_NEGATED = {"IN": State.LIST, "LIKE": State.PATTERN, "ILIKE": State.PATTERN, "BETWEEN": State.OPERAND}

_NEXT: dict[tuple[State, Sort | str], State] = {
    **{(State.OPERAND, sort): State.OPERATOR for sort in (Sort.STRING, Sort.NUMBER, Sort.COLUMN)},
    **{(State.OPERAND, word): State.OPERATOR for word in ("TRUE", "FALSE")},
    **{(State.OPERAND, word): State.OPERAND for word in ("(", "+", "-", "NOT")},
    (State.OPERAND, Sort.FUNCTION): State.LIST,
    **{(State.OPERATOR, word): State.OPERAND for word in _INFIX},
    **{(State.OPERATOR, word): after for word, after in _NEGATED.items()},
    (State.OPERATOR, ")"): State.OPERATOR,
    (State.OPERATOR, "NOT"): State.NEGATED,
    (State.OPERATOR, "IS"): State.TEST,
    **{(State.NEGATED, word): after for word, after in _NEGATED.items()},
    (State.TEST, "NOT"): State.NULL,
    (State.TEST, "NULL"): State.OPERATOR,
    (State.NULL, "NULL"): State.OPERATOR,
    (State.LIST, "("): State.OPERAND,
    (State.PATTERN, Sort.STRING): State.OPERATOR,
}


def check_order(tokens: Sequence[Token], end: int) -> None:
    """Pass words that each can stand where they do.

    Parameters
    ----------
    end : int
        Length of the condition: where something is missing.

    Raises
    ------
    Refused
        At the first word out of place.
    """
    state, before = State.OPERAND, ""
    open_: list[Token] = []
    halves: list[Token] = []  # BETWEEN that still lacks its AND
    for token in tokens:
        following = _NEXT.get((state, token.text if token.sort in (Sort.MARK, Sort.KEYWORD) else token.sort))
        if following is None or (token.text == "," and not open_):
            raise Refused(_misplaced(token, state, before), token.index)
        state, before = following, token.text
        _nested(token, open_, halves)
    if state is not State.OPERATOR:
        raise Refused("something is missing at the end" if tokens else "the condition is empty", end)
    for left in (*open_, *halves):
        missing = (
            "this ( is never closed" if left.text == "(" else "BETWEEN takes two values: BETWEEN 10 AND 20"
        )
        raise Refused(missing, left.index)


def _nested(token: Token, open_: list[Token], halves: list[Token]) -> None:
    """Note what a token opens or closes."""
    match token.text:
        case "(":
            open_.append(token)
        case ")" if open_:
            open_.pop()
        case ")":
            raise Refused("this ) closes nothing", token.index)
        case "BETWEEN":
            halves.append(token)
        case "AND" if halves:
            halves.pop()


def _misplaced(token: Token, state: State, before: str) -> str:
    if token.text == "NULL":
        return "compare with IS NULL or IS NOT NULL"
    if state is State.PATTERN:
        return f"{before} takes a text in 'single quotes', with % for anything"
    where = f"after {before}" if before else "at the beginning"
    return f"{token.text} cannot stand {where}"
