from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from gumsole.catalog.photo_cache import PhotoCache
from gumsole.errors import DiskFull, InputError


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(cache: PhotoCache, name: str, size: int = 100, used_at: int | None = None) -> str:
    """Put `size` bytes that begin with a name; pretend that they were used at a time."""
    data = name.encode().ljust(size, b".")
    cache.put(hash_of(data), data)
    if used_at is not None:
        os.utime(cache.path(hash_of(data)), (used_at, used_at))
    return hash_of(data)


def test_bytes_come_back_by_their_hash_from_a_folder_of_shelves(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path / "photos")
    hash_ = put(cache, "a", 5)
    assert cache.get(hash_) == b"a...."
    assert (tmp_path / "photos" / hash_[:2] / hash_[2:]).read_bytes() == b"a...."
    assert PhotoCache(tmp_path / "photos").get(hash_) == b"a...."


def test_what_was_never_put_is_not_there(tmp_path: Path) -> None:
    assert PhotoCache(tmp_path / "photos").get("0" * 64) is None


@pytest.mark.parametrize("hash_", ["../../etc/passwd", "A" * 64, "0" * 63, ""])
def test_only_hashes_name_files(tmp_path: Path, hash_: str) -> None:
    with pytest.raises(InputError, match="no SHA-256"):
        PhotoCache(tmp_path).get(hash_)


def test_putting_again_keeps_the_file_as_it_is(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path)
    hash_ = put(cache, "a")
    before = cache.path(hash_).stat().st_ino
    put(cache, "a")
    assert cache.path(hash_).stat().st_ino == before


def test_the_least_recently_used_go_until_a_tenth_is_free(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=1000)
    kept = [put(cache, f"photo {n}", used_at=n + 1) for n in range(10)]
    assert cache.get(kept[0]) is not None  # used now: the oldest is photo 1

    last = put(cache, "one more")  # 1,100 bytes: two must go to leave 900

    present = [hash_ for hash_ in [*kept, last] if cache.get(hash_) is not None]
    assert present == [kept[0], *kept[3:], last]


def test_a_cache_opened_again_counts_what_is_there(tmp_path: Path) -> None:
    old = [put(PhotoCache(tmp_path, max_bytes=1000), f"photo {n}", used_at=n + 1) for n in range(10)]
    cache = PhotoCache(tmp_path, max_bytes=500)
    new = put(cache, "one more")
    assert cache.get(new) is not None
    assert [cache.get(hash_) is not None for hash_ in old] == [False] * 7 + [True] * 3


def test_a_photo_larger_than_the_whole_cache_is_not_kept(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=50)
    assert cache.get(put(cache, "a")) is None


def test_thumbnails_have_no_bound(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=None)
    hashes = [put(cache, f"photo {n}", used_at=n + 1) for n in range(20)]
    assert all(cache.get(hash_) is not None for hash_ in hashes)


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=150)
    (tmp_path / "README").write_text("not a photo")
    put(cache, "a", used_at=1)
    put(cache, "b", used_at=2)
    assert (tmp_path / "README").exists()


def test_what_is_being_written_is_not_evicted(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=150)
    hash_ = put(cache, "a", used_at=2)
    unfinished = cache.path(hash_).with_name(".half")
    unfinished.write_bytes(b"x")
    os.utime(unfinished, (1, 1))
    put(cache, "b", used_at=3)
    assert unfinished.exists()
    assert cache.get(hash_) is None


def test_threads_may_put_and_get_at_once(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path, max_bytes=2000)
    wrong: list[bytes] = []

    def work(seed: int) -> None:
        for n in range(40):
            data = f"{(seed + n) % 30}".encode().ljust(100, b".")
            cache.put(hash_of(data), data)
            found = cache.get(hash_of(data))
            if found is not None and found != data:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 2000


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskFull, match="cannot write"):
        put(PhotoCache(tmp_path / "file"), "a")


def test_a_write_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path)
    hash_ = hash_of(b"x")
    cache.path(hash_).mkdir(parents=True)  # cannot be replaced by a file
    cache.path(hash_).rmdir()
    with pytest.raises(TypeError):
        cache.put(hash_, "no bytes")  # type: ignore[arg-type]
    assert list(cache.path(hash_).parent.iterdir()) == []
