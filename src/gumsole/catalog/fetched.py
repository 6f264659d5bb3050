"""What a fetch gives back, and its limit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.records import Known

# Google Merchant Center refuses larger images (product data specification, `image_link`).
MAX_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Fetched:
    """A photo's bytes, and what to remember of its address.

    Attributes
    ----------
    data : bytes or None
        None where the bytes are those that were known.
    """

    data: bytes | None
    known: Known


def fetched(
    data: bytes,
    before: Known | None,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    size: int,
    mtime_ns: int | None = None,
) -> Fetched:
    """Bytes that were read, hashed; they count as unchanged if they hash as before."""
    known = Known(hashlib.sha256(data).hexdigest(), etag, last_modified, size, mtime_ns)
    unchanged = before is not None and before.hash == known.hash
    return Fetched(None if unchanged else data, known)


def too_large(ref: str, max_bytes: int) -> BadPhoto:
    """The refusal of a photo over the limit."""
    return BadPhoto(f"{ref} is larger than {max_bytes} bytes; offer a smaller copy", PhotoFault.TOO_LARGE)
