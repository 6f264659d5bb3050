"""Who asks too often."""

from __future__ import annotations

import secrets
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock
from types import TracebackType
from typing import Self

from gumsole.errors import BadSettings, Throttled
from gumsole.web.throttle.addresses import household
from gumsole.web.throttle.counting import Counts
from gumsole.web.throttle.memory import MemoryCounts
from gumsole.web.throttle.pseudonyms import Pseudonyms
from gumsole.web.throttle.rates import DEFAULT_RATES, Kind, Limit, Rates
from gumsole.web.throttle.shared import Redis, SharedCounts, open_redis

# 128 bits in hexadecimal: no dictionary leads from a name in Redis back to an address.
SECRET_CHARS = 32
# Limits that were lifted, or counts that were deleted, are noticed after so long at the latest.
REFUSAL_S = 10.0
MOST_REFUSALS = 10_000

_WHO = {
    Kind.CLIENT: "this client sends more than {amount:,} requests in {period_s:,} s",
    Kind.KEY: "this key is used for more than {amount:,} requests in {period_s:,} s",
    Kind.DAY: "this key has used up its {amount:,} requests in {period_s:,} s",
    Kind.PHOTO: "this photo was sent more than {amount:,} times in {period_s:,} s",
}


@dataclass(frozen=True, slots=True)
class _Refusal:
    """When a refusal is over, and until when that is believed without counting again."""

    over_s: float
    holds_until_s: float


class Throttle:
    """Lets a request in, or tells it when to come again; may be shared by threads.

    Without Redis each process counts for itself, and counts begin anew with it. Redis is waited for, though
    not for long: call from a thread, not from an event loop.

    Parameters
    ----------
    rates : Rates
    redis_url : str
        Where processes count together; empty where each counts for itself.
    secret : str
        At least 32 characters, the same in all processes that share a Redis and nowhere else: addresses and
        photos are counted under names made with it.
    clock : callable
        Seconds that never go back.

    Attributes
    ----------
    admitted : int
        Requests let in.
    refused : Counter
        How many were not, by kind of limit.

    Raises
    ------
    BadSettings
        For a URL that is none, or a secret that is too short.
    """

    def __init__(
        self,
        rates: Rates = DEFAULT_RATES,
        *,
        redis_url: str = "",
        secret: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if (redis_url or secret) and len(secret) < SECRET_CHARS:
            raise BadSettings(
                f"limits in Redis need a secret of at least {SECRET_CHARS} characters, got {len(secret)}; "
                "make one with: openssl rand -hex 32"
            )
        self._limits = rates.limits()
        self._names = Pseudonyms(secret.encode() or secrets.token_bytes(SECRET_CHARS))
        self._clock = clock
        self._own = MemoryCounts(clock=clock)
        self._redis = open_redis(redis_url) if redis_url else None
        self._counts = _counts(self._limits, self._own, self._redis, clock)
        self._lock = Lock()
        self._refusals: OrderedDict[tuple[Limit, str], _Refusal] = OrderedDict()
        self.admitted = 0
        self.refused: Counter[Kind] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def outages(self) -> int:
        """How often Redis was lost."""
        return self._counts.outages if isinstance(self._counts, SharedCounts) else 0

    @property
    def redis_away(self) -> bool:
        """True while Redis is meant to count and does not answer."""
        return isinstance(self._counts, SharedCounts) and self._counts.away

    @property
    def kept_s(self) -> dict[Kind, int]:
        """Seconds that counts of each kind are kept after the last request."""
        return {kind: max(limit.kept_s for limit in self._limits if limit.kind is kind) for kind in Kind}

    def admit(self, *, key: str, client: str) -> None:
        """Let a request in.

        Parameters
        ----------
        key : str
            Id of its key.
        client : str
            Its address, as `client_address` has it.

        Raises
        ------
        Throttled
            If client or key come too often; a client that does uses up nothing of its key.
        """
        by_key = self._names.key(key)
        names = {
            Kind.CLIENT: self._names.client(household(client)),
            Kind.KEY: by_key,
            Kind.DAY: by_key,
        }
        self._take([(limit, names[limit.kind]) for limit in self._limits if limit.kind in names])
        with self._lock:
            self.admitted += 1

    def seen(self, photo: bytes) -> None:
        """Note that a photo is about to be looked at.

        Raises
        ------
        Throttled
            If the very same bytes come too often, whoever sends them.
        """
        name = self._names.photo(photo)
        self._take([(limit, name) for limit in self._limits if limit.kind is Kind.PHOTO])

    def purge(self) -> int:
        """Forget counts of this process that are over, as requests do in passing; how many those were."""
        with self._lock:
            now_s = self._clock()
            for refused in [refused for refused, kept in self._refusals.items() if kept.over_s <= now_s]:
                del self._refusals[refused]
        return self._own.purge()

    def close(self) -> None:
        """Let go of the connections to Redis."""
        if self._redis:
            self._redis.close()

    def _take(self, asked: list[tuple[Limit, str]]) -> None:
        self._refuse_again(asked)
        for limit, name in asked:
            if wait_s := self._counts.take(limit, name):
                self._remember(limit, name, wait_s)
                raise self._throttled(limit, wait_s)

    def _refuse_again(self, asked: list[tuple[Limit, str]]) -> None:
        """Refuse for as long as nothing can change it.

        Neither is Redis asked then, nor a name counted: a million clients with one key leave as many names as
        the key lets in.
        """
        now_s = self._clock()
        for refused in asked:
            refusal = self._refusals.get(refused)
            if refusal and now_s < refusal.holds_until_s:
                raise self._throttled(refused[0], refusal.over_s - now_s)

    def _remember(self, limit: Limit, name: str, wait_s: float) -> None:
        now_s = self._clock()
        with self._lock:
            self._refusals[limit, name] = _Refusal(now_s + wait_s, now_s + min(wait_s, REFUSAL_S))
            self._refusals.move_to_end((limit, name))
            if len(self._refusals) > MOST_REFUSALS:
                self._refusals.popitem(last=False)

    def _throttled(self, limit: Limit, wait_s: float) -> Throttled:
        with self._lock:
            self.refused[limit.kind] += 1
        what = _WHO[limit.kind].format(amount=limit.amount, period_s=limit.period_s)
        return Throttled(f"{what}; try again in {ceil(wait_s):,} s", retry_after_s=wait_s)


def _counts(
    limits: tuple[Limit, ...], own: MemoryCounts, redis: Redis | None, clock: Callable[[], float]
) -> Counts | SharedCounts:
    alone = Counts(limits, own)
    if redis is None:
        return alone
    return SharedCounts(Counts(limits, redis.storage), alone, back=redis.storage.check, clock=clock)
