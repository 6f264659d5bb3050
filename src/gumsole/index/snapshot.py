"""An index on disk, opened without looking at a single row.

A folder holds numbered snapshots; the highest counts. Vectors and codes lie in flat files, so that vectors
can be mapped and codes read in one go; words and checksums stand in `header.json`.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BrokenStore, IndexMismatch, NotFound
from gumsole.index.codes import new_codes
from gumsole.index.columns import Columns
from gumsole.index.parts import Part, mapped
from gumsole.index.quantizer import Quantizer
from gumsole.index.tier import Tier

# Raised with every change to what the files hold; other formats are refused, and built anew by the caller.
FORMAT = 3
HEADER = "header.json"
TIER = "tier"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in `header.json`.

    Attributes
    ----------
    passport : str
        Key of what the vectors were made with.
    seq : int
        The last change of the store that the snapshot knows.
    residues : tuple of two floats
        Largest residue of each channel's codes.
    checksums : dict
        CRC-32 by file name, of all files but those that are mapped.
    """

    format: int
    passport: str
    seq: int
    rows: int
    dimension: int
    color_dimension: int
    residues: tuple[float, float]
    categories: list[list[str]]
    brands: list[str]
    colors: list[str]
    materials: list[str]
    destinations: list[list[str]]
    checksums: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What a snapshot gives back."""

    header: Header
    columns: Columns
    part: Part | None
    quantizer: Quantizer


def read(folder: Path, *, passport: str, dimension: int, color_dimension: int) -> Opened:
    """Open the newest snapshot: codes and columns in memory, vectors mapped.

    Raises
    ------
    NotFound
        If the folder holds none.
    IndexMismatch
        If it was made with another passport or format.
    BrokenStore
        If a file is missing, of the wrong size or damaged.
    """
    found = numbered(folder)
    if not found:
        raise NotFound(f"{folder} holds no snapshot; build the index")
    path = found[-1]
    header = _header(path)
    expected = (passport, dimension, color_dimension)
    received = (header.passport, header.dimension, header.color_dimension)
    if expected != received:
        raise IndexMismatch(
            f"{path} was made with (passport, dimensions) {received}, {expected} is asked for; build it anew"
        )
    return _Reader(path, header).opened()


def numbered(folder: Path) -> list[Path]:
    """Complete snapshots, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(
        (path for path in folder.iterdir() if path.name.isdecimal()), key=lambda path: int(path.name)
    )


def _header(path: Path) -> Header:
    try:
        crc, _, text = (path / HEADER).read_bytes().partition(b"\n")
        if int(crc, 16) != zlib.crc32(text):
            raise BrokenStore(f"{path / HEADER} is damaged; build the index anew")
        fields = json.loads(text)
        if fields["format"] != FORMAT:
            raise IndexMismatch(
                f"{path} has format {fields['format']}, {FORMAT} is needed; build the index anew"
            )
        return Header(**{**fields, "residues": tuple(fields["residues"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BrokenStore(f"{path / HEADER} cannot be read ({error}); build the index anew") from error


class _Reader:
    """Reads the files of one snapshot and checks each."""

    def __init__(self, path: Path, header: Header) -> None:
        self._path = path
        self._header = header

    def opened(self) -> Opened:
        header = self._header
        columns = Columns.empty(header.rows)
        for name, column in columns.named():
            self._fill(name, column)
        quantizer = Quantizer(
            self._turn("shape_turn", header.dimension), self._turn("color_turn", header.color_dimension)
        )
        part = self._part(sum(quantizer.widths)) if header.rows else None
        return Opened(header, columns, part, quantizer)

    def _part(self, width: int) -> Part:
        header = self._header
        codes = new_codes(header.rows, width)
        self._fill("codes", codes.rows)
        shape, color = self._mapped("shape", header.dimension), self._mapped("color", header.color_dimension)
        return Part(0, shape, color, codes, list(header.residues), self._tier())

    def _tier(self) -> Tier | None:
        if TIER not in self._header.checksums:
            return None
        return Tier.read(self._fill(TIER, np.empty(self._size(TIER), np.uint8)))

    def _turn(self, name: str, rows: int) -> NDArray[np.float32]:
        columns = self._size(name) // (np.dtype(np.float32).itemsize * max(rows, 1))
        return self._fill(name, np.empty((rows, columns), np.float32))

    def _fill(self, name: str, array: NDArray[Any]) -> NDArray[Any]:
        """Read a file into an array of its size."""
        self._check_size(name, array.nbytes)
        with (self._path / name).open("rb") as file:
            file.readinto(array.reshape(-1).view(np.uint8).data)
        if zlib.crc32(array.data) != self._header.checksums.get(name):
            raise BrokenStore(f"{self._path / name} is damaged; build the index anew")
        return array

    def _mapped(self, name: str, dimension: int) -> NDArray[np.float32]:
        self._check_size(name, 4 * self._header.rows * dimension)
        return mapped(self._path / name, dimension)

    def _size(self, name: str) -> int:
        path = self._path / name
        if not path.is_file():
            raise BrokenStore(f"{path} is missing; build the index anew")
        return path.stat().st_size

    def _check_size(self, name: str, expected: int) -> None:
        size = self._size(name)
        if size != expected:
            raise BrokenStore(f"{self._path / name} has {size} bytes, not {expected}; build the index anew")
