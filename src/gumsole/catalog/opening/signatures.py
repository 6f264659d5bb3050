"""Files that are no feed, told by their first bytes."""

from __future__ import annotations

# File signatures, from each format's specification; the longest text is what a merchant would call the thing.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or another RIFF file"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook (save it as CSV)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (save it as CSV)"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 file (unpack it, or use gzip)"),
    (b"\xfd7zXZ", "an xz file (unpack it, or use gzip)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file (unpack it, or use gzip)"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"\x7fELF", "a program"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16 and UTF-32, where zero bytes are letters


def foreign_kind(head: bytes) -> str:
    """What a file is that is no feed; empty where it may be one."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 2 or b"\0" in head or signature == b"\x1f\x8b"):
            return kind
    return "binary data" if b"\0" in head and not head.startswith(_WIDE) else ""
