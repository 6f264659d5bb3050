"""Photos from where the feed says they are: local paths, `file://`, http, https and `s3://`."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

from gumsole.catalog.fetch_local import fetch_local
from gumsole.catalog.fetch_remote import FetchLimits, RemotePhotos, World
from gumsole.catalog.fetch_s3 import Objects, is_object
from gumsole.catalog.fetched import Fetched
from gumsole.errors import InputError
from gumsole.records import Known

__all__ = ["FetchLimits", "Fetched", "Objects", "PhotoFetcher", "World", "is_object", "is_remote"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class PhotoFetcher:
    """Fetches photos; one for many threads.

    What it raises tells what to do next: `InputError` and its kin (`NotFound`, `BadPhoto`) last until the
    feed or the photo changes, `PhotoUnreachable` may pass.

    Parameters
    ----------
    allow_private : bool
        Fetch from private, loopback and link-local addresses too.
    objects : Objects, optional
        Reads objects of S3; none are read without.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: FetchLimits = FetchLimits(),  # noqa: B008 -- frozen
        world: World = World(),  # noqa: B008 -- frozen
        objects: Objects | None = None,
    ) -> None:
        self._objects = objects
        self._max_bytes = limits.max_bytes
        self._remote = RemotePhotos(allow_private=allow_private, limits=limits, world=world)

    def fetch(self, ref: str, known: Known | None = None) -> Fetched:
        """The photo's bytes, or that they are the known ones."""
        if is_object(ref):
            if self._objects is None:
                raise InputError(f"{ref} lies in S3; allow its bucket in s3_buckets")
            return self._objects.fetch(ref, known)
        if is_remote(ref):
            return self._remote.fetch(ref, known)
        return fetch_local(ref, known, max_bytes=self._max_bytes)

    def close(self) -> None:
        """Close what is open to hosts."""
        self._remote.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_remote(ref: str) -> bool:
    """True for what comes over the network, and so belongs into the photo cache."""
    scheme = _SCHEME.match(ref)
    return scheme is not None and scheme[1].lower() != "file"
