"""What the commands of the merchandiser ask of a store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from gumsole import assembly
from gumsole.cli.doors import settings_of
from gumsole.cli.showing.view import View
from gumsole.ranking.policy import Policy
from gumsole.records import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands ask of an open store.

    Attributes
    ----------
    policy : Policy
        The store's own.
    rank : callable
        The answer to a photo under a policy.
    price : callable
        Minor units as a person reads them.
    now_s : float
        Unix seconds, for prices on sale.
    """

    policy: Policy
    rank: Callable[[bytes, Policy], Answer]
    price: Callable[[int], str]
    now_s: float


@dataclass(frozen=True, slots=True)
class Access:
    """How the commands get at a store.

    Attributes
    ----------
    desk : callable
        Opens the store in a folder.
    unknown : callable
        Of some skus and groups, those that the store in a folder has not; none where there is no store.
    today : callable
        The day, in UTC.
    """

    desk: Callable[[Path], AbstractContextManager[Desk]]
    unknown: Callable[[Path, Sequence[str]], frozenset[str]]
    today: Callable[[], date]


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    """The desk of the store in a folder."""
    with assembly.shop(folder, settings_of(folder).settings) as shop:
        under = cache(shop.searcher.under)
        yield Desk(
            policy=assembly.policy_of(folder),
            rank=lambda photo, policy: under(policy).search(photo),
            price=View(shop).money,
            now_s=time.time(),
        )


def today() -> date:
    """Today, in UTC, as policies count their days."""
    return datetime.now(UTC).date()


STORES = Access(desk=opened, unknown=assembly.strangers, today=today)
