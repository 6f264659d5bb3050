"""Who asks too often is told when to come again; everybody else is let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BadSettings, Throttled
from gumsole.web.throttle import Kind, Rates, Throttle
from gumsole.web.throttle.throttle import MOST_REFUSALS, REFUSAL_S
from tests.fakes import Clock

ENDLESS = "1000000/day"
SHOPPER, OTHER = "203.0.113.9", "203.0.113.10"
SECRET = "s" * 32


def rates(
    *, per_key: str = ENDLESS, per_client: str = ENDLESS, per_day: str = ENDLESS, per_photo: str = "9/minute"
) -> Rates:
    return Rates(per_key, per_client, per_day, per_photo)


def refused(act: Callable[[], None]) -> float:
    """Seconds to wait, 0 where it was let in."""
    try:
        act()
    except Throttled as refusal:
        return refusal.retry_after_s
    return 0.0


def let_in(throttle: Throttle, times: int, *, key: str = "storefront", client: str = SHOPPER) -> int:
    return [refused(lambda: throttle.admit(key=key, client=client)) for _ in range(times)].count(0.0)


@pytest.fixture
def clock() -> Clock:
    return Clock(now_s=600_000.0)  # where windows of a minute begin


# --- each limit ------------------------------------------------------------------------------------------


def test_a_client_that_asks_too_often_is_refused_and_others_are_not(clock: Clock) -> None:
    throttle = Throttle(rates(per_client="5/minute"), clock=clock)
    assert let_in(throttle, 8) == 5
    assert let_in(throttle, 8, client=OTHER) == 5
    with pytest.raises(Throttled, match="this client sends more than 5 requests in 60 s; try again in"):
        throttle.admit(key="storefront", client=SHOPPER)
    assert throttle.admitted == 10
    assert throttle.refused == {Kind.CLIENT: 7}


def test_a_key_that_is_used_too_often_is_refused_whoever_uses_it(clock: Clock) -> None:
    throttle = Throttle(rates(per_key="5/minute"), clock=clock)
    assert let_in(throttle, 3) == 3
    assert let_in(throttle, 8, client=OTHER) == 2
    assert let_in(throttle, 8, key="app") == 5
    with pytest.raises(Throttled, match="this key is used for more than 5 requests"):
        throttle.admit(key="storefront", client="192.0.2.1")


def test_a_key_has_so_many_requests_a_day(clock: Clock) -> None:
    throttle = Throttle(rates(per_day="5/day"), clock=clock)
    assert let_in(throttle, 8) == 5
    with pytest.raises(
        Throttled, match=r"this key has used up its 5 requests in 86,400 s; try again in 86,400 s"
    ):
        throttle.admit(key="storefront", client=OTHER)
    clock.advance(24 * 3600 - 1)
    assert let_in(throttle, 1) == 0
    clock.advance(1)
    assert let_in(throttle, 8) == 5


def test_the_same_photo_is_looked_at_so_often_and_then_again_ten_minutes_later(clock: Clock) -> None:
    throttle = Throttle(rates(per_photo="3/10 minutes"), clock=clock)
    answers = [refused(lambda: throttle.seen(b"photo")) for _ in range(5)]
    assert answers[:3] == [0, 0, 0]
    assert answers[3:] == pytest.approx([600, 600], abs=0.01)
    assert refused(lambda: throttle.seen(b"Photo")) == 0
    clock.advance(600)
    assert refused(lambda: throttle.seen(b"photo")) == 0


def test_addresses_of_one_household_count_together(clock: Clock) -> None:
    throttle = Throttle(rates(per_client="5/minute"), clock=clock)
    assert sum(let_in(throttle, 1, client=f"2001:db8::{device:x}") for device in range(9)) == 5
    assert let_in(throttle, 9, client="2001:db8:0:1::1") == 5


def test_a_client_that_is_refused_uses_up_nothing_of_its_key(clock: Clock) -> None:
    throttle = Throttle(rates(per_client="5/minute", per_key="8/minute"), clock=clock)
    assert let_in(throttle, 100) == 5
    assert let_in(throttle, 100, client=OTHER) == 3


def test_a_burst_that_the_short_window_refuses_is_not_charged_in_the_long_one(clock: Clock) -> None:
    throttle = Throttle(rates(per_client="2/second; 6/minute"), clock=clock)
    assert let_in(throttle, 100) == 2
    clock.advance(2)
    assert let_in(throttle, 100) == 2


# --- as a token bucket bounds bursts and refills -----------------------------------------------------------


@given(
    amount=st.integers(1, 12),
    pauses=st.lists(
        st.sampled_from([0.0, 0.0, 0.0, 0.3, 1.0, 2.5, 9.9, 10.0, 31.0]), min_size=30, max_size=80
    ),
    start_s=st.floats(1e5, 1e5 + 10),
)
def test_no_stretch_of_time_lets_more_in_than_a_bucket_that_is_full_and_refilled_evenly(
    amount: int, pauses: list[float], start_s: float
) -> None:
    clock = Clock(start_s)
    throttle = Throttle(rates(per_client=f"{amount}/10 seconds"), clock=clock)
    passed: list[float] = []
    for pause_s in pauses:
        clock.advance(pause_s)
        if let_in(throttle, 1):
            passed.append(clock.now_s)
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            stretch_s = passed[last] - passed[first]
            assert last - first + 1 <= amount * (1 + stretch_s / 10) + 1


@given(
    amount=st.integers(1, 12),
    pauses=st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.3, 1.0, 7.3, 10.0]), min_size=30, max_size=60),
    start_s=st.floats(1e5, 1e5 + 10),
)
def test_who_waits_as_long_as_told_is_let_in(amount: int, pauses: list[float], start_s: float) -> None:
    clock = Clock(start_s)
    throttle = Throttle(rates(per_client=f"{amount}/10 seconds"), clock=clock)
    for pause_s in pauses:
        clock.advance(pause_s)
        if wait_s := refused(lambda: throttle.admit(key="storefront", client=SHOPPER)):
            clock.advance(wait_s)
            assert let_in(throttle, 1) == 1


# --- what refusing costs and keeps -------------------------------------------------------------------------


def test_a_million_clients_with_a_key_that_is_used_up_leave_no_names(clock: Clock) -> None:
    throttle = Throttle(rates(per_key="5/minute"), clock=clock)
    for number in range(2_000):
        let_in(throttle, 1, client=f"10.0.{number // 256}.{number % 256}")
    assert len(throttle._own) == 6 + 2  # the six that were counted before it was known, and the key


def test_refusals_are_bounded_however_many_are_refused(clock: Clock) -> None:
    throttle = Throttle(rates(per_client="1/minute"), clock=clock)
    for number in range(MOST_REFUSALS + 50):
        let_in(throttle, 2, client=f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(throttle._refusals) == MOST_REFUSALS


def test_counts_that_were_lifted_are_noticed_after_a_while(clock: Clock) -> None:
    throttle = Throttle(rates(per_day="1/day"), clock=clock)
    assert let_in(throttle, 2) == 1
    throttle._own.reset()  # as an operator deletes them in Redis
    assert let_in(throttle, 1) == 0
    clock.advance(REFUSAL_S)
    assert let_in(throttle, 1) == 1


def test_a_purge_forgets_all_that_is_over(clock: Clock) -> None:
    throttle = Throttle(Rates(per_client="1/minute", per_day="100/minute"), clock=clock)
    let_in(throttle, 2)
    throttle.seen(b"photo")
    clock.advance(throttle.kept_s[Kind.PHOTO])
    assert throttle.purge() == 4
    assert not throttle._refusals
    assert len(throttle._own) == 0


def test_what_is_kept_is_known_by_kind() -> None:
    assert Throttle(Rates(per_client="9/minute; 99/hour")).kept_s == {
        Kind.CLIENT: 7200,
        Kind.KEY: 120,
        Kind.DAY: 86_400,
        Kind.PHOTO: 600,
    }


def test_without_redis_there_are_no_outages_and_nothing_to_close() -> None:
    with Throttle() as throttle:
        assert (throttle.outages, throttle.redis_away) == (0, False)


@pytest.mark.parametrize(
    ("url", "secret"), [("redis://localhost", ""), ("", "short"), ("redis://x", "s" * 31)]
)
def test_a_secret_that_can_be_guessed_is_refused(url: str, secret: str) -> None:
    with pytest.raises(BadSettings, match="need a secret of at least 32 characters, got"):
        Throttle(redis_url=url, secret=secret)
