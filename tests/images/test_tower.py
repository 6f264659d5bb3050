"""A tower that can be checked by hand: the means of three channels, times a matrix."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from gumsole.errors import BadPhoto, BrokenEncoder
from gumsole.images.encoder import squash, unit
from gumsole.images.manifest import MANIFEST
from gumsole.images.session import Session
from gumsole.images.tower import Tower
from gumsole.records import RGB, Matrix

MIX = np.array([[1, 0, 0], [0, 2, 0], [0, 0, 3], [1, 1, 1]], np.float32)  # (dimension 4, RGB)
WORDS = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0]], np.float32)  # per token id

IMAGE = """
id = "tiny-1"
dimension = 4

[image]
file = "image.onnx"
input = "pixels"
output = "embedding"
width = 20
height = 16
layout = "NCHW"
mean = [0.5, 0.5, 0.5]
std = [0.5, 0.25, 1.0]
"""
TEXT = """
[text]
file = "text.onnx"
input = "ids"
output = "words"
tokenizer = "tokenizer.json"
length = 3
"""


def image_model(*, layout: str = "NCHW", mix: Matrix = MIX) -> bytes:
    shape, axes = ([1, 3, 16, 20], [2, 3]) if layout == "NCHW" else ([1, 16, 20, 3], [1, 2])
    nodes = [
        helper.make_node("ReduceMean", ["pixels"], ["means"], axes=axes, keepdims=0),
        helper.make_node("MatMul", ["means", "mix"], ["embedding"]),
        helper.make_node("Identity", ["pixels"], ["map"]),
    ]
    outputs = [("embedding", [1, 4]), ("map", shape)]
    return _model(nodes, ("pixels", TensorProto.FLOAT, shape), outputs, {"mix": mix.T})


def text_model() -> bytes:
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["found"]),
        helper.make_node("ReduceSum", ["found", "axis"], ["words"], keepdims=0),
    ]
    constants = {"table": WORDS, "axis": np.array([1])}
    return _model(nodes, ("ids", TensorProto.INT64, [1, 3]), [("words", [1, 4])], constants)


def _model(
    nodes: list[Any],
    taken: tuple[str, int, list[int]],
    given: list[tuple[str, list[int]]],
    constants: dict[str, Any],
) -> bytes:
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(*taken)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in given],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    made: bytes = model.SerializeToString()
    return made


def write_tokenizer(file: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[PAD]": 0, "gum": 1, "sole": 2, "[UNK]": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MANIFEST).write_text(IMAGE)
    (tmp_path / "image.onnx").write_bytes(image_model())
    return tmp_path


@pytest.fixture
def folder_with_text(folder: Path) -> Path:
    (folder / MANIFEST).write_text(IMAGE + TEXT)
    (folder / "text.onnx").write_bytes(text_model())
    write_tokenizer(folder / "tokenizer.json")
    return folder


def plain(red: int, green: int, blue: int) -> RGB:
    return np.full((40, 30, 3), (red, green, blue), np.uint8)


def test_a_photo_is_normalized_as_the_manifest_says(folder: Path) -> None:
    found = Tower.load(folder).encode(plain(255, 0, 51))
    # (1 - .5) / .5 = 1; (0 - .5) / .25 = -2; (.2 - .5) / 1 = -.3; then MIX by hand
    expected = np.array([1, -4, -0.9, -1.3], np.float32)
    np.testing.assert_allclose(found.pooled, expected, atol=1e-5)
    np.testing.assert_allclose(found.embedding, expected / np.linalg.norm(expected), atol=1e-6)
    assert found.saliency is None


def test_channels_last_towers_compute_the_same(folder: Path) -> None:
    before = Tower.load(folder).encode(plain(10, 200, 90))
    (folder / "image.onnx").write_bytes(image_model(layout="NHWC"))
    (folder / MANIFEST).write_text(IMAGE.replace("NCHW", "NHWC"))
    after = Tower.load(folder).encode(plain(10, 200, 90))
    np.testing.assert_allclose(before.embedding, after.embedding, atol=1e-6)


@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
def test_a_feature_map_becomes_saliency_that_is_nowhere_negative(folder: Path, layout: str) -> None:
    (folder / "image.onnx").write_bytes(image_model(layout=layout))
    (folder / MANIFEST).write_text(IMAGE.replace("NCHW", layout) + 'feature_map = "map"\n')
    saliency = Tower.load(folder).encode(plain(255, 255, 255)).saliency
    assert saliency is not None
    # white: 1, 2 and .5 over the three channels
    np.testing.assert_allclose(saliency, np.full((16, 20), 3.5 / 3), atol=1e-6)
    dark = Tower.load(folder).encode(plain(0, 0, 0)).saliency
    assert dark is not None
    assert dark.min() == dark.max() == 0


def test_identity_comes_from_manifest_and_files(folder: Path) -> None:
    first = Tower.load(folder)
    assert (first.id, first.dimension, len(first.file_hash)) == ("tiny-1", 4, 64)
    assert Tower.load(folder).file_hash == first.file_hash
    assert first.note == "image.onnx"
    assert first.prior_mean.tolist() == [0, 0, 0, 0]
    (folder / MANIFEST).write_text(IMAGE.replace("0.25", "0.5"))
    assert Tower.load(folder).file_hash != first.file_hash


def test_words_land_in_the_photos_space(folder_with_text: Path) -> None:
    tower = Tower.load(folder_with_text)
    assert tower.note == "image.onnx and text.onnx"
    # "gum sole" is ids 1, 2, 0: rows 1 and 2 of WORDS summed, at length 1
    np.testing.assert_allclose(tower.encode_text("gum sole"), np.array([1, 2, 0, 0]) / np.sqrt(5), atol=1e-6)


def test_long_texts_are_cut_and_unknown_words_are_allowed(folder_with_text: Path) -> None:
    tower = Tower.load(folder_with_text)
    np.testing.assert_allclose(tower.encode_text("gum gum gum sole sole"), [1, 0, 0, 0], atol=1e-6)
    np.testing.assert_allclose(tower.encode_text("zapato"), [0, 0, 1, 0], atol=1e-6)


def test_the_padding_of_the_tokenizer_file_is_kept(folder_with_text: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder_with_text / "tokenizer.json"))
    tokenizer.enable_padding(pad_id=2, pad_token="sole")
    tokenizer.save(str(folder_with_text / "tokenizer.json"))
    # ids 1, 2, 2
    expected = np.array([1, 4, 0, 0]) / np.sqrt(17)
    np.testing.assert_allclose(Tower.load(folder_with_text).encode_text("gum"), expected, atol=1e-6)


def test_a_tower_without_text_says_so(folder: Path) -> None:
    with pytest.raises(BrokenEncoder, match=r"tiny-1 has no text tower; add \[text\]"):
        Tower.load(folder).encode_text("gum")


def test_a_text_tower_without_its_extra_names_the_extra(
    folder_with_text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The only way to see a missing package where it is installed.
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "tokenizers":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BrokenEncoder, match=r"pip install 'gumsole\[text-tower\]'"):
        Tower.load(folder_with_text)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('id = "tiny-1"', "", "id must be a string; got nothing"),
        ('id = "tiny-1"', 'id = ""', "id must be a string; got ''"),
        ("dimension = 4", "dimension = true", "dimension must be a whole number"),
        ("dimension = 4", "dimension = 5", r"computes shape \(1, 4\); the manifest says \(1, 5\)"),
        ("dimension = 4", "dimension = 4\nsize = 3", "size is unknown; known here: id, dimension"),
        ("width = 20", "width = 0", "image.width must be a whole number from 1 to 2048; got 0"),
        ("width = 20", "width = 24", "cannot compute embedding"),
        ('layout = "NCHW"', 'layout = "CHW"', "image.layout must be one of NCHW, NHWC; got 'CHW'"),
        ("mean = [0.5, 0.5, 0.5]", "mean = [0.5]", "image.mean must be three numbers; got"),
        ("mean = [0.5, 0.5, 0.5]", "mean = [0.5, nan, 0.5]", "image.mean must be three numbers; got"),
        ("std = [0.5, 0.25, 1.0]", "std = [0.5, 0, 1]", "image.std must be three numbers of 0.001 or more"),
        ('output = "embedding"', 'output = "embeds"', "has no output embeds, only embedding, map"),
        ('input = "pixels"', 'input = "x"', "takes pixels; the manifest says x"),
        ('file = "image.onnx"', 'file = "none.onnx"', "none.onnx cannot be read"),
        ("[image]", "[picture]", "picture is unknown"),
        ("[image]", "image = 3\n[text]", "image must be a table; got 3"),
        ("dimension = 4", "dimension 4", "encoder.toml cannot be read"),
    ],
)
def test_a_wrong_manifest_is_refused_with_the_value_at_fault(
    folder: Path, written: str, instead: str, said: str
) -> None:
    assert written in IMAGE
    (folder / MANIFEST).write_text(IMAGE.replace(written, instead))
    with pytest.raises(BrokenEncoder, match=said):
        Tower.load(folder)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenEncoder, match=r"encoder\.toml cannot be read"):
        Tower.load(tmp_path)


def test_a_file_that_is_no_model_is_refused(folder: Path) -> None:
    (folder / "image.onnx").write_bytes(b"not a model")
    with pytest.raises(BrokenEncoder, match="is no model that ONNX Runtime can load"):
        Tower.load(folder)


def test_a_file_that_is_no_tokenizer_is_refused(folder_with_text: Path) -> None:
    (folder_with_text / "tokenizer.json").write_text("{}")
    with pytest.raises(BrokenEncoder, match="is no tokenizer that can be read"):
        Tower.load(folder_with_text)


def test_a_feature_map_of_another_rank_is_refused(folder: Path) -> None:
    (folder / MANIFEST).write_text(IMAGE + 'feature_map = "embedding"\n')
    with pytest.raises(BrokenEncoder, match=r"has shape \(1, 4\); expected 4 axes"):
        Tower.load(folder)


def test_numbers_that_are_not_finite_are_refused(folder: Path) -> None:
    (folder / "image.onnx").write_bytes(image_model(mix=np.full_like(MIX, np.inf)))
    with pytest.raises(BrokenEncoder, match="numbers that are not finite"):
        Tower.load(folder)


@pytest.mark.parametrize("shape", [(15, 40, 3), (40, 40), (40, 40, 4)])
def test_pixels_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(BadPhoto, match=r"expected uint8 pixels of shape \(H, W, 3\)"):
        squash(np.zeros(shape, np.uint8), 16, 16)


def test_a_photo_of_the_right_size_is_not_touched() -> None:
    photo = plain(1, 2, 3)
    assert squash(photo, 30, 40) is photo


def test_a_zero_vector_stays_zero() -> None:
    assert unit(np.zeros(3, np.float32)).tolist() == [0, 0, 0]


def test_a_model_fed_the_wrong_kind_says_what_it_cannot_compute() -> None:
    session = Session(image_model(), name="tiny")
    with pytest.raises(BrokenEncoder, match="tiny cannot compute embedding"):
        session.run(["embedding"], {"pixels": np.zeros((1, 3, 16, 20), np.uint8)})
