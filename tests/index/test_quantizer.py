from __future__ import annotations

import numpy as np
import pytest

from gumsole.index.quantizer import STEPS, Quantizer
from gumsole.records import VectorQuery
from tests.index.clusters import COLORS, DIMENSION, clustered, colors, query


def scores(quantizer: Quantizer, wanted: VectorQuery, seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    """True similarities of 500 rows, those of their codes, and the bound between them."""
    shape, color = clustered(500, DIMENSION, seed), colors(500, seed)
    codes, residues = quantizer.encode(shape, color)
    code = quantizer.coded(quantizer.turned(wanted))
    similarity = (
        1 - wanted.color_weight
    ) * shape @ wanted.embedding + wanted.color_weight * color @ wanted.color
    return similarity, (codes.astype(np.float64) - 128) @ code.steps * code.unit, code.bound(residues)


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_scores_on_codes_stay_within_the_bound(weight: float, seed: int) -> None:
    true, coded, bound = scores(Quantizer.of(DIMENSION, COLORS), query(seed, weight=weight), seed)
    assert np.abs(true - coded).max() <= bound


def test_the_bound_is_not_idle() -> None:
    true, coded, bound = scores(Quantizer.of(DIMENSION, COLORS), query(1), 1)
    # five deviations allow for at most some ten times what 500 rows show, and a few hundredths at all
    assert np.abs(true - coded).max() > bound / 10
    assert bound < 0.03


def test_one_hot_vectors_are_spread_by_the_rotation() -> None:
    quantizer = Quantizer.of(256, 64)
    _, (shape, color) = quantizer.encode(np.eye(256, dtype=np.float32), np.zeros((256, 64), np.float32))
    # rounding to steps of 6/16/127 alone: sqrt(256/12) steps = .0136, clipped rows would be far above
    assert shape < 0.02
    assert color == 0


def test_zero_vectors_score_zero() -> None:
    quantizer = Quantizer.of(8, 4)
    zero = VectorQuery(np.zeros(8, np.float32), np.zeros(4, np.float32), 0.5)
    code = quantizer.coded(quantizer.turned(zero))
    assert not code.steps.any()
    assert code.bound((0.0, 0.0)) < 1e-4


def test_codes_stand_for_the_turned_vectors() -> None:
    quantizer = Quantizer.of(DIMENSION, COLORS)
    shape, color = clustered(50, DIMENSION, 3), colors(50, 3)
    codes, residues = quantizer.encode(shape, color)
    back = quantizer.decode(codes)
    gaps = np.linalg.norm(back[:, :DIMENSION] @ quantizer.shape_turn.T - shape, axis=1)
    assert gaps.max() == pytest.approx(residues[0], rel=1e-3)
    assert codes.min() >= 128 - STEPS


def test_a_rotation_is_the_same_in_every_process() -> None:
    turn = Quantizer.of(16, 4).shape_turn
    np.testing.assert_allclose(turn @ turn.T, np.eye(16), atol=1e-6)
    np.testing.assert_array_equal(turn, Quantizer.of(16, 4).shape_turn)


def test_codes_fill_whole_registers_and_still_stand_for_their_vectors() -> None:
    quantizer = Quantizer.of(21, 6)
    assert (quantizer.dimensions, quantizer.widths) == ((21, 6), (21, 11))
    color = np.eye(6, dtype=np.float32)
    codes, (_, residue) = quantizer.encode(np.zeros((6, 21), np.float32), color)
    assert codes.shape == (6, 32)
    turned = quantizer.decode(codes)[:, 21:]
    # Each row is off by its residue at most, so that products of two unit rows are off by twice that.
    np.testing.assert_allclose(turned @ turned.T, color, atol=2 * residue + residue**2)
