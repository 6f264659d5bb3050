"""What is kept of shoppers, for how long, and how it is forgotten: the one list."""

from __future__ import annotations

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
