"""A feed file: plain or gzip, in the encoding it turns out to have, read line by line in bounded memory."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO, cast

from gumsole.catalog.opening.signatures import foreign_kind
from gumsole.errors import BadFeed, BadQuery, NotFound

ACCEPTED = (
    "accepted are Google Merchant TSV, CSV and XML, Shopify and WooCommerce CSV, plain CSV, TSV and JSONL, "
    "gzip of these, and a folder with items.csv"
)
# Longest line: Shopify's 512 KB for a description, twice. Also bounds rows that a stray quote makes endless.
MAX_LINE = 1 << 20
HEAD_BYTES = 1 << 16
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class LineTooLong(ValueError):
    """A line, or a row of many lines, beyond `MAX_LINE`; reading goes on after it."""


class Source:
    """One feed file, opened afresh for each pass.

    Parameters
    ----------
    path : Path
        A regular file.
    encoding : str
        What the operator says that its text is in; empty: by its byte order mark, else UTF-8.

    Raises
    ------
    NotFound
        If there is no such file.
    BadFeed
        If it is empty, or a kind of file that is no feed.
    """

    def __init__(self, path: Path, *, encoding: str = "") -> None:
        if not path.is_file():
            raise NotFound(f"there is no feed {path}")
        self.path = path
        self.repaired = 0
        self._size = path.stat().st_size
        self._file: IO[bytes] | None = None
        self._position = 0
        with damage_told(path):
            self._gzip = _first(path, len(_GZIP)) == _GZIP
            with self.bytes() as stream:
                head = stream.read(HEAD_BYTES)
        if not head.strip():
            raise BadFeed(f"{path} is empty; {ACCEPTED}")
        kind = foreign_kind(head)
        if kind:
            raise BadFeed(f"{path} is {kind}; {ACCEPTED}")
        self._encoding = _known(encoding) if encoding else _marked(head)
        guessed = not encoding and self._encoding.startswith("utf-8")
        self._errors = "surrogateescape" if guessed else "replace"
        lines = head.decode(self._encoding, self._errors).lstrip("\ufeff").splitlines(keepends=True)
        self.head = "".join(_repaired(line) for line in lines)

    @property
    def progress(self) -> float:
        """Share of the file that the current pass has read, in [0, 1]."""
        if self._file is not None:
            self._position = self._file.tell()
        return self._position / self._size

    @contextmanager
    def bytes(self) -> Iterator[IO[bytes]]:
        """The unpacked bytes, for readers that settle the encoding themselves."""
        with self.path.open("rb", buffering=0) as raw:
            self._file = raw
            buffered = io.BufferedReader(raw, HEAD_BYTES)
            stream: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=buffered)) if self._gzip else buffered
            with stream:
                try:
                    yield stream
                finally:
                    self._position, self._file = raw.tell(), None

    @contextmanager
    def lines(self) -> Iterator[Lines]:
        """The text, line by line."""
        self.repaired = 0
        with self.bytes() as stream:
            text = io.TextIOWrapper(stream, self._encoding, errors=self._errors)
            try:
                yield Lines(text, self)
            finally:
                text.detach()


class Lines:
    """Lines of a text, bounded; a caller that joins lines into rows calls `row_ends` after each row."""

    def __init__(self, text: TextIO, source: Source) -> None:
        self._text = text
        self._source = source
        self._row_length = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self._row_length += len(line)
        if self._row_length >= MAX_LINE:
            self._skip_rest(line)
            raise LineTooLong(f"longer than {MAX_LINE:,} characters; is a quote left open?")
        repaired = _repaired(line)
        self._source.repaired += repaired is not line
        return repaired.replace("\0", "") if "\0" in line else repaired

    def row_ends(self) -> None:
        """The next line begins a row."""
        self._row_length = 0

    def _skip_rest(self, line: str) -> None:
        self._row_length = 0
        while line and not line.endswith("\n"):
            line = self._text.readline(MAX_LINE)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Tell a file that is cut off, damaged or not readable as a bad feed."""
    try:
        yield
    except (EOFError, zlib.error, OSError) as error:
        raise BadFeed(f"{path} cannot be read to its end: {error}; fetch it again") from error


def _repaired(line: str) -> str:
    """The line itself; read as Windows-1252, which old spreadsheets write, where it is not UTF-8."""
    if line.isascii():
        return line
    try:
        line.encode()
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return line


def _first(path: Path, count: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(count)


def _marked(head: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise BadQuery(f"--encoding {encoding}: there is no such encoding; try utf-8 or shift_jis") from None
