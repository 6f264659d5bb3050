"""Limits counted in a real Redis: together by all workers, by each for itself while it is away."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from gumsole.errors import BadSettings, Throttled
from gumsole.web.throttle import Rates, Throttle
from gumsole.web.throttle.shared import AWAY_S
from tests.fakes import Clock
from tests.redis_server import RedisServer
from tests.web.throttle.test_throttle import OTHER, SECRET, SHOPPER, let_in, rates, refused

ROOT = Path(__file__).parents[3]
HOURLY = rates(per_client="5/hour")


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


def open_throttle(redis: RedisServer, limits: Rates = HOURLY, clock: Clock | None = None) -> Throttle:
    return Throttle(limits, redis_url=redis.url, secret=SECRET, clock=clock or time.monotonic)


def await_back(throttle: Throttle, clock: Clock) -> None:
    """Ask until Redis was looked for and found, by a clock that need not be waited for."""
    deadline_s = time.monotonic() + 60
    while throttle.redis_away:
        assert time.monotonic() < deadline_s
        clock.advance(AWAY_S)
        let_in(throttle, 1, client="192.0.2.250")
        time.sleep(0.01)


# --- together ----------------------------------------------------------------------------------------------

WORKER = """
import sys
from gumsole.web.throttle import Rates, Throttle
from tests.web.throttle.test_throttle import SECRET, let_in, rates
with Throttle(rates(per_key="60/hour"), redis_url=sys.argv[1], secret=SECRET) as throttle:
    print(let_in(throttle, 50))
"""


def test_two_workers_count_together(redis: RedisServer) -> None:
    command = [sys.executable, "-c", WORKER, redis.url]
    workers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sum(int(worker.communicate()[0]) for worker in workers) == 60


@pytest.mark.parametrize(
    "limits", [rates(per_client="5/hour"), rates(per_key="5/hour"), rates(per_day="5/day")]
)
def test_what_one_process_counted_the_other_knows(redis: RedisServer, limits: Rates) -> None:
    with open_throttle(redis, limits) as one, open_throttle(redis, limits) as other:
        assert (let_in(one, 3), let_in(other, 9), let_in(one, 9)) == (3, 2, 0)


def test_a_photo_sent_to_one_process_is_known_to_the_other(redis: RedisServer) -> None:
    limits = rates(per_photo="3/10 minutes")
    with open_throttle(redis, limits) as one, open_throttle(redis, limits) as other:
        answers = [refused(partial(throttle.seen, b"photo")) for throttle in (one, other, one, other)]
    assert answers[:3] == [0, 0, 0]
    assert 0 < answers[3] <= 600.5  # Redis rounds to whole seconds


def test_redis_holds_no_address_no_key_and_forgets_in_time(redis: RedisServer) -> None:
    with open_throttle(redis, Rates()) as throttle:
        throttle.admit(key="storefront", client=SHOPPER)
        throttle.seen(b"photo")
        kept_s = throttle.kept_s
    with redis.client as client:
        names = {str(name): client.ttl(name) for name in client.scan_iter()}
    assert len(names) == 4
    assert not any(SHOPPER in name or "storefront" in name for name in names)
    for kind, most_s in kept_s.items():
        (left_s,) = (left_s for name, left_s in names.items() if kind.value in name)
        assert 0 < left_s <= most_s


# --- while it is away --------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["killed", "hanging", "never there"])
def test_without_redis_each_process_counts_for_itself(redis: RedisServer, how: str) -> None:
    with open_throttle(redis) as one, open_throttle(redis) as other:
        if how == "never there":
            redis.lose()
        else:
            assert let_in(one, 3) == 3
            redis.lose() if how == "killed" else redis.hang()
        assert (let_in(one, 9), let_in(other, 9), let_in(one, 9, client=OTHER)) == (5, 5, 5)
        assert one.redis_away
        assert (one.outages, other.outages) == (1, 1)


@pytest.mark.parametrize("how", ["killed", "hanging"])
def test_counts_are_shared_again_once_redis_is_back(redis: RedisServer, clock: Clock, how: str) -> None:
    with open_throttle(redis, clock=clock) as one, open_throttle(redis) as other:
        redis.lose() if how == "killed" else redis.hang()
        assert let_in(one, 3) == 3
        redis.start() if how == "killed" else redis.go_on()
        await_back(one, clock)
        assert let_in(other, 2) == 2
        assert let_in(one, 9) == 3
        assert (one.outages, other.outages) == (1, 0)


def test_a_second_loss_is_a_second_outage(redis: RedisServer, clock: Clock) -> None:
    with open_throttle(redis, clock=clock) as throttle:
        for _ in range(2):
            redis.lose()
            let_in(throttle, 1)
            clock.advance(AWAY_S)
            let_in(throttle, 1)  # looks in vain
            redis.start()
            await_back(throttle, clock)
        assert throttle.outages == 2


def test_a_loss_and_a_return_are_told_once(
    redis: RedisServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "gumsole.web.throttle")
    with open_throttle(redis, clock=clock) as throttle:
        redis.lose()
        let_in(throttle, 4)
        redis.start()
        await_back(throttle, clock)
    told = [record.message for record in caplog.records]
    assert told == [
        "Redis does not answer (ConnectionError); each process counts its own limits until it does",
        "Redis answers again; limits are shared again",
    ]


# --- urls --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost", "got one of 'http'"),
        ("localhost:6379", "got one of 'localhost'"),
        ("redis://[::1", "got one of ''"),
        (
            "redis://:secret@localhost:6379/0?socket_timeout=soon",
            "limits cannot be kept at redis://localhost:6379/0",
        ),
    ],
)
def test_a_url_that_is_none_of_redis_is_refused_without_its_password(url: str, why: str) -> None:
    with pytest.raises(BadSettings) as refusal:
        Throttle(redis_url=url, secret=SECRET)
    assert why in str(refusal.value)
    assert "secret@" not in str(refusal.value)


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(
        BadSettings, match=r"limits at redis://db:6379 need .* pip install 'gumsole\[redis\]'"
    ):
        Throttle(redis_url="redis://user:pw@db:6379", secret=SECRET)


def test_a_key_is_refused_alike_in_redis_and_here(redis: RedisServer) -> None:
    with open_throttle(redis) as shared, Throttle(HOURLY) as alone:
        for throttle in (shared, alone):
            let_in(throttle, 5)
            with pytest.raises(
                Throttled, match="this client sends more than 5 requests in 3,600 s; try again"
            ):
                throttle.admit(key="storefront", client=SHOPPER)
