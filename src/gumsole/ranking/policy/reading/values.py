"""A value of a policy against what its key takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gumsole.ranking.policy.reading.keys import Key, KeyKind

# ISO 3166-1 alpha-2.
_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY_EXAMPLE = "2026-11-27"


_TAKES: Mapping[KeyKind, Callable[[Any], bool]] = {
    KeyKind.FLAG: lambda value: isinstance(value, bool),
    KeyKind.COUNT: lambda value: type(value) is int,
    KeyKind.NUMBER: lambda value: type(value) in (int, float),
    KeyKind.TEXT: lambda value: isinstance(value, str) and bool(value.strip()),
    KeyKind.CONDITION: lambda value: isinstance(value, str),
    KeyKind.COUNTRY: lambda value: isinstance(value, str) and (not value or bool(_COUNTRY.fullmatch(value))),
    KeyKind.DAY: lambda value: type(value) is date,
    KeyKind.SKUS: lambda value: (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    ),
}


class Mismatch(Exception):
    """A value that its key does not take."""


def checked(value: Any, key: Key) -> object:
    """The value, if its key takes it; conditions are left as text.

    Raises
    ------
    Mismatch
        Says what the key takes and what it was given.
    """
    if not _TAKES[key.kind](value):
        raise Mismatch(f"{key.name} takes {_wanted(key)}, got {_shown(value)}")
    if key.kind in (KeyKind.COUNT, KeyKind.NUMBER):
        return _within(value, key)
    return tuple(value) if isinstance(value, list) else value


def _within(value: float, key: Key) -> float:
    if not key.low <= value <= key.high:
        raise Mismatch(f"{key.name} takes a {key.kind} from {key.low:g} to {key.high:g}, got {value}")
    return value


def _wanted(key: Key) -> str:
    match key.kind:
        case KeyKind.DAY:
            return f"a day without quotes, such as {_DAY_EXAMPLE}"
        case KeyKind.COUNTRY:
            return 'an ISO 3166 country code such as "DE", or ""'
        case KeyKind.SKUS:
            return 'a list of skus or groups, such as ["4711", "4712"]'
        case KeyKind.FLAG:
            return "true or false without quotes"
        case KeyKind.TEXT | KeyKind.CONDITION:
            return "a text that is not empty, in quotes"
    return f"a {key.kind}"


def _shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case dict():
            return "a table"
    return str(value)
