"""Limits counted by the library `limits`."""

from __future__ import annotations

import time
from collections.abc import Sequence

from limits import RateLimitItemPerSecond
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter

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

    def __init__(self, limits: Sequence[Limit], storage: Storage) -> None:
        sliding, fixed = SlidingWindowCounterRateLimiter(storage), FixedWindowRateLimiter(storage)
        self._kept: dict[Limit, tuple[RateLimiter, RateLimitItemPerSecond]] = {
            limit: (
                fixed if limit.is_quota else sliding,
                RateLimitItemPerSecond(limit.amount, limit.period_s, namespace=limit.kind),
            )
            for limit in limits
        }

    def take(self, limit: Limit, name: str) -> float:
        """Count one more; seconds to wait where it does not fit, 0 where it does."""
        strategy, item = self._kept[limit]
        if strategy.hit(item, name):
            return 0.0
        return max(A_MOMENT_S, strategy.get_window_stats(item, name).reset_time - time.time())
