"""From published weights and labeled photos to the files that ship."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from gumsole.images.lite0 import COMPANION, FLOAT, INT8
from gumsole.images.session import Session
from gumsole.records import Vector
from tools.encoder import network
from tools.encoder.companion import Companion, golden_embeddings, golden_photos
from tools.encoder.features import image, labeled
from tools.encoder.projection import Labeled, Projection, Recipe, fit
from tools.encoder.quantize import halve, quantize
from tools.encoder.sets import Shot, read_set
from tools.encoder.weights import Weights, published_weights

SEED = 20261101
CALIBRATION_PHOTOS = 120  # of each set; more changed the cosine to float by less than 0.0005
GOLDEN_PHOTOS = 4


def build(folders: Sequence[Path], out: Path, recipe: Recipe) -> None:
    """Write the two models and their companion into `out`.

    Parameters
    ----------
    folders : sequence of Path
        Sets that the projection is fitted on; golden photos come from the last.
    """
    weights, _ = published_weights()
    random = np.random.default_rng(SEED)
    sets = [read_set(folder) for folder in folders]
    features = _features(weights, sets, recipe)
    projection = fit(features, recipe)
    full = network.build(weights, projection)
    chosen = [_some(shots, CALIBRATION_PHOTOS, random) for shots in sets]
    small = quantize(full, (image(shot.pixels())[0] for shots in chosen for shot in shots))
    models = {INT8: small.SerializeToString(), FLOAT: halve(full).SerializeToString()}
    for name, model in models.items():
        (out / name).write_bytes(model)
    golden = golden_photos([shot.pixels() for shot in _some(sets[-1], GOLDEN_PHOTOS, random)])
    companion = Companion(
        golden,
        *(golden_embeddings(model, golden) for model in models.values()),
        *_means(features, projection),
    )
    packed = io.BytesIO()
    np.savez_compressed(packed, **asdict(companion))
    (out / COMPANION).write_bytes(packed.getvalue())


def _features(weights: Weights, sets: Sequence[Sequence[Shot]], recipe: Recipe) -> list[Labeled]:
    empty = Projection(
        np.eye(recipe.dimension, network.FEATURES, dtype=np.float32), np.zeros(recipe.dimension, np.float32)
    )
    bare = Session(network.build(weights, empty).SerializeToString(), name="the bare network")
    return [labeled(bare, shots) for shots in sets]


def _some(shots: Sequence[Shot], count: int, random: np.random.Generator) -> list[Shot]:
    chosen = random.choice(len(shots), min(count, len(shots)), replace=False)
    return [shots[i] for i in sorted(chosen)]


def _means(sets: Sequence[Labeled], projection: Projection) -> tuple[Vector, Vector]:
    """Mean embeddings of catalog photos and of uploads, each set counting the same."""
    means = []
    for upload in (False, True):
        parts = [data.features[data.upload == upload] for data in sets if (data.upload == upload).any()]
        means.append(
            np.mean([projection.apply(part).mean(axis=0) for part in parts], axis=0, dtype=np.float32)
        )
    return means[0], means[1]
