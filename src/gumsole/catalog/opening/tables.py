"""Delimited text: which delimiter, which columns, and rows that may span lines.

A cell is bounded by the csv module's own limit (131,072 characters), a line and a row by `MAX_LINE`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gumsole.catalog.opening.source import Lines, LineTooLong, Source
from gumsole.records import Rejected

_DELIMITERS = "\t,;|"
_HINT = re.compile(r"sep=([,;|\t])\s*")  # what Excel writes above the header


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a table, and how its cells are told apart."""

    delimiter: str
    columns: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, as many cells as the header has columns; row 1 follows the header."""

    row: int
    cells: tuple[str, ...]


def read_header(head: str) -> Header:
    """The header of a table by its first characters, parted by the delimiter that gives most columns."""
    lines = io.StringIO(head, newline=None).readlines()
    blank = next((place for place, line in enumerate(lines) if line.strip()), 0)
    hint = _HINT.fullmatch(lines[blank]) if lines else None
    skipped = blank + (1 if hint else 0)
    delimiters = hint[1] if hint else _DELIMITERS
    return max((_split(lines[skipped:], sign, skipped) for sign in delimiters), key=lambda h: len(h.columns))


def read_rows(source: Source, header: Header) -> Iterator[Cells | Rejected]:
    """The rows of a table below its header; blank ones are passed over."""
    with source.lines() as lines:
        for _ in range(header.skipped):
            next(lines)
        rows = (cells for cells in _parsed(lines, header.delimiter) if cells)
        next(rows)  # the header itself
        for number, cells in enumerate(rows, start=1):
            yield _fitted(number, cells, len(header.columns))


def _split(lines: Sequence[str], delimiter: str, skipped: int) -> Header:
    cells = next(csv.reader(iter(lines), delimiter=delimiter), [])
    return Header(delimiter, tuple(cell.strip("\ufeff \t") for cell in cells), skipped)


def _parsed(lines: Lines, delimiter: str) -> Iterator[list[str] | str]:
    """Each row's cells, or why it cannot be read; the csv module goes on with the next line then."""
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (csv.Error, LineTooLong) as error:
            yield str(error)
        else:
            yield cells if any(cell.strip() for cell in cells) else []
        lines.row_ends()


def _fitted(number: int, cells: list[str] | str, width: int) -> Cells | Rejected:
    if isinstance(cells, str):
        return Rejected(number, "row", cells)
    surplus = cells[width:]
    if any(cell.strip() for cell in surplus):
        return Rejected(
            number, "row", f"{len(cells)} cells where the header has {width}; is a value unquoted?"
        )
    blanks = [""] * (width - len(cells))
    return Cells(number, tuple(cell.strip() for cell in (cells + blanks)[:width]))
