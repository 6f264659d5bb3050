"""The words of a condition, each of them allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from gumsole.ranking.policy.columns import BY_NAME
from gumsole.ranking.policy.spelling import meant

FUNCTIONS = ("abs", "coalesce", "ends_with", "lower", "starts_with", "upper")
KEYWORDS = ("AND", "BETWEEN", "FALSE", "ILIKE", "IN", "IS", "LIKE", "NOT", "NULL", "OR", "TRUE")

# Longer conditions are lists of products in disguise: `skus` takes those.
MAX_CHARACTERS = 1000

# Beyond 2**53 not every whole number is a double; no price or count comes near.
MAX_NUMBER = 1e15

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<string>'(?:[^']|'')*')|(?P<quoted>\"[^\"]*\")"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<word>[^\W\d]\w*)"
    r"|(?P<comment>--|/\*)|(?P<mark><=|>=|<>|!=|[=<>(),+*-])"
)


class Refused(Exception):
    """A condition that is not understood, and where in it.

    Attributes
    ----------
    index : int
        Of the character at fault, from 0.
    """

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


class Sort(Enum):
    """What a token is."""

    STRING = auto()
    NUMBER = auto()
    COLUMN = auto()
    FUNCTION = auto()
    KEYWORD = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a condition.

    Attributes
    ----------
    text : str
        Keywords in capitals, functions in small letters, columns without quotes, strings with them.
    index : int
        Where it stands in the condition.
    """

    sort: Sort
    text: str
    index: int

    @property
    def sql(self) -> str:
        """As polars is given it.

        Columns stand in quotes, since `group` and `top` are words of SQL; numbers with an exponent, since
        polars takes 0.3 for a decimal and 0.3e0 for the double that columns hold.
        """
        if self.sort is Sort.COLUMN:
            return f'"{self.text}"'
        if self.sort is Sort.NUMBER:
            spelled = repr(float(self.text))
            return spelled if "e" in spelled else f"{spelled}e0"
        return self.text


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a condition.

    Raises
    ------
    Refused
        At the first word that is not allowed.
    """
    if len(text) > MAX_CHARACTERS:
        raise Refused(
            f"a condition has at most {MAX_CHARACTERS} characters, this one has {len(text)}; "
            "list products under `skus`",
            MAX_CHARACTERS,
        )
    tokens = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup == "comment":
            raise Refused(_stranger(text, at), at)
        if found.lastgroup != "space":
            tokens.append(_token(found))
        at = found.end()
    _spelled_values(tokens)
    return tuple(tokens)


def _stranger(text: str, at: int) -> str:
    if text[at] == "'":
        return "this text has no closing quote"
    if text.startswith(("--", "/*"), at):
        return "comments stand outside the condition, after #"
    if text[at] in "/%":
        return f"{text[at]!r} is not allowed; write `price > 2 * cost` for `price / cost > 2`"
    if text[at] == "~":
        return "'~' is not allowed; use LIKE with % for any text"
    return f"{text[at]!r} has no meaning in a condition"


def _token(found: re.Match[str]) -> Token:
    raw, at = found[0], found.start()
    match found.lastgroup:
        case "string":
            return Token(Sort.STRING, raw, at)
        case "number":
            if float(raw) > MAX_NUMBER:
                raise Refused(f"{raw} is too large; numbers go to {MAX_NUMBER:g}", at)
            return Token(Sort.NUMBER, raw, at)
        case "mark":
            return Token(Sort.MARK, raw, at)
        case "quoted" if raw[1:-1] in BY_NAME:
            return Token(Sort.COLUMN, raw[1:-1], at)
        case "quoted":
            raise Refused(f"{raw} is no column; text stands in 'single quotes'", at)
        case _:
            return _word(found.string, raw, at, called=found.string[found.end() :].lstrip().startswith("("))


def _word(text: str, raw: str, at: int, *, called: bool) -> Token:
    if raw.upper() in KEYWORDS:
        return Token(Sort.KEYWORD, raw.upper(), at)
    if raw.upper() in ("SELECT", "EXISTS", "ANY", "ALL", "FROM", "WITH"):
        raise Refused(f"{raw.upper()} is not allowed: a condition looks at one product at a time", at)
    if not called:
        return _column(raw, at)
    if raw.lower() in FUNCTIONS:
        return Token(Sort.FUNCTION, raw.lower(), at)
    raise Refused(f"function {raw!r} is not allowed; {meant(raw.lower(), FUNCTIONS)}", at)


def _column(name: str, at: int) -> Token:
    if name in BY_NAME:
        return Token(Sort.COLUMN, name, at)
    raise Refused(
        f"unknown column {name!r}; {meant(name.lower(), BY_NAME)}; text stands in 'single quotes'", at
    )


def _spelled_values(tokens: Sequence[Token]) -> None:
    """Refuse a text that a column of few values never has."""
    column = None
    for token in tokens:
        if token.sort is Sort.COLUMN:
            column = BY_NAME[token.text]
        elif token.sort is Sort.STRING and column and column.values:
            value = token.text[1:-1]
            if value not in column.values:
                raise Refused(f"{column.name} is never {value!r}; {meant(value, column.values)}", token.index)
        elif token.text not in ("=", "<>", "!=", "NOT", "IN", "(", ","):
            column = None
