"""A model for photos of one side made a model for photos of any."""

from __future__ import annotations

import onnx

from gumsole.images.lite0 import FREE_SIDE

# What the side of the saliency map is called: that of the photo, divided by 32.
FREE_CELLS = "cells"


def any_side(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same model with the side of `image`, and that of `saliency`, left open.

    The same numbers come out. Shapes noted for values in between go: whoever loads the model fixes the side
    (`Session`'s `sizes`) and infers them anew. Padding is right for sides divisible by 32.
    """
    made = onnx.ModelProto()
    made.CopyFrom(model)
    _free(made.graph.input, "image", (1, 2), FREE_SIDE)
    _free(made.graph.output, "saliency", (1, 2), FREE_CELLS)
    del made.graph.value_info[:]
    onnx.checker.check_model(made, full_check=True)
    return made


def _free(values: list[onnx.ValueInfoProto], name: str, axes: tuple[int, ...], symbol: str) -> None:
    shape = next(value for value in values if value.name == name).type.tensor_type.shape
    for axis in axes:
        shape.dim[axis].dim_param = symbol
