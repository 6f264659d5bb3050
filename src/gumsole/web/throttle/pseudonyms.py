"""Names that counts are kept under: they say nothing about whom they count."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import blake2b

# What was counted on one day cannot be told to be the same client or photo on the next.
ROTATION_S = 24 * 3600
_NAME_BYTES = 16
_SALT_BYTES = 32


class Pseudonyms:
    """Keyed BLAKE2b (RFC 7693) of addresses, photos and keys; the salt of the first two changes daily.

    Processes with the same secret use the same names.

    Parameters
    ----------
    secret : bytes
        Of any length; where it is not known, no name leads back to an address by trying them all.
    wall_clock : callable
        Unix seconds: all processes change salts at midnight UTC.
    """

    def __init__(self, secret: bytes, *, wall_clock: Callable[[], float] = time.time) -> None:
        self._secret = blake2b(secret, digest_size=_SALT_BYTES).digest()
        self._wall_clock = wall_clock

    def client(self, address: str) -> str:
        """The name of an address, for today."""
        return self._name(address.encode(), b"gumsole client", self._today())

    def photo(self, data: bytes) -> str:
        """The fingerprint of a photo's bytes, for today."""
        return self._name(data, b"gumsole photo", self._today())

    def key(self, key_id: str) -> str:
        """The name of a key; it stays, for quotas outlast midnight."""
        return self._name(key_id.encode(), b"gumsole key", 0)

    def _today(self) -> int:
        return int(self._wall_clock() // ROTATION_S)

    def _name(self, data: bytes, person: bytes, day: int) -> str:
        salt = blake2b(day.to_bytes(8), key=self._secret, person=person, digest_size=_SALT_BYTES).digest()
        return blake2b(data, key=salt, digest_size=_NAME_BYTES).hexdigest()
