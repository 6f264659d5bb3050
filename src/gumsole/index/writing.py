"""Writing an index to disk: whole or not at all.

Each snapshot is written under another name, flushed, then renamed: whatever bears a number is complete.
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

from gumsole.errors import DiskFull
from gumsole.index.columns import Columns, Slots
from gumsole.index.parts import Part, vectors_of
from gumsole.index.quantizer import Quantizer
from gumsole.index.snapshot import FORMAT, HEADER, TIER, Header, numbered
from gumsole.index.tier import TRAINING_ROWS, Tier, worthwhile

# Rows moved at a time: about ten megabytes of vectors.
BLOCK_ROWS = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """What a snapshot is written from: the chosen slots, in the order in which they shall lie."""

    columns: Columns
    parts: Sequence[Part]
    order: Slots
    categories: Sequence[tuple[str, ...]]
    brands: Sequence[str]
    colors: Sequence[str]
    materials: Sequence[str]
    destinations: Sequence[tuple[str, ...]]
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
            older = numbered(folder)
            target = folder / f"{int(older[-1].name) + 1 if older else 1:08d}"
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _flush(folder)
    for path in older:
        shutil.rmtree(path, ignore_errors=True)
    return target


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
        dimension=contents.quantizer.dimensions[0],
        color_dimension=contents.quantizer.dimensions[1],
        residues=residues,
        categories=[list(path) for path in contents.categories],
        brands=list(contents.brands),
        colors=list(contents.colors),
        materials=list(contents.materials),
        destinations=[list(countries) for countries in contents.destinations],
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
    if worthwhile(len(contents.order), sum(contents.quantizer.widths)):
        _write_array(draft / TIER, _fit(draft / "codes", contents).written(), sums)
    return largest


def _fit(codes: Path, contents: Contents) -> Tier:
    """A tier of all rows, taken from their codes."""
    rows, quantizer = len(contents.order), contents.quantizer
    width = sum(quantizer.widths)
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
