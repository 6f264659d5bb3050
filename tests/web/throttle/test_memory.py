"""Counts of one process: exact while they fit, bounded always, forgotten when they are over."""

from __future__ import annotations

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter, SlidingWindowCounterRateLimiter

from gumsole.web.throttle.memory import MOST_NAMES, MemoryCounts
from tests.fakes import Clock

MINUTE = RateLimitItemPerSecond(10, 60, namespace="client")
NAME = "0" * 32


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_window_slides_from_the_one_before_into_the_one_of_now(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    clock.now_s = 600  # a window of 60 s begins
    rate = SlidingWindowCounterRateLimiter(counts)
    assert [rate.hit(MINUTE, NAME) for _ in range(11)] == [True] * 10 + [False]
    clock.advance(60 + 30)  # half of the ten are still in sight
    assert [rate.hit(MINUTE, NAME) for _ in range(6)] == [True] * 5 + [False]
    assert counts.get_sliding_window(MINUTE.key_for(NAME), 60) == (10, 30.0, 5, 90.0)
    clock.advance(120)  # a window was left out
    assert [rate.hit(MINUTE, NAME) for _ in range(11)] == [True] * 10 + [False]
    rate.clear(MINUTE, NAME)
    assert rate.hit(MINUTE, NAME)


def test_a_quota_comes_back_at_once_when_it_is_over(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    quota = FixedWindowRateLimiter(counts)
    assert [quota.hit(MINUTE, NAME) for _ in range(11)] == [True] * 10 + [False]
    clock.advance(59.9)
    assert not quota.hit(MINUTE, NAME)
    assert counts.get(MINUTE.key_for(NAME)) == 12
    clock.advance(0.1)
    assert quota.hit(MINUTE, NAME)
    quota.clear(MINUTE, NAME)
    assert counts.get(MINUTE.key_for(NAME)) == 0
    assert quota.get_window_stats(MINUTE, NAME).remaining == 10


def test_where_names_do_not_fit_the_oldest_of_their_kind_are_forgotten(clock: Clock) -> None:
    counts = MemoryCounts(most=100, clock=clock)
    rate, quota = SlidingWindowCounterRateLimiter(counts), FixedWindowRateLimiter(counts)
    key = RateLimitItemPerSecond(1, 60, namespace="key")
    assert rate.hit(key, NAME)
    assert quota.hit(key, NAME)
    for number in range(1000):
        rate.hit(MINUTE, f"{number:032x}")
        quota.hit(MINUTE, f"{number:032x}")
    assert len(counts) == 2 * 100 + 2
    assert not rate.hit(key, NAME)
    assert not quota.hit(key, NAME)
    assert counts.get(MINUTE.key_for(f"{999:032x}")) == 1
    assert counts.get(MINUTE.key_for(f"{0:032x}")) == 0


def test_what_is_over_is_forgotten_by_a_purge(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    SlidingWindowCounterRateLimiter(counts).hit(MINUTE, NAME)
    FixedWindowRateLimiter(counts).hit(MINUTE, NAME)
    clock.advance(60)
    assert counts.purge() == 1  # the quota; the window of before is in sight for as long again
    clock.advance(60)
    assert counts.purge() == 1
    assert len(counts) == 0


def test_a_reset_forgets_everything(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    SlidingWindowCounterRateLimiter(counts).hit(MINUTE, NAME)
    FixedWindowRateLimiter(counts).hit(MINUTE, NAME)
    assert counts.reset() == 2
    assert (len(counts), counts.check(), counts.base_exceptions) == (0, True, ())


def test_threads_count_exactly(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    rate = SlidingWindowCounterRateLimiter(counts)
    item = RateLimitItemPerSecond(500, 60, namespace="client")
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: rate.hit(item, NAME), range(2_000))) == 500


def test_two_full_windows_of_all_kinds_stay_below_100_mb(clock: Clock) -> None:
    counts = MemoryCounts(clock=clock)
    rate = SlidingWindowCounterRateLimiter(counts)
    tracemalloc.start()
    for number in range(MOST_NAMES):
        rate.hit(MINUTE, f"{number:032x}")
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert 4 * 2 * taken < 100e6  # four kinds, the window of before as full as that of now
