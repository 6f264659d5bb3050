from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BrokenEncoder
from gumsole.images.lite0 import COMPANION, FLOAT, INT8, MIN_GOLDEN_COSINE, Lite0
from gumsole.records import RGB

MODELS = resources.files("gumsole.images") / "models"


@pytest.fixture(scope="module")
def encoder() -> Lite0:
    return Lite0.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (INT8, FLOAT, COMPANION):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    return tmp_path


def spoil(folder: Path, *names: str) -> None:
    """Store what another processor would compute: embeddings turned by one place."""
    with np.load(folder / COMPANION) as stored:
        arrays = {k: np.roll(stored[k], 1, axis=1) if k in names else stored[k] for k in stored.files}
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    (folder / COMPANION).write_bytes(packed.getvalue())


def photo(height: int = 300, width: int = 260) -> RGB:
    """A red disc on a gradient."""
    y, x = np.mgrid[:height, :width]
    rgb = np.stack([x % 256, y % 256, (x + y) % 256], axis=2).astype(np.uint8)
    rgb[(y - height / 2) ** 2 + (x - width / 2) ** 2 < 60**2] = (200, 20, 30)
    return rgb


def test_one_pass_gives_a_unit_embedding_bare_features_and_saliency(encoder: Lite0) -> None:
    found = encoder.encode(photo())
    assert found.embedding.shape == (encoder.dimension,) == (256,)
    assert found.embedding.dtype == found.pooled.dtype == np.float32
    assert np.linalg.norm(found.embedding) == pytest.approx(1, abs=1e-5)
    assert found.pooled.shape == (1280,)
    assert found.saliency is not None
    assert found.saliency.shape == (7, 7)
    assert found.saliency.min() >= 0


def test_the_file_in_use_is_said_and_hashed(encoder: Lite0) -> None:
    assert encoder.id == "lite0-2"
    assert encoder.note == INT8
    assert encoder.file_hash == hashlib.sha256((MODELS / INT8).read_bytes()).hexdigest()
    assert encoder.prior_mean.shape == (256,)
    assert np.linalg.norm(encoder.prior_mean) < 1


def test_photos_of_any_shape_are_taken(encoder: Lite0) -> None:
    for height, width in ((16, 16), (16, 320), (1000, 250)):
        assert np.isfinite(encoder.encode(photo(height, width)).embedding).all()


def test_a_photo_is_nearer_to_itself_in_other_light_than_to_another(encoder: Lite0) -> None:
    here = encoder.encode(photo()).embedding
    darker = encoder.encode((photo() * 0.8).astype(np.uint8)).embedding
    other = encoder.encode(np.full((224, 224, 3), 255, np.uint8)).embedding
    assert here @ darker > here @ other


def test_threads_may_share_one_encoder(encoder: Lite0) -> None:
    alone = encoder.encode(photo()).embedding
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: encoder.encode(photo()).embedding, range(8)):
            np.testing.assert_array_equal(found, alone)


def test_a_processor_with_another_int8_gets_the_float_file_and_says_so(folder: Path) -> None:
    spoil(folder, "golden_int8")
    encoder = Lite0.load(folder)
    assert encoder.note.startswith(f"{FLOAT}, because {INT8} reaches only cosine ")
    assert encoder.file_hash == hashlib.sha256((folder / FLOAT).read_bytes()).hexdigest()


def test_float_and_int8_agree_on_golden_photos(folder: Path) -> None:
    with np.load(folder / COMPANION) as stored:
        cosines = (stored["golden_int8"] * stored["golden_float"]).sum(axis=1)
    # as measured when the files were built, see models/CARD.md
    assert cosines.min() > 0.98


def test_a_processor_that_computes_neither_is_refused(folder: Path) -> None:
    spoil(folder, "golden_int8", "golden_float")
    with pytest.raises(BrokenEncoder, match="computes neither model as it should"):
        Lite0.load(folder)


@pytest.mark.parametrize("name", [INT8, COMPANION])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BrokenEncoder, match=f"{name} cannot be read .* install Gumsole again"):
        Lite0.load(folder)


def test_a_damaged_companion_is_refused(folder: Path) -> None:
    (folder / COMPANION).write_bytes(b"PK")
    with pytest.raises(BrokenEncoder, match=f"{COMPANION} is damaged"):
        Lite0.load(folder)


def test_the_card_names_the_files_that_ship() -> None:
    card = (MODELS / "CARD.md").read_text(encoding="utf-8")
    for name in (INT8, FLOAT, COMPANION):
        assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() in card
    assert str(MIN_GOLDEN_COSINE) in card
