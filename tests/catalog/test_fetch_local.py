from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from gumsole.catalog.fetch import PhotoFetcher, is_remote
from gumsole.catalog.fetch_local import fetch_local
from gumsole.errors import BadPhoto, InputError, NotFound, PhotoFault, PhotoUnreachable

DATA = b"the bytes of a photo"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "größe 42 #1.jpg"
    path.write_bytes(DATA)
    return path


def test_a_file_is_read_and_known_by_its_hash(photo: Path) -> None:
    found = fetch_local(str(photo), None)
    assert found.data == DATA
    assert found.known.hash == hashlib.sha256(DATA).hexdigest()
    assert (found.known.size, found.known.mtime_ns) == (len(DATA), photo.stat().st_mtime_ns)


def test_a_fetcher_reads_paths_and_file_urls(photo: Path) -> None:
    with PhotoFetcher() as fetcher:
        for ref in (
            str(photo),
            photo.as_uri(),
            photo.as_uri().replace("file:///", "FILE://localhost/"),
            photo.as_uri().replace("file:///", "file:/"),
        ):
            assert fetcher.fetch(ref).data == DATA


def test_size_and_time_as_before_mean_unchanged_without_reading(photo: Path) -> None:
    known = replace(fetch_local(str(photo), None).known, hash="not what reading would give")
    photo.chmod(0o600)
    found = fetch_local(str(photo), known)
    assert (found.data, found.known) == (None, known)


def test_a_file_only_touched_is_unchanged_and_the_new_time_is_known(photo: Path) -> None:
    known = fetch_local(str(photo), None).known
    os.utime(photo, ns=(1, 2))
    found = fetch_local(str(photo), known)
    assert (found.data, found.known) == (None, replace(known, mtime_ns=2))


def test_other_bytes_of_the_same_size_are_read(photo: Path) -> None:
    known = fetch_local(str(photo), None).known
    photo.write_bytes(DATA[::-1])
    os.utime(photo, ns=(1, 2))
    assert fetch_local(str(photo), known).data == DATA[::-1]


@pytest.mark.parametrize("name", ["missing.jpg", "größe 42 #1.jpg/inside", "nul\0l", "."])
def test_what_is_no_file_is_not_found(photo: Path, name: str) -> None:
    with pytest.raises(NotFound):
        fetch_local(str(photo.parent / name), None)


def test_a_named_pipe_does_not_hang_the_ingest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(NotFound, match="no regular file"):
        fetch_local(str(tmp_path / "pipe.jpg"), None)


def test_a_device_is_not_read() -> None:
    with pytest.raises(NotFound, match="no regular file"):
        fetch_local("/dev/zero", None)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not(photo: Path) -> None:
    assert fetch_local(str(photo), None, max_bytes=len(DATA)).data == DATA
    with pytest.raises(BadPhoto, match="larger than 19 bytes") as caught:
        fetch_local(str(photo), None, max_bytes=len(DATA) - 1)
    assert caught.value.fault is PhotoFault.TOO_LARGE


def test_a_file_that_says_it_is_empty_and_is_not_still_meets_the_limit() -> None:
    # Files of /proc are regular and claim to have no bytes.
    if not Path("/proc/self/environ").is_file():
        pytest.skip("needs /proc, which only Linux has")
    with pytest.raises(BadPhoto, match="larger than 1 bytes"):
        fetch_local("/proc/self/status", None, max_bytes=1)


def test_a_name_the_system_cannot_take_may_be_mended_later(tmp_path: Path) -> None:
    with pytest.raises(PhotoUnreachable, match="File name too long"):
        fetch_local(str(tmp_path / ("x" * 300)), None)


def test_a_file_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="another machine, nas"):
        fetch_local("file://nas/share/a.jpg", None)


@pytest.mark.parametrize(
    ("ref", "remote"),
    [
        ("https://a/b.jpg", True),
        ("HTTP://a/b.jpg", True),
        ("ftp://a/b.jpg", True),
        ("file:///b.jpg", False),
        ("/a/b://c.jpg", False),
        ("b.jpg", False),
    ],
)
def test_what_comes_over_the_network_is_told_from_files(ref: str, remote: bool) -> None:
    assert is_remote(ref) is remote
