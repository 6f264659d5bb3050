"""Weights of a training run on disk, and the way from the published ones to them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from gumsole.records import Matrix
from tools.encoder.projection import Projection

STARTED, TRAINED = "started/", "trained/"
MATRIX, BIAS = "projection.matrix", "projection.bias"

Arrays = dict[str, NDArray[np.float32]]


def blended(file: Path, share: float) -> Arrays:
    """Weights at a share of the way from those training started with, 0, to those it ended with, 1.

    A point between both finds more of what was never trained on than either end (Wortsman et al., "Robust
    fine-tuning of zero-shot models", 2022).
    """
    with np.load(file) as stored:
        names = [name.removeprefix(STARTED) for name in stored.files if name.startswith(STARTED)]
        return {
            name: np.asarray(
                (1 - share) * stored[STARTED + name] + share * stored[TRAINED + name], np.float32
            )
            for name in names
        }


def projection_of(weights: Arrays) -> Projection:
    """The projection among trained weights."""
    matrix: Matrix = weights[MATRIX]
    return Projection(matrix, weights[BIAS])


def put_back(network: onnx.ModelProto, weights: Arrays) -> onnx.ModelProto:
    """A copy of a float network with trained numbers in place of its own, under the same names."""
    made = onnx.ModelProto()
    made.CopyFrom(network)
    for constant in made.graph.initializer:
        if constant.name in weights:
            constant.CopyFrom(numpy_helper.from_array(weights[constant.name], constant.name))
    return made
