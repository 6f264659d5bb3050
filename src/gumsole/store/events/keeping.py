"""For how long events and query signals are kept; both are on the list of `privacy`."""

from __future__ import annotations

from gumsole.records import Forgetting, Kept
from gumsole.store.events.deletions import Deletions

DAY_S = 24 * 3600.0


class EventsKeeping:
    """Queries and events, as the list of what is kept has them.

    Parameters
    ----------
    days : int
        At 0 whatever was kept before goes at the next purge.
    """

    def __init__(self, deletions: Deletions, *, days: int) -> None:
        self._deletions = deletions
        self._seconds = days * DAY_S

    @property
    def kept(self) -> Kept:
        """What is kept, and for how long at most."""
        return Kept(
            "events",
            "that a search was made, which products it showed and at which price, and what was done with "
            "them (seen, clicked, put in the cart, bought), under a pseudonym of the browsing session; no "
            "photo, no words, no address",
            self._seconds,
        )

    def forget(self, whom: Forgetting) -> int:
        """Delete what belongs to a session or query, or is older."""
        return self._deletions.forget(whom)

    def purge(self, *, now_s: float) -> int:
        """Delete what was kept long enough."""
        return self._deletions.purge(before_s=now_s - self._seconds)


class SignalsKeeping:
    """Signals of shoppers' photos, as the list of what is kept has them; days as for `EventsKeeping`."""

    def __init__(self, deletions: Deletions, *, days: int) -> None:
        self._deletions = deletions
        self._seconds = days * DAY_S

    @property
    def kept(self) -> Kept:
        """What is kept, and for how long at most."""
        return Kept(
            "query-signals",
            "what a photo showed, as numbers: its likeness vector, main colors and guessed category; the "
            "photo cannot be made from them again",
            self._seconds,
        )

    def forget(self, whom: Forgetting) -> int:
        """Delete what belongs to a session or query, or is older."""
        return self._deletions.forget_signals(whom)

    def purge(self, *, now_s: float) -> int:
        """Delete what was kept long enough."""
        return self._deletions.purge_signals(before_s=now_s - self._seconds)
