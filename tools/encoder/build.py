"""From published weights and labeled photos to the files that ship."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx

from gumsole.images.lite0 import COMPANION, FLOAT, INT8
from gumsole.records import Vector
from tools.encoder import network
from tools.encoder.features import image, look
from tools.encoder.golden import golden_embeddings, golden_photos
from tools.encoder.projection import Labeled, Projection, Recipe, fit, merged
from tools.encoder.quantize import halve, quantize
from tools.encoder.sets import Shot, read_set
from tools.encoder.weights import published_weights

SEED = 20261101
CALIBRATION_PHOTOS = 80  # of each set
GOLDEN_PHOTOS = 4


def float_network(projection: Projection | None = None) -> onnx.ModelProto:
    """The network in float, with a projection that does nothing where none is given."""
    weights, _ = published_weights()
    size = Recipe().dimension
    nothing = Projection(np.eye(size, network.FEATURES, dtype=np.float32), np.zeros(size, np.float32))
    return network.build(weights, projection or nothing)


def build(folders: Sequence[Path], *, golden_from: Path, out: Path, cache: Path) -> None:
    """Write the two models and their companion into `out`.

    Parameters
    ----------
    folders : sequence of Path
        Sets that the projection is fitted on and activations are measured on; those of one name are one
        source.
    golden_from : Path
        The set whose photos may be shipped, as golden photos.
    """
    bare = float_network().SerializeToString()
    features = merged([(folder.name, look(folder, bare, cache).labeled()) for folder in folders])
    projection = fit(features, Recipe())
    full = float_network(projection)
    models = {INT8: quantize(full, _calibration(folders)), FLOAT: halve(full)}
    files = {name: model.SerializeToString() for name, model in models.items()}
    golden = golden_photos([shot.pixels() for shot in _some(golden_from, GOLDEN_PHOTOS)])
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        golden=golden,
        golden_int8=golden_embeddings(files[INT8], golden),
        golden_float=golden_embeddings(files[FLOAT], golden),
        prior_mean=_prior(features, projection),
    )
    for name, data in (*files.items(), (COMPANION, packed.getvalue())):
        (out / name).write_bytes(data)


def _calibration(folders: Sequence[Path]) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    shots = [shot for folder in folders for shot in _some(folder, CALIBRATION_PHOTOS)]
    return [image(shot.pixels())[0] for shot in shots]


def _some(folder: Path, count: int) -> list[Shot]:
    """A few photos of a set, the same ones each time."""
    shots = read_set(folder)
    chosen = np.random.default_rng(SEED).choice(len(shots), min(count, len(shots)), replace=False)
    return [shots[i] for i in sorted(chosen)]


def _prior(sets: Sequence[Labeled], projection: Projection) -> Vector:
    """Mean embedding of catalog photos, each set that has some counting the same."""
    parts = [data.features[~data.upload] for data in sets if not data.upload.all()]
    means = [projection.apply(part).mean(axis=0) for part in parts]
    return np.asarray(np.mean(means, axis=0), np.float32)
