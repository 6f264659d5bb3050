"""Where more matches than is compared one by one: the graph, deeper, and at last all of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.engine import FEWEST, OpenSearchIndex
from gumsole.index.opensearch.versions import Versions
from gumsole.records import Filter
from gumsole.store import IssuedPassport
from tests.contracts.world import NOON, Clock, Ledger, agrees, ask, axis, entry, random_entry, unit
from tests.opensearch.front import Front
from tests.opensearch.making import ALONE, FAMILY, small_passport

ROWS = 1500


@pytest.fixture
def shallow(front: Front, through_front: Connection) -> Iterator[OpenSearchIndex]:
    """An engine that compares no more than a fifth of the entries one by one, or looks for as many."""
    versions = Versions(through_front, FAMILY, IssuedPassport(1, small_passport(), active=True), ALONE)
    versions.drop_others()
    yield OpenSearchIndex(
        through_front, versions.create(), versions.layout, most=max(FEWEST, ROWS // 5), clock=Clock()
    )
    del front


@pytest.mark.parametrize("where", [Filter(), Filter(in_stock=True), Filter(brands=("acme",))], ids=str)
def test_the_graph_finds_what_is_near(shallow: OpenSearchIndex, where: Filter) -> None:
    rng, ledger = np.random.default_rng(3), Ledger()
    entries = [random_entry(rng, number) for number in range(1, ROWS + 1)]
    shallow.upsert(entries)
    ledger.upsert(entries)
    for weight in (0.0, 0.2, 0.5, 1.0):
        query = ask(weight=weight, groups=20, where=where)
        answer, truth = shallow.search(query), ledger.ranking(query, NOON)
        right = {row[0] for row in truth[: len(answer.ids)]}
        least = truth[len(answer.ids) - 1][1] - 1e-6
        assert len(right & set(answer.ids.tolist())) >= 0.99 * len(right)
        assert (answer.similarity >= least).mean() >= 0.99
        by_id = {row[0]: row[1] for row in truth}
        np.testing.assert_allclose(answer.similarity, [by_id[i] for i in answer.ids.tolist()], atol=2e-6)


def test_groups_that_the_graph_does_not_reach_are_found_by_comparing_all(
    shallow: OpenSearchIndex, front: Front
) -> None:
    rng, ledger = np.random.default_rng(2), Ledger()
    near = [unit(axis(0) + rng.normal(size=16) * 0.01) for _ in range(1200)]
    entries = [entry(number, embedding=v, group="crowd") for number, v in enumerate(near, start=1)]
    entries += [entry(number, embedding=-axis(0), group=f"other{number}") for number in range(2001, 2051)]
    shallow.upsert(entries)
    ledger.upsert(entries)
    query = ask(axis(0), weight=0.0, groups=30)
    front.asked.clear()
    agrees(shallow.search(query), ledger.ranking(query, NOON), 30)
    assert sum("_search" in asked for asked in front.asked) > 3
