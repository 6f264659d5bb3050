"""An index on disk: written whole or not at all, opened without looking at a single row.

A folder holds numbered snapshots. Each is written under another name, flushed, then renamed: whatever bears
a number is complete. Vectors and codes lie in flat files, so that vectors can be mapped and codes read in
one go; words and checksums stand in `header.json`.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BrokenStore, DiskFull, IndexMismatch, NotFound
from gumsole.index.codes import new_codes
from gumsole.index.columns import Columns, Slots
from gumsole.index.parts import Part, mapped, vectors_of
from gumsole.index.quantizer import Quantizer
from gumsole.index.tier import TRAINING_ROWS, WORTHWHILE_ROWS, Tier

# Raised with every change to what the files hold; other formats are refused, and built anew by the caller.
FORMAT = 1
HEADER = "header.json"
TIER = "tier"

# Rows moved at a time: about ten megabytes of vectors.
BLOCK_ROWS = 8192


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
    checksums: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """What a snapshot is written from: the chosen slots, in the order in which they shall lie."""

    columns: Columns
    parts: Sequence[Part]
    order: Slots
    categories: Sequence[tuple[str, ...]]
    brands: Sequence[str]
    quantizer: Quantizer


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What a snapshot gives back."""

    header: Header
    columns: Columns
    part: Part | None
    quantizer: Quantizer


def write(folder: Path, contents: Contents, *, passport: str, seq: int) -> Path:
    """Write a snapshot, then drop the older ones; a reader that has them mapped keeps them.

    Raises
    ------
    DiskFull
        If there is no room; what was there stays.
    """
    with _room_needed(folder):
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
        try:
            _write_files(draft, contents, passport, seq)
            older = _numbered(folder)
            target = folder / f"{int(older[-1].name) + 1 if older else 1:08d}"
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _flush(folder)
    for path in older:
        shutil.rmtree(path, ignore_errors=True)
    return target


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
    found = _numbered(folder)
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


# --- writing ---


def _write_files(draft: Path, contents: Contents, passport: str, seq: int) -> None:
    sums: dict[str, int] = {}
    for name, column in contents.columns.named():
        _write_array(draft / name, column[contents.order], sums)
    _write_array(draft / "shape_turn", contents.quantizer.shape_turn, sums)
    _write_array(draft / "color_turn", contents.quantizer.color_turn, sums)
    residues = _write_vectors(draft, contents, sums)
    header = Header(
        format=FORMAT,
        passport=passport,
        seq=seq,
        rows=len(contents.order),
        dimension=len(contents.quantizer.shape_turn),
        color_dimension=len(contents.quantizer.color_turn),
        residues=residues,
        categories=[list(path) for path in contents.categories],
        brands=list(contents.brands),
        checksums=sums,
    )
    text = json.dumps(asdict(header)).encode()
    _write_bytes(draft / HEADER, b"%08x\n%s" % (zlib.crc32(text), text))
    _flush(draft)


def _write_vectors(draft: Path, contents: Contents, sums: dict[str, int]) -> tuple[float, float]:
    """Vectors and codes block by block; the largest residues."""
    largest = (0.0, 0.0)
    crc = 0
    with (
        (draft / "shape").open("wb") as shapes,
        (draft / "color").open("wb") as colors,
        (draft / "codes").open("wb") as codes,
    ):
        for start in range(0, len(contents.order), BLOCK_ROWS):
            shape, color = vectors_of(contents.parts, contents.order[start : start + BLOCK_ROWS])
            coded, residues = contents.quantizer.encode(shape, color)
            largest = (max(largest[0], residues[0]), max(largest[1], residues[1]))
            crc = zlib.crc32(coded.data, crc)
            for file, block in ((shapes, shape), (colors, color), (codes, coded)):
                file.write(block.data)
        for file in (shapes, colors, codes):
            file.flush()
            os.fsync(file.fileno())
    sums["codes"] = crc
    if len(contents.order) >= WORTHWHILE_ROWS:
        _write_array(draft / TIER, _fit(draft / "codes", contents).written(), sums)
    return largest


def _fit(codes: Path, contents: Contents) -> Tier:
    """A tier of all rows, taken from their codes."""
    rows, quantizer = len(contents.order), contents.quantizer
    width = len(quantizer.shape_turn) + len(quantizer.color_turn)
    coded = np.memmap(codes, np.uint8, "r", shape=(rows, width))
    some = np.random.default_rng(0).choice(rows, min(rows, TRAINING_ROWS), replace=False)
    blocks = (quantizer.decode(coded[at : at + BLOCK_ROWS]) for at in range(0, rows, BLOCK_ROWS))
    return Tier.fitted(quantizer.decode(coded[np.sort(some)]), blocks)


def _write_array(path: Path, array: NDArray[Any], sums: dict[str, int]) -> None:
    data = np.ascontiguousarray(array).tobytes()
    sums[path.name] = zlib.crc32(data)
    _write_bytes(path, data)


def _write_bytes(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _room_needed(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"no room for a snapshot of the index in {folder}; free some and try again"
            ) from error
        raise


# --- reading ---


def _numbered(folder: Path) -> list[Path]:
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
        turns = (
            self._square("shape_turn", header.dimension),
            self._square("color_turn", header.color_dimension),
        )
        quantizer = Quantizer(*turns)
        return Opened(header, columns, self._part() if header.rows else None, quantizer)

    def _part(self) -> Part:
        header = self._header
        codes = new_codes(header.rows, header.dimension + header.color_dimension)
        self._fill("codes", codes.rows)
        shape, color = self._mapped("shape", header.dimension), self._mapped("color", header.color_dimension)
        return Part(0, shape, color, codes, list(header.residues), self._tier())

    def _tier(self) -> Tier | None:
        if TIER not in self._header.checksums:
            return None
        path = self._path / TIER
        size = path.stat().st_size if path.is_file() else 0
        return Tier.read(self._fill(TIER, np.empty(size, np.uint8)))

    def _square(self, name: str, side: int) -> NDArray[np.float32]:
        return self._fill(name, np.empty((side, side), np.float32))

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

    def _check_size(self, name: str, expected: int) -> None:
        path = self._path / name
        size = path.stat().st_size if path.is_file() else 0
        if size != expected:
            raise BrokenStore(f"{path} has {size} bytes, {expected} are needed; build the index anew")
