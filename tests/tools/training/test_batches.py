"""A batch holds nothing of the fold that is held out, and pairs that a step can learn from."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tools.training.bank import ALTERED, WHOLE, Bank, Photo
from tools.training.batches import NONE, Batches, labels_of
from tools.training.recipe import Draw, Source

SOURCES = {"shop": Source("shop", "shop", "group", 2, 2), "extra": Source("extra", "shop", "group", 2, 2)}
DRAWS = {"shop": Draw(categories=2, products=3, views=2, category_pull=0.2)}


def make_bank() -> Bank:
    """Four categories of five products; a catalog photo and a query of each, three views of every photo."""
    photos = [
        Photo(f"{c}-{p}-{role}", source, f"{c}-{p}", f"{c}-{p}", f"c{c}", role, fold=p)
        for c in range(4)
        for p in range(5)
        for role, source in (("catalog", "shop"), ("query", "extra"))
    ]
    owner = np.repeat(np.arange(len(photos)), 3)
    kind = np.tile([WHOLE, ALTERED, ALTERED], len(photos))
    maps = np.zeros((len(owner), 1, 1, 1), np.float16)
    return Bank(photos, np.zeros((len(photos), 2), np.float32), maps, owner, kind)


BANK = make_bank()


@pytest.mark.parametrize("fold", range(5))
def test_products_of_the_fold_held_out_are_never_drawn(fold: int) -> None:
    batches, random = Batches(BANK, SOURCES, DRAWS, fold), np.random.default_rng(0)
    drawn = np.concatenate([batches.draw(random) for _ in range(50)])
    assert {BANK.photos[BANK.photo[view]].fold for view in drawn} == set(range(5)) - {fold}


def test_without_a_fold_all_products_are_drawn() -> None:
    batches, random = Batches(BANK, SOURCES, DRAWS, None), np.random.default_rng(0)
    drawn = np.concatenate([batches.draw(random) for _ in range(50)])
    assert len({BANK.photos[BANK.photo[view]].product for view in drawn}) == 20


def test_a_batch_is_categories_of_products_of_views_from_the_catalog_and_from_others() -> None:
    batch = Batches(BANK, SOURCES, DRAWS, None).draw(np.random.default_rng(1))
    photos = [BANK.photos[BANK.photo[view]] for view in batch]
    assert len(batch) == 2 * 3 * 2
    assert len({photo.category for photo in photos}) == 2
    assert set(Counter((photo.product, photo.shown) for photo in photos).values()) == {1}


def test_equal_generators_draw_equal_batches() -> None:
    batches = Batches(BANK, SOURCES, DRAWS, None)
    one, other = (batches.draw(np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one, other)


def test_labels_join_sources_of_one_kin_and_leave_out_what_has_no_category() -> None:
    photos = [Photo("a", "shop", "p", "g", "c", "catalog", 0), Photo("b", "extra", "p", "g", "", "query", 0)]
    bank = Bank(photos, np.zeros((2, 1), np.float32), BANK.maps[:2], np.array([0, 1]), np.array([0, 0]))
    labels = labels_of(bank, SOURCES, DRAWS)
    assert labels.product[0] == labels.product[1]
    assert labels.category.tolist()[1] == NONE
    assert labels.pull.tolist() == pytest.approx([0.2, 0.2])
