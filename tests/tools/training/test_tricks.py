"""Each trick changes what it says, and the product's own way is the product's."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.images.domain import centered, domain_of
from gumsole.images.encoder import unit
from gumsole.records import Matrix
from tools.training.bank import Bank, Photo
from tools.training.looks import Looks
from tools.training.tricks import IN_NEW_STORE, SHIPPED, TRICKS, Trick

RANDOM = np.random.default_rng(0)
COUNT, DIMENSION = 12, 6
PHOTOS = [Photo(f"{i}", "shop", f"p{i}", f"p{i}", "", "catalog", fold=i % 5) for i in range(COUNT)]
NONE = np.zeros(0, np.int64)
BANK = Bank(PHOTOS, np.eye(COUNT, dtype=np.float32), np.zeros((0, 1, 1, 1), np.float16), NONE, NONE)
ASKED, SHOWN = np.array([0, 3]), np.arange(4, COUNT)


def units(*shape: int) -> Matrix:
    rows = RANDOM.normal(size=shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


LOOKS = Looks(units(COUNT, DIMENSION), units(COUNT, DIMENSION), 4 * units(COUNT, DIMENSION))


def similarity(trick: Trick) -> Matrix:
    return trick.similarity(BANK)(LOOKS, BANK.colors, ASKED, SHOWN)


def test_what_ships_is_two_looks_centered_with_color_beside() -> None:
    mean = domain_of(LOOKS.whole[SHOWN], prior=np.zeros(DIMENSION, np.float32)).catalog_mean
    query = centered(unit(LOOKS.whole[0] + LOOKS.center[0]), mean)
    product = centered(LOOKS.whole[SHOWN[2]], mean)
    expected = (1 - SHIPPED.color) * float(query @ product)
    assert similarity(SHIPPED)[0, 2] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("trick", [t for t in TRICKS if t.share is None and t is not SHIPPED], ids=str)
def test_every_other_way_gives_other_similarities(trick: Trick) -> None:
    assert not np.allclose(similarity(trick), similarity(SHIPPED), atol=1e-3)


def test_in_a_new_store_no_product_is_shown_that_was_trained_on() -> None:
    found = similarity(IN_NEW_STORE[1])
    same_fold = np.array([[PHOTOS[a].fold == PHOTOS[s].fold for s in SHOWN] for a in ASKED])
    assert np.isneginf(found[~same_fold]).all()
    assert np.isfinite(found[same_fold]).all()
