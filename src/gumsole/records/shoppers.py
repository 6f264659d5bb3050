"""What is kept of shoppers, as facts that can be shown to them, and whom to forget."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of shoppers.

    Attributes
    ----------
    name : str
        Stable and short, such as "ranked-lists".
    what : str
        In plain words, for a shopper.
    seconds : float
        For how long at most; 0 where nothing is kept.
    """

    name: str
    what: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Whom or what to forget; exactly one is given.

    Attributes
    ----------
    session : str
        All of one pseudonymous session.
    query_id : str
        All of one query, by the id that the shopper's page was given.
    before_s : float or None
        All from before this time, Unix seconds.
    """

    session: str = ""
    query_id: str = ""
    before_s: float | None = None
