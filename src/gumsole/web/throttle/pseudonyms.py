"""Names that counts are kept under: they say nothing about whom they count."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable

# What was counted on one day cannot be told to be the same client or photo on the next.
ROTATION_S = 24 * 3600
# Processors have instructions for this one: a photo of 200 kB takes 0.12 ms, with BLAKE2b 0.29 ms.
_HASH = "sha256"
_NAME_BYTES = 16


class Pseudonyms:
    """HMAC (RFC 2104) of addresses, photos and keys; the salt of the first two changes daily.

    Processes with the same secret use the same names.

    Parameters
    ----------
    secret : bytes
        Of any length; where it is not known, no name leads back to an address by trying them all.
    wall_clock : callable
        Unix seconds: all processes change salts at midnight UTC.
    """

    def __init__(self, secret: bytes, *, wall_clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._wall_clock = wall_clock

    def client(self, address: str) -> str:
        """The name of an address, for today."""
        return self._name(address.encode(), f"client of day {self._today()}")

    def photo(self, data: bytes) -> str:
        """The fingerprint of a photo's bytes, for today."""
        return self._name(data, f"photo of day {self._today()}")

    def key(self, key_id: str) -> str:
        """The name of a key; it stays, for quotas outlast midnight."""
        return self._name(key_id.encode(), "key")

    def _today(self) -> int:
        return int(self._wall_clock() // ROTATION_S)

    def _name(self, data: bytes, purpose: str) -> str:
        salt = hmac.digest(self._secret, purpose.encode(), _HASH)
        return hmac.digest(salt, data, _HASH)[:_NAME_BYTES].hex()
