"""Which ids a feed has named so far, in 11 to 22 bytes each whatever their length."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST_SLOTS = 1 << 12
_FULLEST = 0.75  # share of used slots; a new id then meets 8 of them on average (Knuth, TAOCP 3, 6.4)


class Seen:
    """A set of strings kept as 64-bit digests; any two of ten million are one by odds of 1 in 370,000."""

    def __init__(self) -> None:
        self._slots = _empty(_FIRST_SLOTS)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, text: str) -> bool:
        return self._slots[_place(self._slots, _digest(text))] != 0

    def add(self, text: str) -> None:
        """Remember `text`."""
        digest = _digest(text)
        place = _place(self._slots, digest)
        if self._slots[place]:
            return
        self._slots[place] = digest
        self._count += 1
        if self._count > _FULLEST * len(self._slots):
            self._grow()

    def _grow(self) -> None:
        wider = _empty(2 * len(self._slots))
        for digest in self._slots:
            if digest:
                wider[_place(wider, digest)] = digest
        self._slots = wider


def _empty(slots: int) -> array[int]:
    return array("Q", bytes(8 * slots))


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1  # 0 is an empty slot


def _place(slots: array[int], digest: int) -> int:
    """Where a digest stands, or the empty slot where it would."""
    mask = len(slots) - 1
    place = digest & mask
    while slots[place] not in (0, digest):
        place = (place + 1) & mask
    return place
