"""A model that takes photos of any side computes at each what a model made for that side does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from gumsole.errors import BrokenEncoder
from gumsole.images.lite0 import FLOAT, FREE_SIDE, INT8
from gumsole.images.session import Session
from tests.images.test_lite0 import MODELS
from tests.tools.test_encoder_network import PROJECTION, random_weights
from tools.encoder.network import build
from tools.encoder.sides import any_side

OUTPUTS = ("embedding", "pooled", "saliency")


def photo(side: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    small = np.random.default_rng(side).integers(0, 256, (1, side // 32, side // 32, 3), np.uint8)
    return small.repeat(32, axis=1).repeat(32, axis=2)


def test_at_each_side_it_computes_what_a_model_of_that_side_does() -> None:
    weights = random_weights()
    made = any_side(build(weights, PROJECTION, side=64)).SerializeToString()
    for side in (64, 96):
        fixed = Session(build(weights, PROJECTION, side=side).SerializeToString(), name="fixed")
        opened = Session(made, name="any", sizes={FREE_SIDE: side})
        for found, expected in zip(
            opened.run(OUTPUTS, {"image": photo(side)}),
            fixed.run(OUTPUTS, {"image": photo(side)}),
            strict=True,
        ):
            np.testing.assert_array_equal(found, expected)


def test_opened_for_one_side_it_refuses_another() -> None:
    made = any_side(build(random_weights(), PROJECTION, side=64)).SerializeToString()
    opened = Session(made, name="any", sizes={FREE_SIDE: 64})
    with pytest.raises(BrokenEncoder, match="any cannot compute embedding"):
        opened.run(["embedding"], {"image": photo(96)})


def test_the_model_it_is_made_of_stays_as_it_was() -> None:
    model = build(random_weights(), PROJECTION, side=64)
    before = model.SerializeToString()
    any_side(model)
    assert model.SerializeToString() == before


@pytest.mark.parametrize("name", [INT8, FLOAT])
def test_the_files_that_ship_leave_their_side_open(name: str) -> None:
    graph = onnx.load(Path(str(MODELS / name))).graph
    sides = [axis.dim_param for axis in graph.input[0].type.tensor_type.shape.dim]
    assert sides == ["", FREE_SIDE, FREE_SIDE, ""]
    assert not graph.value_info
