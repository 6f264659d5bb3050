"""Photos that were sent to the API as bytes, kept with the store: it has the only copy."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from gumsole.catalog.fetched import Fetched, fetched
from gumsole.catalog.photo_cache import PhotoCache
from gumsole.errors import NotFound
from gumsole.records import Known

# How products name such a photo, wherever the store's folder lies.
SENT = "sent:"
_SENT = re.compile(rf"{SENT}[0-9a-f]{{64}}")


class SentPhotos:
    """Keeps them in a folder by their content, and reads them again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._photos = PhotoCache(folder, max_bytes=None, durable=True)

    def keep(self, data: bytes) -> str:
        """The reference of these bytes, once they are on the disk."""
        hash_ = hashlib.sha256(data).hexdigest()
        self._photos.put(hash_, data)
        for folder in (self._photos.path(hash_).parent, self._folder, self._folder.parent):
            _flush(folder)
        return SENT + hash_

    def has(self, ref: str) -> bool:
        """True if the photo of this reference is here."""
        return self._photos.path(ref.removeprefix(SENT)).is_file()

    def fetch(self, ref: str, known: Known | None) -> Fetched:
        """The photo's bytes, or that they are the known ones.

        Raises
        ------
        NotFound
            If it is not here: a folder of the store is missing.
        """
        data = self._photos.get(ref.removeprefix(SENT))
        if data is None:
            raise NotFound("this store has lost the photo; send it again")
        return fetched(data, known, size=len(data))


def _flush(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_sent(ref: str) -> bool:
    """True for a photo that was sent as bytes."""
    return _SENT.fullmatch(ref) is not None
