"""The network is built from random weights of the published shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from gumsole.images.session import Session
from tools.encoder.network import EPSILON, FEATURES, STAGES, build, fold
from tools.encoder.projection import Projection
from tools.encoder.quantize import halve, quantize

RANDOM = np.random.default_rng(0)
PROJECTION = Projection(
    RANDOM.normal(size=(8, FEATURES)).astype(np.float32), RANDOM.normal(size=8).astype(np.float32)
)


def random_weights() -> dict[str, NDArray[Any]]:
    random = np.random.default_rng(1)
    weights: dict[str, NDArray[Any]] = {}

    def layer(conv: str, norm: str, outputs: int, inputs: int, kernel: int) -> None:
        scale = np.sqrt(2 / (inputs * kernel * kernel))
        weights[f"{conv}.weight"] = random.normal(0, scale, (outputs, inputs, kernel, kernel)).astype(
            np.float32
        )
        for name in ("weight", "running_var"):
            weights[f"{norm}.{name}"] = random.uniform(0.5, 1.5, outputs).astype(np.float32)
        for name in ("bias", "running_mean"):
            weights[f"{norm}.{name}"] = random.normal(0, 0.1, outputs).astype(np.float32)

    layer("_conv_stem", "_bn0", 32, 3, 3)
    index = 0
    for stage in STAGES:
        for repeat in range(stage.blocks):
            inputs = stage.outputs if repeat else stage.inputs
            path, width = f"_blocks.{index}", inputs * stage.expand
            if stage.expand > 1:
                layer(f"{path}._expand_conv", f"{path}._bn0", width, inputs, 1)
            layer(f"{path}._depthwise_conv", f"{path}._bn1", width, 1, stage.kernel)
            layer(f"{path}._project_conv", f"{path}._bn2", stage.outputs, width, 1)
            index += 1
    layer("_conv_head", "_bn1", FEATURES, 320, 1)
    return weights


@pytest.fixture(scope="module")
def model() -> onnx.ModelProto:
    return build(random_weights(), PROJECTION)


@pytest.fixture(scope="module")
def photos() -> NDArray[np.uint8]:
    # Low frequencies, as photos have: 7 x 7 random colors, each 32 x 32 pixels.
    small = np.random.default_rng(2).integers(0, 256, (4, 7, 7, 3), np.uint8)
    return small.repeat(32, axis=1).repeat(32, axis=2)


def run(model: onnx.ModelProto, photo: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
    session = Session(model.SerializeToString(), name="random")
    return session.run(["embedding", "pooled", "saliency"], {"image": photo[None]})


def test_one_pass_gives_embedding_features_and_saliency(
    model: onnx.ModelProto, photos: NDArray[np.uint8]
) -> None:
    embedding, pooled, saliency = run(model, photos[0])
    assert (embedding.shape, pooled.shape, saliency.shape) == ((1, 8), (1, FEATURES), (1, 7, 7))
    assert saliency.min() >= 0
    # the mean over space of the mean over channels is the mean over channels of the mean over space
    assert saliency.mean() == pytest.approx(pooled.mean(), rel=1e-5)


def test_the_graph_projects_as_the_fit_does(model: onnx.ModelProto, photos: NDArray[np.uint8]) -> None:
    embedding, pooled, _ = run(model, photos[0])
    np.testing.assert_allclose(embedding, PROJECTION.apply(pooled), atol=1e-5)
    assert np.linalg.norm(embedding) == pytest.approx(1, abs=1e-6)


def test_padding_is_tensorflows(model: onnx.ModelProto) -> None:
    attributes = [
        {a.name: list(a.ints) for a in n.attribute} for n in model.graph.node if n.op_type == "Conv"
    ]
    pads = {(a["kernel_shape"][0], a["strides"][0]): a["pads"] for a in attributes}
    # SAME for even sides: k - s pixels in all, the odd one at the bottom and right
    assert pads == {
        (1, 1): [0, 0, 0, 0],
        (3, 1): [1, 1, 1, 1],
        (3, 2): [0, 0, 1, 1],
        (5, 1): [2, 2, 2, 2],
        (5, 2): [1, 1, 2, 2],
    }


def test_a_folded_layer_computes_what_both_layers_did() -> None:
    weights = random_weights()
    kernel, bias = fold(weights, "_conv_head", "_bn1")
    x = np.random.default_rng(3).normal(size=320)
    plain = weights["_conv_head.weight"][:, :, 0, 0].astype(np.float64) @ x
    deviation = np.sqrt(weights["_bn1.running_var"].astype(np.float64) + EPSILON)
    normal = (plain - weights["_bn1.running_mean"]) / deviation * weights["_bn1.weight"] + weights[
        "_bn1.bias"
    ]
    np.testing.assert_allclose(kernel[:, :, 0, 0].astype(np.float64) @ x + bias, normal, atol=1e-5)


def test_halved_constants_take_half_the_bytes_and_compute_nearly_the_same(
    model: onnx.ModelProto, photos: NDArray[np.uint8]
) -> None:
    small = halve(model)
    assert small.ByteSize() < 0.52 * model.ByteSize()
    (before, *_), (after, *_) = run(model, photos[1]), run(small, photos[1])
    # float16 keeps 11 bits
    assert (before * after).sum() > 0.9999


def test_pointwise_weights_keep_seven_bits_depthwise_eight_and_the_stem_its_floats() -> None:
    random = np.random.default_rng(4)
    kernels = {
        "stem": random.normal(size=(4, 3, 3, 3)),
        "block2.expand": random.normal(size=(8, 4, 1, 1)),
        "block2.depthwise": random.normal(size=(8, 1, 3, 3)),
    }
    nodes, source = (
        [helper.make_node("Cast", ["image"], ["pixels"], name="cast", to=TensorProto.FLOAT)],
        "pixels",
    )
    nodes.append(helper.make_node("Transpose", [source], ["planes"], name="planes", perm=[0, 3, 1, 2]))
    source = "planes"
    for name in kernels:
        group = 8 if name == "block2.depthwise" else 1
        nodes.append(helper.make_node("Conv", [source, f"{name}.kernel"], [name], name=name, group=group))
        source = name
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, [1, 8, 8, 3])],
        [helper.make_tensor_value_info(source, TensorProto.FLOAT, [1, 8, 4, 4])],
        [numpy_helper.from_array(k.astype(np.float32), f"{name}.kernel") for name, k in kernels.items()],
    )
    small = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    small.ir_version = 8
    made = quantize(small, random.integers(0, 256, (3, 8, 8, 3), np.uint8))
    stored = {c.name: numpy_helper.to_array(c) for c in made.graph.initializer}
    assert stored["stem.kernel"].dtype == np.float32
    # symmetric, per output channel: the largest weight of each takes the whole range
    assert (
        np.abs(stored["block2.expand.kernel_quantized"].astype(int)).max(axis=(1, 2, 3)).tolist() == [64] * 8
    )
    deepest = np.abs(stored["block2.depthwise.kernel_quantized"].astype(int)).max(axis=(1, 2, 3))
    assert deepest.tolist() == [127] * 8
