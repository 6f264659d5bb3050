"""What is kept of shoppers, for how long, and how it is forgotten: the one list.

A photo is held in memory for the length of a request and has no place here, unless the operator keeps uploads
(`retain_uploads_hours`), encrypted and with an end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from gumsole.records import Forgetting, Kept


class Purgeable(Protocol):
    """A place where something of shoppers is kept; assembly lists them all."""

    @property
    def kept(self) -> Kept:
        """What is kept there, and for how long at most."""

    def forget(self, whom: Forgetting) -> int:
        """Delete what belongs to a session or query, or is older; how many things that were."""

    def purge(self, *, now_s: float) -> int:
        """Delete what was kept long enough; how many things that were."""


class Ledger(Protocol):
    """Remembers that things were deleted."""

    def note(self, kind: str, things: int, *, cause: str) -> None:
        """Remember that things of a kind were deleted, and why; never what they were."""


def forget_all(places: Iterable[Purgeable], whom: Forgetting, ledger: Ledger) -> int:
    """Forget somebody everywhere; how many things that were, each kind noted in the ledger."""
    cause = "session" if whom.session else "query" if whom.query_id else "before"
    return sum(_noted(place, place.forget(whom), ledger, cause) for place in places)


def purge_all(places: Iterable[Purgeable], *, now_s: float, ledger: Ledger) -> int:
    """Delete everywhere what was kept long enough; how many things that were."""
    return sum(_noted(place, place.purge(now_s=now_s), ledger, "age") for place in places)


def _noted(place: Purgeable, things: int, ledger: Ledger, cause: str) -> int:
    if things:
        ledger.note(place.kept.name, things, cause=cause)
    return things
