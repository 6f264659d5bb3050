from __future__ import annotations

import numpy as np
import pytest

from gumsole.index import codes
from gumsole.index.codes import PlainCodes, ScannedCodes, agrees, new_codes, scans_in_place
from gumsole.index.columns import Mask, Slots
from gumsole.records import Vector


@pytest.fixture(params=[ScannedCodes, PlainCodes])
def kind(request: pytest.FixtureRequest) -> type[ScannedCodes] | type[PlainCodes]:
    chosen: type[ScannedCodes] | type[PlainCodes] = request.param
    return chosen


def test_both_kinds_score_as_integers_do(kind: type[ScannedCodes] | type[PlainCodes]) -> None:
    assert agrees(kind)


def test_a_row_is_scored_as_soon_as_it_is_written(kind: type[ScannedCodes] | type[PlainCodes]) -> None:
    made = kind(5000, 8)
    made.rows[:] = 128
    steps = np.full(8, 100, np.float32)
    made.rows[4321] = 255
    rows, products = made.best(steps, 1)
    assert (rows.tolist(), products.tolist()) == ([4321], [8 * 127 * 100.0])


def test_fewer_rows_than_asked_come_back_where_fewer_are_masked(
    kind: type[ScannedCodes] | type[PlainCodes],
) -> None:
    made = kind(100, 8)
    rows, _ = made.best(np.ones(8, np.float32), 50, np.arange(100) < 3)
    assert sorted(rows.tolist()) == [0, 1, 2]


def test_the_plain_kind_is_used_where_faiss_does_not_do_as_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(rows: int, dimension: int) -> ScannedCodes:
        raise AttributeError("no codes in this build")

    # patched because only another build of faiss would fail
    monkeypatch.setattr(codes, "ScannedCodes", refuses)
    scans_in_place.cache_clear()
    assert isinstance(new_codes(10, 4), PlainCodes)
    scans_in_place.cache_clear()


def test_the_fast_kind_is_used_here() -> None:
    assert isinstance(new_codes(10, 4), ScannedCodes)


def test_wrong_products_fail_the_self_test() -> None:
    class Blind(PlainCodes):
        def best(self, steps: Vector, count: int, mask: Mask | None = None) -> tuple[Slots, Vector]:
            rows, products = super().best(steps, count, mask)
            return rows, products + 1

    assert not agrees(Blind)
