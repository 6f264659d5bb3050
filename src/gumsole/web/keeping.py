"""What a server keeps of shoppers in memory, on the list of `privacy`."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gumsole.errors import InputError
from gumsole.ranking.pages import RankedLists
from gumsole.records import Forgetting, Kept
from gumsole.web.throttle import Throttle
from gumsole.web.throttle.rates import FINGERPRINT_S, Kind
from gumsole.web.tokens import Signer


class ListsKeeping:
    """Ranked lists, for as long as pages of them may be turned."""

    def __init__(
        self, lists: RankedLists[Any], signer: Signer, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._lists = lists
        self._signer = signer
        self._clock = clock

    @property
    def kept(self) -> Kept:
        """What is kept, and for how long at most."""
        return Kept(
            "ranked-lists",
            "which products an answer listed, so that further pages can be shown; no photo, no words",
            self._lists.kept_s,
        )

    def forget(self, whom: Forgetting) -> int:
        """Drop the lists of a session or query, or those that are older."""
        if whom.query_id:
            with suppress(InputError):
                query = self._signer.read(whom.query_id, now_s=self._clock())
                return self._lists.drop(query_id=query.list_id)
            return 0
        if whom.before_s is not None:
            return self._lists.drop(older_than_s=self._clock() - whom.before_s)
        return self._lists.drop(session=whom.session)

    def purge(self, *, now_s: float) -> int:
        """Drop the lists whose time is over."""
        del now_s  # the lists have a clock of their own
        return self._lists.tidy()


class CountsKeeping:
    """Counts of requests and photos, under names that say nothing of whom they count."""

    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle

    @property
    def kept(self) -> Kept:
        """What is kept, and for how long at most."""
        seconds = max(self._throttle.kept_s[Kind.CLIENT], FINGERPRINT_S)
        return Kept(
            "request-counts",
            "how often an address searched and a photo was sent, under keyed names of the day that neither "
            "can be told from",
            float(seconds),
        )

    def forget(self, whom: Forgetting) -> int:
        """Nothing: no count can be told to be a session's or a query's."""
        del whom
        return 0

    def purge(self, *, now_s: float) -> int:
        """Drop the counts whose time is over."""
        del now_s  # the counts have a clock of their own
        return self._throttle.purge()
