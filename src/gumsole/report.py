"""The report of a run: what could not be taken in, and why, as a table that opens in any spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from gumsole.records import Rejected

HEADER = ("row", "field", "reason")

# What spreadsheets take for the start of a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Report:
    """Lists what a run rejected; at its path only once the run is over."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.path = path
        self._writer = csv.writer(file)
        self._writer.writerow(HEADER)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, source: str) -> Iterator[Report]:
        """Begin the report of a run over `source`; it replaces that of the run before."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{_file_name(source)}.csv"
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield cls(path, file)
        unfinished.replace(path)

    def add(self, rejected: Rejected) -> None:
        """List a row of the feed."""
        self._writer.writerow((rejected.row, neutralized(rejected.field), neutralized(rejected.reason)))

    def add_photo(self, ref: str, reason: str) -> None:
        """List a photo that gave nothing usable; its reason names the address already or follows it."""
        self.add(Rejected(0, "photo", reason if ref in reason else f"{ref}: {reason}"))


def neutralized(cell: str) -> str:
    """The cell as text, even where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _file_name(source: str) -> str:
    """Readable, and another one for every source."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(source).name).strip(".-")[:60] or "feed"
    return f"{readable}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
