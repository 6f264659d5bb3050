from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from gumsole.catalog.opening.source import Source
from gumsole.errors import BadFeed, BadQuery, NotFound


def test_a_missing_feed_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no feed"):
        Source(tmp_path / "none.csv")


@pytest.mark.parametrize("content", [b"", b" \n\n", gzip.compress(b"")])
def test_an_empty_feed_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(content)
    with pytest.raises(BadFeed, match="is empty; accepted are Google"):
        Source(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (os.urandom(64) + b"\0" * 8, "binary data"),
        (gzip.compress(gzip.compress(b"id\n1\n")), "gzip file inside"),
        (b"BM\0\0\0\0", "a BMP image"),
    ],
)
def test_files_that_are_no_feed_are_named(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(content)
    with pytest.raises(BadFeed, match=kind):
        Source(path)


def test_photos_and_workbooks_are_named(tmp_path: Path) -> None:
    for suffix, kind in (("png", "PNG"), ("jpg", "JPEG"), ("gif", "GIF"), ("webp", "WebP")):
        path = tmp_path / f"feed.{suffix}"
        Image.new("RGB", (8, 8)).save(path)
        with pytest.raises(BadFeed, match=f"a {kind} image"):
            Source(path)
    with zipfile.ZipFile(tmp_path / "feed.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(BadFeed, match="save it as CSV"):
        Source(tmp_path / "feed.csv")


def test_text_that_begins_like_a_picture_is_text(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("BM,title\n")
    assert Source(path).head.startswith("BM")


def test_a_gzip_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv.gz"
    path.write_bytes(gzip.compress(os.urandom(9_000).hex().encode())[:500])
    with pytest.raises(BadFeed, match="cannot be read to its end"):
        Source(path)


def test_an_encoding_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("id\n")
    with pytest.raises(BadQuery, match="--encoding klingon"):
        Source(path, encoding="klingon")


def test_progress_is_the_share_of_the_file_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("id\n" + "x" * 99 + "\n" + ("y" * 99 + "\n") * 10_000)
    source = Source(path)
    assert source.progress < 0.1
    with source.lines() as lines:
        shares = [source.progress for _ in lines]
    assert shares == sorted(shares)
    assert 0.4 < shares[5_000] < 0.6
    assert source.progress == 1.0
