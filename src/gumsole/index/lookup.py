"""From a key to the slots that hold it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# New keys are merged into the sorted ones when they are this many, or this share of all.
MERGE_ROWS = 4096
MERGE_SHARE = 8


class Lookup:
    """Slots by key: twelve bytes a row where a dict would take a hundred.

    It only suggests: a slot may have been given to another key since, so the caller compares.
    """

    def __init__(self, keys: Ints, slots: Ints) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._slots = slots[order].astype(np.int32)
        self._recent: defaultdict[int, list[int]] = defaultdict(list)
        self._recent_rows = 0

    def add(self, keys: Ints, slots: Ints) -> None:
        """Remember one more slot of each key."""
        for key, slot in zip(keys.tolist(), slots.tolist(), strict=True):
            self._recent[key].append(slot)
        self._recent_rows += len(keys)

    @property
    def crowded(self) -> bool:
        """True once it is worth building a new one from the columns."""
        return self._recent_rows > max(MERGE_ROWS, len(self._keys) // MERGE_SHARE)

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self._keys.nbytes + self._slots.nbytes

    def find(self, key: int) -> list[int]:
        """Slots that may hold the key, each once."""
        first = np.searchsorted(self._keys, key, "left")
        last = np.searchsorted(self._keys, key, "right")
        return list(dict.fromkeys([*self._slots[first:last].tolist(), *self._recent.get(key, ())]))
