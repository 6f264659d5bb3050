"""The shop of now is exchanged when another passport is in force."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gumsole.errors import NotFound, TryLater
from gumsole.web.live import Live


@dataclass
class Shop:
    passport_id: int


@dataclass
class Store:
    current: int | None = None
    opened: int = 0
    gone: bool = False

    def open(self) -> Shop:
        if self.gone or self.current is None:
            raise NotFound("nothing to search yet")
        self.opened += 1
        return Shop(self.current)


def test_nothing_can_be_asked_before_there_is_something_to_search() -> None:
    store = Store()
    live = Live(store.open, lambda: store.current)
    assert not live.renew()
    assert not live.ready
    with pytest.raises(TryLater, match="add products"):
        _ = live.now


def test_another_passport_opens_another_shop_and_the_same_one_none() -> None:
    store = Store(current=1)
    live = Live(store.open, lambda: store.current)
    assert (live.renew(), live.renew(), store.opened) == (True, False, 1)
    old = live.now
    store.current = 2
    assert live.renew()
    assert (live.ready, live.now.passport_id, old.passport_id) == (True, 2, 1)


def test_a_shop_of_no_use_is_exchanged_once_whoever_noticed() -> None:
    store = Store(current=1)
    live = Live(store.open, lambda: store.current)
    live.renew()
    useless = live.now
    assert (live.renew(instead_of=useless), live.renew(instead_of=useless)) == (True, False)
    assert store.opened == 2


def test_a_shop_that_cannot_be_opened_leaves_the_old_one_in_use() -> None:
    store = Store(current=1)
    live = Live(store.open, lambda: store.current)
    live.renew()
    store.current, store.gone = 2, True
    assert not live.renew()
    assert live.now.passport_id == 1
