"""Photos that were sent to the API as bytes, kept with the store: it has the only copy."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from gumsole.catalog.photo_cache import PhotoCache

# How products name such a photo, wherever the store's folder lies.
SENT = "sent:"
_SENT = re.compile(rf"{SENT}[0-9a-f]{{64}}")


class SentPhotos:
    """Keeps them in a folder by their content, and tells where they lie."""

    def __init__(self, folder: Path) -> None:
        self._photos = PhotoCache(folder, max_bytes=None)

    def keep(self, data: bytes) -> str:
        """The reference of these bytes, once they are on the disk."""
        hash_ = hashlib.sha256(data).hexdigest()
        self._photos.put(hash_, data)
        path = self._photos.path(hash_)
        for place, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
            descriptor = os.open(place, flags)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return SENT + hash_

    def path_of(self, ref: str) -> str:
        """A reference as `fetch_local` reads it: of a sent photo its file, any other as it is."""
        return str(self._photos.path(ref.removeprefix(SENT))) if is_sent(ref) else ref


def is_sent(ref: str) -> bool:
    """True for a photo that was sent as bytes."""
    return _SENT.fullmatch(ref) is not None
