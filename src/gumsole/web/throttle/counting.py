"""Limits counted by the library `limits`."""

from __future__ import annotations

import time
from collections.abc import Sequence

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter, SlidingWindowCounterRateLimiter

from gumsole.web.throttle.memory import MemoryCounts
from gumsole.web.throttle.rates import Limit

# Told to wait no time at all, a client would ask in vain once more.
A_MOMENT_S = 0.001


class Counts:
    """Counts of all limits in one storage.

    Rates are counted by the library's sliding window counter, for it has no token bucket: what was counted in
    the window before fades out evenly while the window of now fills up. This bounds bursts as a token bucket
    does that holds `amount` and is refilled at `amount / period`: in no stretch of s seconds pass more than
    `amount * (1 + s / period)`, and the one that rounding grants. For let P be the count of the window
    before, and the stretch reach u seconds into the window of now: at most P of it lie before, at most
    `amount - P * (1 - u / period)` since, and P is at most `amount`. And it comes back evenly, one request
    at a time. The library's moving window would be exact, but keeps the time of every single request.

    Quotas are fixed windows that begin with the first request.
    """

    def __init__(self, limits: Sequence[Limit], storage: MemoryCounts | RedisStorage) -> None:
        self._sliding, self._fixed = SlidingWindowCounterRateLimiter(storage), FixedWindowRateLimiter(storage)
        self._storage = storage
        self._items = {
            limit: RateLimitItemPerSecond(limit.amount, limit.period_s, namespace=limit.kind)
            for limit in limits
        }

    def take(self, limit: Limit, name: str) -> float:
        """Count one more; seconds to wait where it does not fit, 0 where it does."""
        item = self._items[limit]
        if limit.is_quota:
            if self._fixed.hit(item, name):
                return 0.0
            return max(A_MOMENT_S, self._fixed.get_window_stats(item, name).reset_time - time.time())
        if self._sliding.hit(item, name):
            return 0.0
        return wait_s(limit, *self._storage.get_sliding_window(item.key_for(name), limit.period_s))


def wait_s(limit: Limit, before: int, before_left_s: float, now: int, now_left_s: float) -> float:
    """Seconds until one more fits into a window that slides, where it does not fit now.

    Parameters
    ----------
    before, now : int
        Counts of the window before and of the window of now.
    before_left_s, now_left_s : float
        Seconds for which each of them is in sight: until the window of now is over, and a whole one more.
    """
    room = limit.amount - now
    if room <= 0:
        return now_left_s - limit.period_s + A_MOMENT_S
    fades_s = before_left_s - room * limit.period_s / before if before else 0.0
    return max(0.0, fades_s) + A_MOMENT_S
