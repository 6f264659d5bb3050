from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from gumsole.errors import NotFound
from gumsole.records import Passport
from gumsole.store import Store
from tests.store.making import passport


def same(left: Passport, right: Passport) -> bool:
    return all(np.array_equal(getattr(left, one.name), getattr(right, one.name)) for one in fields(Passport))


def test_a_store_has_no_passport_before_the_first_calibration(store: Store) -> None:
    assert store.passports.active() is None


def test_the_last_passport_put_is_active_and_the_others_are_kept(store: Store) -> None:
    first = store.passports.put(passport("old"))
    second = store.passports.put(passport("new"))
    active = store.passports.active()
    assert active is not None
    assert active.id == second
    assert same(active.passport, passport("new"))
    assert [(one.id, one.active) for one in store.passports.history()] == [(first, False), (second, True)]


def test_an_index_can_be_switched_back(store: Store) -> None:
    first = store.passports.put(passport("old"))
    store.passports.put(passport("new"))
    store.passports.activate(first)
    active = store.passports.active()
    assert active is not None
    assert active.passport.encoder == "old"


def test_switching_to_no_passport_at_all_changes_nothing(store: Store) -> None:
    number = store.passports.put(passport())
    with pytest.raises(NotFound, match="no passport 99"):
        store.passports.activate(99)
    active = store.passports.active()
    assert active is not None
    assert active.id == number
