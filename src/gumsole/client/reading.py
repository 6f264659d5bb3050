"""From JSON to the client's records; fields that a newer server adds are passed over."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def read(kind: type[Record], data: Any) -> Record:
    """A record of this kind.

    Raises
    ------
    KeyError
        If a field is missing that has no place for nothing.
    """
    found: Record = _as(kind, data)
    return found


def _as(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(
            **{item.name: _as(hints[item.name], _field(data, item.name, hints)) for item in fields(kind)}
        )
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_as(get_args(kind)[0], item) for item in data)
    if origin is UnionType:
        return None if data is None else _as(get_args(kind)[0], data)
    return Decimal(data) if kind is Decimal else data


def _field(data: Any, name: str, hints: dict[str, Any]) -> Any:
    optional = get_origin(hints[name]) is UnionType
    return data.get(name) if optional else data[name]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
