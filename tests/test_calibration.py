"""When a store's passport is settled, and when it is settled again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gumsole.calibration import Standard, Studio, calibrate
from gumsole.images.domain import PRIOR_PHOTOS
from gumsole.records import Passport
from gumsole.store import EncoderKey, Store, key_of
from tests.store.making import DIMENSION, KEY, OTHER_KEY, Clock, ingest, item, signals

PRIOR = np.linspace(0, 0.3, DIMENSION, dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, create=True) as opened:
        yield opened


def unreadable(_ref: str, _hash: str) -> None:
    return None


def settle(
    store: Store, key: EncoderKey = KEY, *, weight: float = 0.15, now: float = 5.0, force: bool = False
) -> bool:
    """Where no photo can be read again, means alone are learned."""
    studio = Studio(unreadable, lambda _: signals())
    return calibrate(store, Standard(key, PRIOR, 4, weight), studio, clock=Clock(now), force=force)


def stock(store: Store, count: int, key: EncoderKey = KEY) -> None:
    """This many products in all, with a photo each of a length of its own, so that no two look alike."""
    ingest(store, *(item(f"{at:0{at + 1}}") for at in range(count)), key=key)


def in_force(store: Store) -> Passport:
    issued = store.passports.active()
    assert issued is not None
    return issued.passport


def test_a_store_without_photos_gets_no_passport(store: Store) -> None:
    assert settle(store) is False
    assert store.passports.active() is None


def test_a_passport_says_what_it_was_settled_with(store: Store) -> None:
    stock(store, 3)
    assert settle(store, weight=0.25, now=77.0) is True
    found = in_force(store)
    assert key_of(found) == KEY
    assert (found.dimension, found.color_dimension, found.color_weight) == (DIMENSION, 4, 0.25)
    assert (found.calibrated_on, found.calibrated_at) == (3, 77.0)


def test_means_are_those_of_the_photos_and_the_prior(store: Store) -> None:
    stock(store, 3)
    settle(store)
    (photos,) = store.signals.embeddings(key=KEY)
    # the prior counts for PRIOR_PHOTOS photos
    expected = (photos.sum(axis=0) + PRIOR * PRIOR_PHOTOS) / (3 + PRIOR_PHOTOS)
    np.testing.assert_allclose(in_force(store).catalog_mean, expected, atol=1e-6)
    np.testing.assert_array_equal(in_force(store).upload_mean, in_force(store).catalog_mean)


def test_a_passport_is_settled_once_and_stays_until_the_catalog_has_doubled(store: Store) -> None:
    stock(store, 2)
    settle(store)
    for count, renewed in ((2, False), (3, False), (4, True), (7, False), (8, True)):
        stock(store, count)
        assert settle(store) is renewed, count
    assert in_force(store).calibrated_on == 8
    assert len(store.passports.history()) == 3


def test_another_weight_alone_renews_nothing(store: Store) -> None:
    stock(store, 2)
    settle(store)
    assert settle(store, weight=0.9) is False
    assert in_force(store).color_weight == 0.15


def test_another_encoder_gets_a_passport_of_its_own(store: Store) -> None:
    stock(store, 2)
    settle(store)
    stock(store, 2, key=OTHER_KEY)
    assert settle(store, OTHER_KEY) is True
    assert key_of(in_force(store)) == OTHER_KEY


def test_an_encoder_without_photos_leaves_the_passport_in_force(store: Store) -> None:
    stock(store, 2)
    settle(store)
    assert settle(store, OTHER_KEY) is False
    assert key_of(in_force(store)) == KEY
