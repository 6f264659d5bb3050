"""Where each key and value of a TOML document stands.

`tomllib` says what a document means but not where; this scanner says where and nothing else. It runs only
over text that `tomllib` has accepted, so it need not judge.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_ESCAPE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?P<fold>[ \t]*\n[ \t\n]*)|.)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets of a key and of its value; a table's value is its header or its braces."""

    key: int
    start: int
    end: int


class Positions:
    """Spans of a document that `tomllib` accepts, by path: keys by name, elements of arrays by number."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.spans: dict[Path, Span] = _Scanner(text).scan()

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def key(self, path: Path) -> int:
        """Offset of a key; of the header for a table."""
        return self.spans[path].key

    def value(self, path: Path) -> int:
        """Offset of a value."""
        return self.spans[path].start

    def inside(self, path: Path, index: int) -> int:
        """Offset in the document of character `index` of the string at `path`."""
        span = self.spans[path]
        raw = self._text[span.start : span.end]
        quotes = 3 if raw.startswith(('"""', "'''")) else 1
        at = quotes + (quotes == 3 and raw[quotes] == "\n")
        while index > 0 or (raw[0] == '"' and (fold := _ESCAPE.match(raw, at)) and fold["fold"]):
            escape = _ESCAPE.match(raw, at) if raw[0] == '"' else None
            at = escape.end() if escape else at + 1
            index -= not (escape and escape["fold"])
        return span.start + at


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._spans: dict[Path, Span] = {}
        self._counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, Span]:
        table: Path = ()
        self._skip(_SPACE)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_SPACE)
        return self._spans

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _header(self) -> Path:
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        *parents, last = [name for name, _ in self._keys()]
        self._at += brackets
        span = Span(start, start, self._at)
        path: Path = ()
        for name in parents:
            path = self._newest((*path, name))
            self._spans.setdefault(path, span)
        path = (*path, last)
        if brackets == 2:
            self._spans.setdefault(path, span)
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        self._spans[path] = span
        return path

    def _newest(self, path: Path) -> Path:
        return (*path, self._counts[path]) if path in self._counts else path

    def _pair(self, table: Path) -> None:
        path = table
        keys = self._keys()
        self._at += 1  # the equals sign
        self._skip(_BLANK)
        start = self._at
        for name, _ in keys:
            path = (*path, name)
        self._value(path)
        for depth, (_, key) in enumerate(keys, len(table) + 1):
            self._spans.setdefault(path[:depth], Span(key, start, self._at))

    def _keys(self) -> list[tuple[str, int]]:
        """Parts of a dotted key and their offsets; stops before whatever follows."""
        parts = []
        while True:
            self._skip(_BLANK)
            start = self._at
            quoted = self._text[start] in "\"'"
            self._skip(_STRING if quoted else _BARE)
            raw = self._text[start : self._at]
            parts.append((next(iter(tomllib.loads(f"{raw} = 0"))) if quoted else raw, start))
            self._skip(_BLANK)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: Path) -> None:
        start = self._at
        match self._text[start]:
            case '"' | "'":
                self._skip(_STRING)
            case "[":
                self._list(path, "]")
            case "{":
                self._list(path, "}")
            case _:
                raw = _SCALAR.match(self._text, start)
                self._at += len(raw[0].rstrip()) if raw else 0
        if path and isinstance(path[-1], int):
            self._spans[path] = Span(start, start, self._at)

    def _list(self, path: Path, closing: str) -> None:
        """An array or inline table, with whatever lies in it."""
        self._at += 1
        number = 0
        self._skip(_SPACE)
        while self._text[self._at] != closing:
            if closing == "]":
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
            self._skip(_SPACE)
            if self._text[self._at] == ",":
                self._at += 1
                self._skip(_SPACE)
        self._at += 1
