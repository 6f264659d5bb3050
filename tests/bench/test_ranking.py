from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gumsole.bench.ranking import neighbors, ranking_figures
from gumsole.errors import NotFound
from gumsole.ranking.shelf import LiveShelf
from gumsole.store import Store
from tests.ranking.shelf.making import stock, ware
from tests.store.making import passport


def test_neighbors_are_all_photos_of_some_groups_nearest_first(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        stock(store, *(ware(f"s{n}", group=f"g{n // 3}") for n in range(30)))
        shelf = LiveShelf(store, passport()).now
    drawn = neighbors(shelf, 4)
    assert len(np.unique(drawn.groups)) == 4
    assert len(drawn.ids) == 4 * 3
    assert np.all(np.diff(drawn.similarity) <= 0)
    np.testing.assert_array_equal(drawn.ids, neighbors(shelf, 4).ids)
    names = [shelf.tables.group.names[group] for group in drawn.groups]
    assert names == [f"g{(entry - 1) // 3}" for entry in drawn.ids.tolist()]


def test_what_was_patched_is_in_the_store(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        stock(store, ware("a"), ware("b"))
        figures = {figure.name: figure for figure in ranking_figures(store)}
        assert store.products.get("b").offer.price == 1  # prices count up from 0
    assert "2 products" in figures["candidates"].how


def test_a_store_without_products_cannot_be_measured(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store, pytest.raises(NotFound, match="ingest a feed"):
        next(ranking_figures(store))
