"""Cells of a platform's table by what its columns are called, in whichever generation of its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from gumsole.catalog.items.fields import ATTRIBUTES, Field, Vocabulary, fold, known_place

Column = TypeVar("Column", bound=StrEnum)


class Columns(Generic[Column]):
    """Finds cells by a platform's names for them.

    Parameters
    ----------
    header : sequence of str
        Of the table.
    names : mapping of Column to sequence of str
        What each column may be called, preferred first.
    """

    def __init__(self, header: Sequence[str], names: Mapping[Column, Sequence[str]]) -> None:
        at = {fold(name): place for place, name in reversed(list(enumerate(header)))}
        self._places = {
            column: [at[fold(name)] for name in aliases if fold(name) in at]
            for column, aliases in names.items()
        }

    def has(self, column: Column) -> bool:
        """True if the table has the column at all."""
        return bool(self._places[column])

    def get(self, cells: Sequence[str], column: Column) -> str:
        """The cell of a row; empty where the table has no such column."""
        return next((cells[place] for place in self._places[column] if cells[place]), "")


def mapped_values(header: Sequence[str], cells: Sequence[str], vocabulary: Vocabulary) -> dict[Field, str]:
    """What the operator's `--map` says of a row; it outdoes what the platform's columns say."""
    places = ((vocabulary.mapped(name), cell) for name, cell in zip(header, cells, strict=True))
    return {place.field: cell for place, cell in places if place and cell}


def attribute_named(name: str) -> Field | None:
    """The attribute that a merchant's option or attribute name means: Color, Colour, Farbe."""
    place = known_place(name)
    return place.field if place and place.field in ATTRIBUTES else None
