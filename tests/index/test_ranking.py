from __future__ import annotations

import numpy as np
import pytest

from gumsole.index import ranking, scan
from gumsole.index.columns import Columns
from gumsole.index.parts import Part
from gumsole.index.quantizer import Quantizer
from gumsole.index.ranking import nearest, prefix
from gumsole.index.tier import Tier, worthwhile
from gumsole.records import Neighbors, VectorQuery
from tests.index.clusters import COLORS, DIMENSION, clustered, colors, query, ranked

ROWS = 12_000


class Shelf:
    """One part of rows with a tier, searched without an index around it; notes which scans were made."""

    def __init__(self, blur: float = 0.0) -> None:
        self.shape, self.color = clustered(ROWS, DIMENSION, 0), colors(ROWS, 0)
        self.quantizer = Quantizer.of(DIMENSION, COLORS)
        self.columns = Columns.empty(ROWS)
        self.columns.ids[:] = self.columns.groups[:] = np.arange(ROWS)
        part = Part.empty(0, ROWS, self.quantizer)
        part.put(np.arange(ROWS), self.shape, self.color, self.quantizer)
        decoded = self.quantizer.decode(part.codes.rows)
        decoded += np.random.default_rng(1).normal(size=decoded.shape).astype(np.float32) * blur
        tier = Tier.fitted(decoded[:4000], iter([decoded]))
        self.part = Part(0, part.shape, part.color, part.codes, part.residues, tier)

    def search(self, wanted: VectorQuery) -> Neighbors:
        return nearest(wanted, self.columns, [self.part], np.ones(ROWS, np.bool_), self.quantizer)


@pytest.mark.parametrize("blur", [0.0, 0.05, 0.3])
def test_answers_are_right_however_bad_a_tier_is(blur: float) -> None:
    shelf = Shelf(blur)
    for seed in range(8):
        wanted = query(seed, groups=30)
        _, similarity = ranked(shelf.shape, shelf.color, shelf.columns.ids, wanted)
        np.testing.assert_allclose(shelf.search(wanted).similarity, similarity[:30], atol=2e-6)


def test_a_bad_tier_gives_way_to_the_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    scans: list[bool] = []
    plain = scan.scan

    def noted(*args: object, tiers: bool) -> object:
        scans.append(tiers)
        return plain(*args, tiers=tiers)  # type: ignore[arg-type]

    # patched because which scans were made shows in nothing but time
    monkeypatch.setattr(ranking, "scan", noted)
    Shelf(0.3).search(query(1, groups=30))
    assert scans[0]
    assert not scans[-1]
    scans.clear()
    Shelf(0.0).search(query(1, groups=30))
    assert scans == [True]


def test_many_groups_in_one_crowd_are_reached_through_a_tier() -> None:
    shelf = Shelf()
    shelf.columns.groups[:] = 0
    far = ranked(shelf.shape, shelf.color, shelf.columns.ids, query(2))[0][-3:]
    shelf.columns.groups[far] = [1, 2, 3]
    answer = shelf.search(query(2, groups=4))
    assert (len(answer.ids), len(np.unique(answer.groups))) == (ROWS, 4)


def test_a_prefix_ends_with_its_last_new_group() -> None:
    groups = np.array([5, 5, 6, 5, 7, 7, 8])
    assert [prefix(groups, wanted) for wanted in (1, 2, 3, 4, 9)] == [(1, 1), (3, 2), (5, 3), (7, 4), (7, 4)]
    assert prefix(groups[:0], 3) == (0, 0)


def test_tiers_are_for_many_rows_in_pairs_of_components() -> None:
    assert worthwhile(100_000, 320)
    assert not worthwhile(100_000, 321)
    assert not worthwhile(1000, 320)
