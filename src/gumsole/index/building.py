"""Many entries at once: vectors pass through a file, so that memory holds only columns."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from gumsole.index.codes import PlainCodes
from gumsole.index.columns import Columns, Slots
from gumsole.index.names import Names
from gumsole.index.parts import Part, mapped
from gumsole.index.quantizer import Quantizer
from gumsole.index.writing import Contents
from gumsole.records import Entry


@contextmanager
def spooled(folder: Path, chunks: Iterable[Sequence[Entry]], quantizer: Quantizer) -> Iterator[Contents]:
    """What a snapshot of all entries is written from; the last of a repeated id counts."""
    folder.mkdir(parents=True, exist_ok=True)
    names = Names()
    with tempfile.TemporaryDirectory(prefix=".spool-", dir=folder) as spool:
        shape, color = Path(spool, "shape"), Path(spool, "color")
        columns = []
        with shape.open("wb") as shapes, color.open("wb") as colors:
            for chunk in chunks:
                columns.append(Columns.of(chunk, names))
                for entry in chunk:
                    shapes.write(entry.embedding.astype(np.float32, copy=False).tobytes())
                    colors.write(entry.color.astype(np.float32, copy=False).tobytes())
        part, joined = _mapped(shape, color, quantizer), Columns.joined(columns)
        yield contents(joined, [part], _latest(joined), names, quantizer)


def contents(
    columns: Columns, parts: Sequence[Part], slots: Slots, names: Names, quantizer: Quantizer
) -> Contents:
    """Some slots grouped by category: paths in order, so that a prefix is one run of rows."""
    categories = names.categories
    paths = sorted(categories.paths)
    rank = {path: place for place, path in enumerate(paths)}
    ranks = np.array([rank[path] for path in categories.paths] or [0], np.int32).take(columns.categories)
    order = slots[np.lexsort((columns.ids[slots], ranks[slots]))]
    return Contents(
        columns=replace(columns, categories=ranks),
        parts=parts,
        order=order,
        categories=paths,
        brands=names.brands.names,
        colors=names.colors.names,
        materials=names.materials.names,
        destinations=names.destinations.sets,
        quantizer=quantizer,
    )


def _latest(columns: Columns) -> Slots:
    """The last row of each id."""
    _, from_the_end = np.unique(columns.ids[::-1], return_index=True)
    return np.sort(len(columns.ids) - 1 - from_the_end)


def _mapped(shape: Path, color: Path, quantizer: Quantizer) -> Part:
    dimension, color_dimension = quantizer.dimensions
    no_codes = PlainCodes(0, sum(quantizer.widths))
    return Part(0, mapped(shape, dimension), mapped(color, color_dimension), no_codes)
