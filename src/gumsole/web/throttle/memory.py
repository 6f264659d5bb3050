"""Counts of one process, bounded however many there are to count.

The library's own memory grows with every new name, and starts a thread again and again that looks through
all of them. Here a window is dropped as a whole when it is over.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor
from threading import Lock

from limits.storage import SlidingWindowCounterSupport, Storage

# Of a kind within a window: at about 250 bytes each (see tests), two windows of all kinds stay below 100 MB.
MOST_NAMES = 50_000


@dataclass(slots=True)
class _Window:
    """Counts in the window of now, and in the one before it."""

    number: int
    now: OrderedDict[str, int] = field(default_factory=OrderedDict)
    before: OrderedDict[str, int] = field(default_factory=OrderedDict)


@dataclass(slots=True)
class _Quota:
    """A count, and when it is over."""

    count: int
    until_s: float


class MemoryCounts(Storage, SlidingWindowCounterSupport):
    """A storage of the library `limits`; may be shared by threads.

    Names are kept apart by their kind, the part before the first slash. Where a kind has more names than fit
    into a window, the oldest are forgotten: they may ask anew, while kinds with few names are not touched.

    Parameters
    ----------
    most : int
        Names of one kind in one window.
    clock : callable
        Seconds that never go back.
    """

    STORAGE_SCHEME = None

    def __init__(self, *, most: int = MOST_NAMES, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._windows: dict[tuple[str, int], _Window] = {}
        self._quotas: dict[str, OrderedDict[str, _Quota]] = {}

    def __len__(self) -> int:
        """Names that are kept at the moment."""
        with self._lock:
            windows = sum(len(window.now) + len(window.before) for window in self._windows.values())
            return windows + sum(len(quotas) for quotas in self._quotas.values())

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Nothing can go wrong in it."""
        return ()

    # Windows that slide

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` if that many fit beside what is still in sight of the window before."""
        with self._lock:
            window, left = self._turned(key, expiry)
            count = window.now.get(key, 0)
            if floor(window.before.get(key, 0) * left) + count + amount > limit:
                return False
            window.now[key] = count + amount
            if len(window.now) > self._most:
                window.now.popitem(last=False)
            return True

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Count and seconds left of the window before, then of the window of now."""
        with self._lock:
            window, left = self._turned(key, expiry)
            ends_s = left * expiry
            return window.before.get(key, 0), ends_s, window.now.get(key, 0), ends_s + expiry

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        """Forget a name's counts."""
        with self._lock:
            window, _ = self._turned(key, expiry)
            window.now.pop(key, None)
            window.before.pop(key, None)

    # Quotas

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount`; the first starts a window of `expiry` seconds."""
        with self._lock:
            quotas, now_s = self._current(key)
            quota = quotas.get(key)
            if quota is None:
                quota = quotas[key] = _Quota(0, now_s + expiry)
                if len(quotas) > self._most:
                    quotas.popitem(last=False)
            quota.count += amount
            return quota.count

    def get(self, key: str) -> int:
        """Count of a quota."""
        with self._lock:
            quota = self._current(key)[0].get(key)
            return quota.count if quota else 0

    def get_expiry(self, key: str) -> float:
        """Unix seconds at which a quota starts anew."""
        with self._lock:
            quotas, now_s = self._current(key)
            quota = quotas.get(key)
            return time.time() + (quota.until_s - now_s if quota else 0)

    def clear(self, key: str) -> None:
        """Forget a quota's count."""
        with self._lock:
            self._current(key)[0].pop(key, None)

    def reset(self) -> int:
        """Forget everything; how many names there were."""
        count = len(self)
        with self._lock:
            self._windows.clear()
            self._quotas.clear()
        return count

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def purge(self) -> int:
        """Forget what is over, without waiting for the next request; how many names that were."""
        before = len(self)
        with self._lock:
            for kind, expiry in self._windows:
                self._turned(kind, expiry)
            for kind in self._quotas:
                self._current(kind)
        return before - len(self)

    def _turned(self, key: str, expiry: int) -> tuple[_Window, float]:
        """The window of now of a name's kind, and the share of the one before that is still in sight."""
        number, into_s = divmod(self._clock(), expiry)
        window = self._windows.setdefault((_kind(key), expiry), _Window(int(number)))
        if number != window.number:
            window.before = window.now if number == window.number + 1 else OrderedDict()
            window.now, window.number = OrderedDict(), int(number)
        return window, 1 - into_s / expiry

    def _current(self, key: str) -> tuple[OrderedDict[str, _Quota], float]:
        """Quotas of a name's kind, without those that are over; the oldest stand first."""
        now_s = self._clock()
        quotas = self._quotas.setdefault(_kind(key), OrderedDict())
        while quotas and next(iter(quotas.values())).until_s <= now_s:
            quotas.popitem(last=False)
        return quotas, now_s


def _kind(key: str) -> str:
    return key.partition("/")[0]
