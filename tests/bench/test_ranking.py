from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gumsole.bench.ranking import Case, neighbors
from gumsole.bench.rulebook import RULES, rulebook
from gumsole.bench.warehouse import judges_of
from gumsole.errors import NotFound
from gumsole.ranking.answering.ranker import Judges
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard
from gumsole.ranking.policy import RuleKind, load_policy
from gumsole.ranking.shelf import LiveShelf
from gumsole.store import Store
from tests.ranking.shelf.making import stock, ware
from tests.store.making import passport


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, create=True) as opened:
        stock(opened, *(ware(f"s{n}", group=f"g{n // 3}") for n in range(30)))
        yield opened


def test_neighbors_are_all_photos_of_some_groups_nearest_first(store: Store) -> None:
    shelf = LiveShelf(store, passport()).now
    drawn = neighbors(shelf, 4)
    assert len(np.unique(drawn.groups)) == 4
    assert len(drawn.ids) == 4 * 3
    assert np.all(np.diff(drawn.similarity) <= 0)
    np.testing.assert_array_equal(drawn.ids, neighbors(shelf, 4).ids)
    names = [shelf.tables.group.names[group] for group in drawn.groups]
    assert names == [f"g{(entry - 1) // 3}" for entry in drawn.ids.tolist()]


def test_what_is_timed_as_one_ranking_gives_all_groups_and_a_page_of_them(store: Store) -> None:
    policy = load_policy(rulebook(["s1"]), name="rulebook")
    judges = Judges(Guard.blind(passport().dimension), Bands.blind(), policy)
    case = Case.drawn(store, LiveShelf(store, passport()).now, judges)
    ranked = case.ranked()
    hits = case.hits(ranked)
    assert len(ranked) == 10
    assert {hit.product.group for hit in hits} == {f"g{n}" for n in range(10)}
    assert all(len(hit.choices) == 2 for hit in hits)


def test_the_rulebook_has_fifty_rules_of_every_kind_and_is_read_without_a_mistake() -> None:
    policy = load_policy(rulebook(["s1", "s2"]), name="rulebook")
    assert len(policy.rules) == RULES == 50
    assert {rule.kind for rule in policy.rules} == set(RuleKind)
    assert {sku for rule in policy.rules for sku in rule.skus} == {"s2"}


def test_a_store_without_products_cannot_be_measured(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store, pytest.raises(NotFound, match="ingest a feed"):
        judges_of(store)
