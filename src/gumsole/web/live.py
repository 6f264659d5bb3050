"""A store that is searched while it changes: the searcher of now, exchanged when its passport is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from gumsole.errors import NotFound, TryLater


class Opened(Protocol):
    """An open store that can be asked."""

    @property
    def passport_id(self) -> int:
        """Of the passport that it was opened with."""

    def close(self) -> None:
        """Let go of what it holds."""


Shop = TypeVar("Shop", bound=Opened)


@dataclass(slots=True)
class _Lease(Generic[Shop]):
    """An open shop, and how many requests are looking at it."""

    shop: Shop
    readers: int = 0
    retired: bool = False


class Live(Generic[Shop]):
    """The shop of now; requests that began with an older one finish with it.

    Parameters
    ----------
    open_ : callable
        Opens the store as it stands; `NotFound` while nothing can be searched yet.
    current : callable
        Id of the passport in force; None before the first.
    """

    def __init__(self, open_: Callable[[], Shop], current: Callable[[], int | None]) -> None:
        self._open = open_
        self._current = current
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._lease: _Lease[Shop] | None = None

    def __enter__(self) -> Live[Shop]:
        self.renew()
        return self

    def __exit__(self, *_: object) -> None:
        self._exchange(None)

    @property
    def ready(self) -> bool:
        """True once there is something to search in."""
        return self._lease is not None

    def renew(self, *, instead_of: Shop | None = None) -> bool:
        """Open the store anew where its passport is another one; True if it was.

        Parameters
        ----------
        instead_of : optional
            A shop that is of no use any more: if it is still the one in use, another is opened in any case.
        """
        with self._opening:
            wanted, lease = self._current(), self._lease
            useless = lease is None or lease.shop is instead_of
            if wanted is None or (lease and not useless and lease.shop.passport_id == wanted):
                return False
            try:
                fresh = self._open()
            except NotFound:
                return False
            self._exchange(_Lease(fresh))
            return True

    def borrow(self) -> _Borrowed[Shop]:
        """The shop of now, for the length of a `with`.

        Raises
        ------
        TryLater
            While nothing can be searched yet.
        """
        return _Borrowed(self)

    def _take(self) -> _Lease[Shop]:
        with self._lock:
            if self._lease is None:
                raise TryLater("nothing can be searched in this store yet; add products with photos first")
            self._lease.readers += 1
            return self._lease

    def _give_back(self, lease: _Lease[Shop]) -> None:
        with self._lock:
            lease.readers -= 1
            over = lease.retired and not lease.readers
        if over:
            lease.shop.close()

    def _exchange(self, fresh: _Lease[Shop] | None) -> None:
        with self._lock:
            old, self._lease = self._lease, fresh
            if old:
                old.retired = True
            over = old is not None and not old.readers
        if old and over:
            old.shop.close()


class _Borrowed(Generic[Shop]):
    def __init__(self, live: Live[Shop]) -> None:
        self._live = live

    def __enter__(self) -> Shop:
        self._lease = self._live._take()
        return self._lease.shop

    def __exit__(self, *_: object) -> None:
        self._live._give_back(self._lease)
