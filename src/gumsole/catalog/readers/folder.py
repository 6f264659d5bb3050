"""A folder of labeled photos: `items.csv` with one row per photo, several photos to a product."""

from __future__ import annotations

from collections.abc import Collection, Generator
from dataclasses import dataclass, replace

from gumsole.catalog.items.fields import Field, Raw, Vocabulary, fold, gather
from gumsole.catalog.opening.source import Source
from gumsole.catalog.opening.tables import Header, read_rows
from gumsole.errors import BadFeed
from gumsole.records import Rejected

COLUMNS = ("image", "product_id")
ROLE = "role"
_CATALOG = "catalog"


@dataclass(frozen=True, slots=True)
class _Labeled:
    role: str
    raw: Raw

    @property
    def sku(self) -> str:
        return self.raw.values.get(Field.SKU, "")


def read_folder(
    source: Source, header: Header, vocabulary: Vocabulary, roles: Collection[str] | None
) -> Generator[Raw | Rejected]:
    """Each product once, at its first row, with the photos of all its rows in their order.

    Parameters
    ----------
    source, header, vocabulary
        Of `items.csv`.
    roles : collection of str, optional
        Which rows count; by default those of role `catalog`, or all where none has it.

    Raises
    ------
    BadFeed
        If a column is missing.
    """
    vocabulary.require(header.columns)
    known = {fold(name) for name in header.columns}
    missing = [name for name in COLUMNS if fold(name) not in known]
    if missing:
        raise BadFeed(
            f"{source.path} has no column {missing[0]!r}; a folder's items.csv needs {', '.join(COLUMNS)}"
        )
    wanted = _wanted(source, header, vocabulary) if roles is None else roles
    photos: dict[str, list[str]] = {}
    for row in _labeled(source, header, vocabulary, wanted):
        if isinstance(row, _Labeled):
            photos.setdefault(row.sku, []).extend(row.raw.photos)
    for row in _labeled(source, header, vocabulary, wanted):
        if isinstance(row, Rejected):
            yield row
        elif not row.sku:
            yield row.raw
        elif row.sku in photos:
            yield replace(row.raw, photos=tuple(photos.pop(row.sku)))


def _wanted(source: Source, header: Header, vocabulary: Vocabulary) -> Collection[str] | None:
    rows = _labeled(source, header, vocabulary, None)
    found = any(isinstance(row, _Labeled) and row.role == _CATALOG for row in rows)
    return {_CATALOG} if found else None


def _labeled(
    source: Source, header: Header, vocabulary: Vocabulary, wanted: Collection[str] | None
) -> Generator[_Labeled | Rejected]:
    places = [vocabulary.place(name) for name in header.columns]
    role_at = next((at for at, name in enumerate(header.columns) if fold(name) == ROLE), None)
    for row in read_rows(source, header):
        if isinstance(row, Rejected):
            yield row
            continue
        role = "" if role_at is None else row.cells[role_at].casefold()
        if wanted is None or role in wanted:
            cells = [(place, cell) for place, cell in zip(places, row.cells, strict=True) if place]
            yield _Labeled(role, gather(row.row, cells))
