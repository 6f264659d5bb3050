"""From trained weights and labeled photos to the files that ship."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from gumsole.images.encoder import squash
from gumsole.images.lite0 import COMPANION, FLOAT, INT8
from gumsole.images.session import Session
from gumsole.records import Vector
from tools.encoder import network
from tools.encoder.golden import golden_embeddings, golden_photos
from tools.encoder.projection import Projection, Recipe
from tools.encoder.quantize import halve, quantize
from tools.encoder.sets import Shot, read_set
from tools.encoder.sides import any_side
from tools.encoder.trained import Arrays, blended, projection_of, put_back
from tools.encoder.weights import published_weights

SEED = 20261101
CALIBRATION_PHOTOS = 80  # of each set
GOLDEN_PHOTOS = 4


def float_network(projection: Projection | None = None) -> onnx.ModelProto:
    """The published network in float, with a projection that does nothing where none is given."""
    weights, _ = published_weights()
    size = Recipe().dimension
    nothing = Projection(np.eye(size, network.FEATURES, dtype=np.float32), np.zeros(size, np.float32))
    return network.build(weights, projection or nothing)


def trained_network(weights: Arrays) -> onnx.ModelProto:
    """The network in float with trained weights."""
    return put_back(float_network(projection_of(weights)), weights)


def build(folders: Sequence[Path], *, trained: Path, share: float, golden_from: Path, out: Path) -> None:
    """Write the two models and their companion into `out`.

    Parameters
    ----------
    folders : sequence of Path
        Sets that activations and the prior mean are measured on.
    trained : Path
    share : float
        As `trained.blended` takes them.
    golden_from : Path
        The set whose photos may be shipped, as golden photos.
    """
    full = trained_network(blended(trained, share))
    models = {INT8: quantize(full, calibration_photos(folders)), FLOAT: halve(full)}
    files = {name: any_side(model).SerializeToString() for name, model in models.items()}
    golden = golden_photos([shot.pixels() for shot in _some(golden_from, GOLDEN_PHOTOS)])
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        golden=golden,
        golden_int8=golden_embeddings(files[INT8], golden),
        golden_float=golden_embeddings(files[FLOAT], golden),
        prior_mean=_prior(folders, full),
    )
    for name, data in (*files.items(), (COMPANION, packed.getvalue())):
        (out / name).write_bytes(data)


def calibration_photos(folders: Sequence[Path]) -> list[NDArray[np.uint8]]:
    """Photos at the network's size that ranges of activations are taken from."""
    shots = [shot for folder in folders for shot in _some(folder, CALIBRATION_PHOTOS)]
    return [squash(shot.pixels(), network.SIDE, network.SIDE) for shot in shots]


def _some(folder: Path, count: int) -> list[Shot]:
    """A few photos of a set, the same ones each time."""
    shots = read_set(folder)
    chosen = np.random.default_rng(SEED).choice(len(shots), min(count, len(shots)), replace=False)
    return [shots[i] for i in sorted(chosen)]


def _prior(folders: Sequence[Path], model: onnx.ModelProto) -> Vector:
    """Mean embedding of catalog photos, each set that has some counting the same."""
    session = Session(model.SerializeToString(), name="the float network")
    means = []
    for folder in folders:
        shown = [shot.pixels() for shot in read_set(folder) if shot.role == "catalog"]
        if shown:
            images = (squash(rgb, network.SIDE, network.SIDE)[None] for rgb in shown)
            found = [session.run(["embedding"], {"image": image})[0][0] for image in images]
            means.append(np.mean(found, axis=0))
    return np.asarray(np.mean(means, axis=0), np.float32)
