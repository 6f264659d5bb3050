"""A store that is searched while it changes: what is open now, exchanged with its passport."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from gumsole.errors import NotFound, TryLater


class Opened(Protocol):
    """An open store that can be asked."""

    @property
    def passport_id(self) -> int:
        """Of the passport that it was opened with."""


Shop = TypeVar("Shop", bound=Opened)


class Live(Generic[Shop]):
    """The shop of now; requests that began with an older one finish with it, and then it is gone.

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
        self._opening = threading.Lock()
        self._shop: Shop | None = None

    @property
    def ready(self) -> bool:
        """True once there is something to search in."""
        return self._shop is not None

    @property
    def now(self) -> Shop:
        """The shop of now.

        Raises
        ------
        TryLater
            While nothing can be searched yet.
        """
        shop = self._shop
        if shop is None:
            raise TryLater("nothing can be searched in this store yet; add products with photos first")
        return shop

    def renew(self, *, instead_of: Shop | None = None) -> bool:
        """Open the store anew where its passport is another one; True if it was.

        Parameters
        ----------
        instead_of : optional
            A shop that is of no use any more: if it is still the one in use, another is opened in any case.
        """
        with self._opening:
            wanted, shop = self._current(), self._shop
            fits = shop is not None and shop is not instead_of and shop.passport_id == wanted
            if wanted is None or fits:
                return False
            try:
                self._shop = self._open()
            except NotFound:
                return False
            return True

    def exchange(self, change: Callable[[Shop], Shop]) -> None:
        """Put a changed shop in the place of that in use, if there is one."""
        with self._opening:
            if self._shop is not None:
                self._shop = change(self._shop)
