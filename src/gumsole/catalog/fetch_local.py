"""Photos that are files of this machine."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from gumsole.catalog.fetched import MAX_BYTES, Fetched, fetched, too_large
from gumsole.errors import InputError, NotFound, PhotoUnreachable
from gumsole.records import Known


def fetch_local(ref: str, known: Known | None, *, max_bytes: int = MAX_BYTES) -> Fetched:
    """Read a file, unless its size and modification time are those that are known.

    Raises
    ------
    NotFound
        If there is no such file, or it is no regular file.
    BadPhoto
        If it is larger than `max_bytes`; it is not read then.
    PhotoUnreachable
        If the system cannot read it now.
    """
    path = _path(ref)
    try:
        descriptor = _open(path)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            _require_regular(found, path)
            if known and (known.size, known.mtime_ns) == (found.st_size, found.st_mtime_ns):
                return Fetched(None, known)
            if found.st_size > max_bytes:
                raise too_large(ref, max_bytes)
            data = file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(f"no photo at {ref}; check the feed's photo column and --photos") from error
    except OSError as error:
        raise PhotoUnreachable(f"{ref} cannot be read: {error.strerror}") from error
    if len(data) > max_bytes:
        raise too_large(ref, max_bytes)
    return fetched(data, known, size=found.st_size, mtime_ns=found.st_mtime_ns)


def _path(ref: str) -> Path:
    """A plain path as it is; a `file://` URL decoded."""
    if not ref.lower().startswith("file:"):
        return Path(ref)
    url = urlsplit(ref)
    if url.netloc not in {"", "localhost"}:
        raise InputError(
            f"{ref} names a file of another machine, {url.netloc}; use http(s) or a path of this one"
        )
    return Path(url2pathname(url.path))


def _open(path: Path) -> int:
    """Open without waiting: a named pipe would otherwise hang until somebody writes to it.

    What is no regular file is not opened at all, as opening some devices has effects.
    """
    _require_regular(path.stat(), path)
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)


def _require_regular(found: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NotFound(f"{path} is no regular file; name a photo")
