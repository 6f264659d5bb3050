"""The float network made int8, and made half as large."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from gumsole.records import RGB

# Where the picture is still large and channels few: int8 saves no time there and costs the most accuracy.
FLOAT_PARTS = ("stem", "block0.", "block1.")
FLOAT_KINDS = frozenset(
    {
        "Cast",
        "Transpose",
        "Sub",
        "Mul",
        "ReduceMean",
        "GlobalAveragePool",
        "Flatten",
        "LpNormalization",
        "Gemm",
    }
)
# Smaller constants are not worth a node of their own.
MIN_HALVED = 1024


class _Photos(CalibrationDataReader):  # type: ignore[misc]
    """Photos for calibration, one at a time."""

    def __init__(self, photos: Iterable[RGB]) -> None:
        self._feeds: Iterator[dict[str, NDArray[np.uint8]]] = ({"image": photo[None]} for photo in photos)

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        """Return the next feed, None at the end."""
        return next(self._feeds, None)


def quantize(model: onnx.ModelProto, photos: Iterable[RGB]) -> onnx.ModelProto:
    """The model with uint8 activations and int8 weights per channel, its first and last parts in float.

    Processors without VNNI add pairs of 8-bit products in 16 bits and saturate. Weights of pointwise
    convolutions therefore keep 7 bits, so that every processor computes the same; depthwise convolutions,
    which are added up otherwise, keep all 8.

    Parameters
    ----------
    photos : iterable of RGB of shape (224, 224, 3)
        Ranges of activations are taken from them.
    """
    with tempfile.TemporaryDirectory() as folder:
        before, clean, after = (Path(folder) / name for name in ("before.onnx", "clean.onnx", "after.onnx"))
        onnx.save(model, before)
        quant_pre_process(before, clean, skip_symbolic_shape=True)
        nodes = onnx.load(clean).graph.node
        quantize_static(
            clean,
            after,
            _Photos(photos),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            nodes_to_exclude=[
                n.name for n in nodes if n.op_type in FLOAT_KINDS or n.name.startswith(FLOAT_PARTS)
            ],
            extra_options={"TensorQuantOverrides": _seven_bits(onnx.load(clean))},
        )
        return onnx.load(after)


def _seven_bits(model: onnx.ModelProto) -> dict[str, list[dict[str, object]]]:
    """For the weights of each quantized pointwise convolution, one setting per output channel."""
    setting: dict[str, object] = {"quant_type": QuantType.QInt8, "symmetric": True, "reduce_range": True}
    channels = {constant.name: constant.dims[0] for constant in model.graph.initializer if constant.dims}
    pointwise = [
        node.input[1]
        for node in model.graph.node
        if node.op_type == "Conv" and not node.name.startswith(FLOAT_PARTS) and _groups(node) == 1
    ]
    return {name: [{**setting, "axis": 0}] + [setting] * (channels[name] - 1) for name in pointwise}


def _groups(node: onnx.NodeProto) -> int:
    return next((attribute.i for attribute in node.attribute if attribute.name == "group"), 1)


def halve(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same model with its large constants stored as float16 and cast to float32 when it is loaded."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    casts = []
    for constant in made.graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < MIN_HALVED:
            continue
        name = constant.name
        constant.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(
            helper.make_node("Cast", [f"{name}.half"], [name], name=f"{name}.cast", to=TensorProto.FLOAT)
        )
    nodes = [*casts, *made.graph.node]
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    onnx.checker.check_model(made, full_check=True)
    return made
