"""JSON Lines: one flat object per line."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import cast

from gumsole.catalog.items.fields import PHOTO_FIELDS, Field, Place, Raw, Vocabulary, gather
from gumsole.catalog.opening.source import MAX_LINE, Lines, LineTooLong, Source
from gumsole.records import Rejected

# Numbers stay the text they are: prices are exact, and digits without end cost nothing.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


class _Nested(ValueError):
    pass


def read_jsonl(source: Source, vocabulary: Vocabulary) -> Generator[Raw | Rejected]:
    """Each line as a product; lines that are no flat object are rejected."""
    number = 0
    with source.lines() as lines:
        for line in _each(lines):
            if line is not None and not line.strip():
                continue
            number += 1
            yield _raw(number, line, vocabulary)


def _each(lines: Lines) -> Generator[str | None]:
    """Every line; None for one that is too long."""
    while True:
        try:
            line = next(lines, "")
        except LineTooLong:
            yield None
            continue
        if not line:
            return
        lines.row_ends()
        yield line


def _raw(number: int, line: str | None, vocabulary: Vocabulary) -> Raw | Rejected:
    if line is None:
        return Rejected(number, "line", f"longer than {MAX_LINE:,} characters")
    try:
        pairs = _DECODER.decode(line.strip().lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Rejected(number, "line", f"no JSON object: {error}")
    if not isinstance(pairs, dict):
        return Rejected(number, "line", "no JSON object; write one product per line as {...}")
    return _from_pairs(number, cast("dict[str, object]", pairs), vocabulary)


def _from_pairs(number: int, pairs: dict[str, object], vocabulary: Vocabulary) -> Raw | Rejected:
    cells: list[tuple[Place, str]] = []
    for name, value in pairs.items():
        place = vocabulary.place(name)
        if place is None:
            continue
        try:
            cells += [(place, text) for text in _texts(place.field, value)]
        except _Nested:
            return Rejected(number, place.field, f"{name!r} is nested; write a plain value or a list of them")
    return gather(number, cells)


def _texts(field: Field, value: object) -> list[str]:
    """A value as text: lists of photos stay apart, other lists are joined as their field writes them."""
    if not isinstance(value, list):
        return [_text(value)]
    texts = [_text(part) for part in value]
    if field in PHOTO_FIELDS:
        return texts
    return [(" > " if field is Field.CATEGORY else ", ").join(texts)]


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        raise _Nested
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # JSON can spell half a character ("\ud800"), which no file or database can hold.
    return str(value).encode("utf-8", "replace").decode()
