"""Photos kept by the hash of their bytes.

Audit, another encoder and pages need remote photos again. A cache is bounded and forgets what was not used
for longest; thumbnails are kept apart, without a bound.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from gumsole.errors import DiskFull, InputError

# About 40,000 photos of 250 KB.
DEFAULT_MAX_BYTES = 10 * 2**30

# Evicting stops here, so that it runs once in a while and not with every photo.
_EVICT_TO = 0.9

# Names of files that are being written.
_UNFINISHED = "."

_HASH = re.compile(r"[0-9a-f]{64}")


class PhotoCache:
    """A folder of files named by content: `ab/cdef…`. Any thread, and several processes, may use it.

    Parameters
    ----------
    max_bytes : int or None
        Sum of the files' sizes above which the least recently used go; None keeps everything.
    durable : bool
        A file that has its name is whole on the disk, whatever happens to the machine.
    """

    def __init__(
        self, folder: Path, *, max_bytes: int | None = DEFAULT_MAX_BYTES, durable: bool = False
    ) -> None:
        self._folder = folder
        self._durable = durable
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._size: int | None = None

    def get(self, hash_: str) -> bytes | None:
        """The bytes, or None if they are not here (any more)."""
        path = self.path(hash_)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        with suppress(FileNotFoundError):
            os.utime(path)
        return data

    def put(self, hash_: str, data: bytes) -> None:
        """Keep the bytes; readers see all of them or none.

        Raises
        ------
        DiskFull
            If they cannot be written.
        """
        path = self.path(hash_)
        if path.exists():
            return
        try:
            _write(path, data, durable=self._durable)
        except OSError as error:
            raise DiskFull(f"cannot write {path}: {error.strerror}; free some space") from error
        if self._max_bytes is not None:
            self._grow(len(data), self._max_bytes)

    def path(self, hash_: str) -> Path:
        """Where the bytes are, or would be."""
        if not _HASH.fullmatch(hash_):
            raise InputError(f"{hash_!r} is no SHA-256 in lower-case hex")
        return self._folder / hash_[:2] / hash_[2:]

    def _grow(self, added: int, max_bytes: int) -> None:
        """Count what was added, and evict when it is too much; the folder itself is measured once."""
        with self._lock:
            self._size = self._measure() if self._size is None else self._size + added
            if self._size > max_bytes:
                self._size = self._evict(int(max_bytes * _EVICT_TO))

    def _measure(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _evict(self, target: int) -> int:
        """Remove files, least recently used first, until they fit into `target`; gives back what is left."""
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, path in files:
            if left <= target:
                break
            Path(path).unlink(missing_ok=True)
            left -= size
        return left

    def _files(self) -> list[tuple[int, int, str]]:
        """Time of last use, size and path of every file, those being written apart."""
        found = []
        for shelf in os.scandir(self._folder):
            if not shelf.is_dir():
                continue
            for file in os.scandir(shelf.path):
                if file.name.startswith(_UNFINISHED):
                    continue
                with suppress(FileNotFoundError):
                    seen = file.stat()
                    found.append((seen.st_mtime_ns, seen.st_size, file.path))
        return found


def _write(path: Path, data: bytes, *, durable: bool) -> None:
    """Write beside and rename: a reader, or a crash, never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
