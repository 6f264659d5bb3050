"""Where a product's photos are: references of a feed, settled and kept inside the folders they may name.

A feed is untrusted: a path it names may be read only inside the photos folder or the feed's own, and what is
read is the very path that was checked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit

from gumsole.catalog.addresses import is_public
from gumsole.catalog.fetch_s3 import ObjectName, beside, is_object
from gumsole.catalog.items.values import BadValue, is_web_address, shown
from gumsole.catalog.sent import is_sent
from gumsole.errors import InputError

# RFC 7230 section 3.1.1 asks servers for 8,000; Google for 2,000. Longer ones are no photos.
MAX_CHARACTERS = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|data:|javascript:", re.IGNORECASE)


class Settles(Protocol):
    """Says what a photo reference means."""

    def settle(self, reference: str) -> str:
        """The reference as the store keeps it; `BadValue` where it may not be followed."""


class WebReferences:
    """References that somebody far away sends: addresses of the public web, and photos sent before.

    Parameters
    ----------
    has : callable
        True for the reference of a photo that was sent and is here.
    allow_private : bool
        Addresses in private networks may be named, too.
    """

    def __init__(self, has: Callable[[str], bool], *, allow_private: bool = False) -> None:
        self._has = has
        self._allow_private = allow_private

    def settle(self, reference: str) -> str:
        """The reference as it is.

        Raises
        ------
        BadValue
            If it is too long, no http(s) address and no photo that is here, or names a private address. What
            a name resolves to is judged when the photo is fetched.
        """
        if len(reference) > MAX_CHARACTERS:
            raise BadValue(f"{len(reference):,} characters, at most {MAX_CHARACTERS:,}")
        if is_sent(reference):
            if not self._has(reference):
                raise BadValue(f"{shown(reference)} is no photo that was sent to this store; send its bytes")
            return reference
        if not is_web_address(reference):
            raise BadValue(f"{shown(reference)} is no http(s) address; send the photo's bytes instead")
        if not self._allow_private and _is_private(reference):
            raise BadValue(f"{shown(reference)} is an address of a private network")
        return reference


def _is_private(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
        return not is_public(ip_address(host))
    except ValueError:
        return False


class References:
    """Settles photo references of one feed.

    Parameters
    ----------
    photos : Path
        Folder that relative paths start from.
    feed_folder : Path
        Folder of the feed; absolute paths into it are allowed too.
    any_local_path : bool
        Allow absolute paths and `file://` anywhere: for feeds from the operator's own disk.
    address : str
        Address of the feed on the web or in S3; relative references start from it instead of a folder.
    buckets : frozenset of str
        Buckets of S3 that photos may lie in.
    """

    def __init__(
        self,
        photos: Path,
        feed_folder: Path,
        *,
        any_local_path: bool = False,
        address: str = "",
        buckets: frozenset[str] = frozenset(),
    ) -> None:
        self._address = address
        self._buckets = buckets
        self._base = os.path.abspath(photos)  # noqa: PTH100  Path.resolve would follow symlinks
        folders = (photos, feed_folder)
        self._roots = {
            Path(make(folder)) for folder in folders for make in (os.path.abspath, os.path.realpath)
        }
        self._any_local_path = any_local_path

    def settle(self, reference: str) -> str:
        """The absolute path, http(s) URL or `s3://` address that a reference means.

        Raises
        ------
        BadValue
            If it is too long, of another kind, a path outside the folders, or in a bucket not named.
        """
        if len(reference) > MAX_CHARACTERS:
            raise BadValue(f"{len(reference):,} characters, at most {MAX_CHARACTERS:,}")
        if is_web_address(reference):
            return reference
        if self._address and not _SCHEME.match(reference):
            if not is_object(self._address):
                return urljoin(self._address, reference)
            reference = beside(self._address, reference)
        if is_object(reference):
            return self._object(reference)
        path = _file_path(reference) if _SCHEME.match(reference) else reference
        if re.search(r"[\x00-\x1f\x7f]", path):
            raise BadValue(f"{shown(reference)} holds control characters")
        return self._inside(path, reference)

    def _object(self, reference: str) -> str:
        try:
            ObjectName.of(reference, self._buckets)
        except InputError as error:
            raise BadValue(str(error)) from error
        return reference

    def _inside(self, path: str, reference: str) -> str:
        # Lexical on purpose: symlinks inside the folder are the operator's, `..` is the feed's.
        settled = os.path.normpath(os.path.join(self._base, path))  # noqa: PTH118
        free = self._any_local_path and os.path.isabs(path)  # noqa: PTH117
        if not free and not any(Path(settled).is_relative_to(root) for root in self._roots):
            raise BadValue(
                f"{shown(reference)} leads out of the photos folder {self._base}; move it in or name --photos"
            )
        return settled


def _file_path(reference: str) -> str:
    if not reference.lower().startswith("file://"):
        raise BadValue(f"{shown(reference)} is neither a path nor a file:// or http(s) address")
    parts = urlsplit(reference)
    if parts.netloc not in ("", "localhost") or not parts.path.startswith("/"):
        raise BadValue(f"{shown(reference)} names another machine; file:// means this one")
    return unquote(parts.path)
