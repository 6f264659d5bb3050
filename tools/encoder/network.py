"""EfficientNet-Lite0 as an ONNX graph: photo in, pooled features, saliency and embedding out.

Reference: Tan and Le, EfficientNet (2019), and the `lite` variant of tensorflow/tpu: ReLU6, stem and head not
scaled, no squeeze-and-excitation.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tools.encoder.projection import Projection
from tools.encoder.weights import Weights

SIDE = 224  # the resolution the network was trained at
FEATURES = 1280
OPSET, IR_VERSION = 17, 8  # read by every ONNX Runtime that Gumsole accepts
EPSILON = 1e-3  # of BatchNorm in the published network
# (x - 127) / 128: how the published network wants its pixels.
PIXEL_OFFSET, PIXEL_SCALE = 127.0, 128.0


@dataclass(frozen=True, slots=True)
class _Stage:
    """A run of inverted residual blocks."""

    kernel: int
    stride: int
    expand: int
    inputs: int
    outputs: int
    blocks: int


STAGES = (
    _Stage(3, 1, 1, 32, 16, 1),
    _Stage(3, 2, 6, 16, 24, 2),
    _Stage(5, 2, 6, 24, 40, 2),
    _Stage(3, 2, 6, 40, 80, 3),
    _Stage(5, 1, 6, 80, 112, 3),
    _Stage(5, 2, 6, 112, 192, 4),
    _Stage(3, 1, 6, 192, 320, 1),
)


def fold(weights: Weights, conv: str, norm: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Kernel and bias of a convolution with its BatchNorm folded in, computed in float64."""
    part = {
        k: weights[f"{norm}.{k}"].astype(np.float64)
        for k in ("weight", "bias", "running_mean", "running_var")
    }
    gain = part["weight"] / np.sqrt(part["running_var"] + EPSILON)
    kernel = weights[f"{conv}.weight"].astype(np.float64) * gain[:, None, None, None]
    return kernel.astype(np.float32), (part["bias"] - part["running_mean"] * gain).astype(np.float32)


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they grow; each method adds a node and returns the name of its output."""

    weights: Weights
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        self.constants.append(
            numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name)
        )
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def conv(self, source: str, name: str, conv: str, norm: str, *, stride: int = 1, group: int = 1) -> str:
        kernel, bias = fold(self.weights, conv, norm)
        side = kernel.shape[2]
        # TensorFlow's SAME for sides divisible by the stride: the odd pixel goes to the bottom and right.
        total = side - stride if side > 1 else 0
        before, after = total // 2, total - total // 2
        return self.node(
            "Conv",
            [source, self.constant(f"{name}.kernel", kernel), self.constant(f"{name}.bias", bias)],
            name,
            kernel_shape=[side, side],
            strides=[stride, stride],
            pads=[before, before, after, after],
            group=group,
        )

    def relu6(self, source: str) -> str:
        return self.node("Clip", [source, "zero", "six"], f"{source}.relu6")

    def block(self, source: str, index: int, stage: _Stage, *, first: bool) -> str:
        """One inverted residual block."""
        name, path = f"block{index}", f"_blocks.{index}"
        inputs, stride = (stage.inputs, stage.stride) if first else (stage.outputs, 1)
        x = source
        if stage.expand > 1:
            x = self.relu6(self.conv(x, f"{name}.expand", f"{path}._expand_conv", f"{path}._bn0"))
        width = inputs * stage.expand
        depthwise = self.conv(
            x, f"{name}.depthwise", f"{path}._depthwise_conv", f"{path}._bn1", stride=stride, group=width
        )
        x = self.conv(self.relu6(depthwise), f"{name}.project", f"{path}._project_conv", f"{path}._bn2")
        return self.node("Add", [x, source], f"{name}.add") if stride == 1 and inputs == stage.outputs else x


def build(weights: Weights, projection: Projection, *, side: int = SIDE) -> onnx.ModelProto:
    """The network with normalization before it and projection after it; one photo at a time.

    Input `image`: uint8 (1, side, side, 3), RGB. Outputs, float32: `embedding` (1, d), unit length; `pooled`
    (1, 1280); `saliency` (1, side/32, side/32), the channel mean of the last feature map, nowhere negative.
    """
    graph = _Graph(weights)
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    x = graph.relu6(graph.conv(_pixels(graph), "stem", "_conv_stem", "_bn0", stride=2))
    index = 0
    for stage in STAGES:
        for repeat in range(stage.blocks):
            x = graph.block(x, index, stage, first=repeat == 0)
            index += 1
    x = graph.relu6(graph.conv(x, "head", "_conv_head", "_bn1"))
    graph.node("ReduceMean", [x], "saliency", axes=[1], keepdims=0)
    graph.node("Flatten", [graph.node("GlobalAveragePool", [x], "mean")], "pooled", axis=1)
    _embedding(graph, projection)
    return _model(graph, projection.dimension, side)


def _pixels(graph: _Graph) -> str:
    graph.constant("offset", np.float32(PIXEL_OFFSET))
    graph.constant("scale", np.float32(1 / PIXEL_SCALE))
    graph.node("Cast", ["image"], "float", to=TensorProto.FLOAT)
    graph.node("Transpose", ["float"], "planes", perm=[0, 3, 1, 2])
    return graph.node("Mul", [graph.node("Sub", ["planes", "offset"], "shifted"), "scale"], "pixels")


def _embedding(graph: _Graph, projection: Projection) -> None:
    graph.node("LpNormalization", ["pooled"], "direction", axis=1, p=2)
    graph.constant("projection.matrix", projection.matrix)
    graph.constant("projection.bias", projection.bias)
    projected = graph.node(
        "Gemm", ["direction", "projection.matrix", "projection.bias"], "projected", transB=1
    )
    graph.node("LpNormalization", [projected], "embedding", axis=1, p=2)


def _model(graph: _Graph, dimension: int, side: int) -> onnx.ModelProto:
    shapes = {"embedding": [1, dimension], "pooled": [1, FEATURES], "saliency": [1, side // 32, side // 32]}
    outputs = [helper.make_tensor_value_info(k, TensorProto.FLOAT, v) for k, v in shapes.items()]
    image = helper.make_tensor_value_info("image", TensorProto.UINT8, [1, side, side, 3])
    made = helper.make_graph(graph.nodes, "lite0", [image], outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="gumsole")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model
