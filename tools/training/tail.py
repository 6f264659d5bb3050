"""The trained half of the network in torch: its layers by the names they have in the ONNX graph.

BatchNorm is folded into the convolutions before training and stays so: its statistics come from a million
photos, ours would come from a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import onnx
import torch
import torch.nn.functional as F  # noqa: N812  as everyone calls it
from onnx import numpy_helper

from gumsole.records import Matrix
from tools.encoder.network import STAGES
from tools.encoder.projection import Projection
from tools.training.bank import TRUNK, Maps

FIRST = int(TRUNK.removeprefix("block").split(".")[0]) + 1
CHUNK = 256  # views passed at a time where nothing is learned

Weights = dict[str, torch.Tensor]


def blocks() -> Iterator[tuple[str, int, int, bool]]:
    """Name, kernel side, stride and whether the input is added, of each trained block."""
    index = 0
    for stage in STAGES:
        for repeat in range(stage.blocks):
            stride = 1 if repeat else stage.stride
            inputs = stage.outputs if repeat else stage.inputs
            if index >= FIRST:
                yield f"block{index}", stage.kernel, stride, stride == 1 and inputs == stage.outputs
            index += 1


def weights_of(network: onnx.ModelProto, projection: Projection) -> Weights:
    """The trained half's numbers as they are in a float network, and a projection."""
    prefixes = (*(f"{name}." for name, *_ in blocks()), "head.")
    found = {
        constant.name: torch.from_numpy(numpy_helper.to_array(constant).copy())
        for constant in network.graph.initializer
        if constant.name.startswith(prefixes)
    }
    found["projection.matrix"] = torch.from_numpy(projection.matrix.copy())
    found["projection.bias"] = torch.from_numpy(projection.bias.copy())
    return found


def pooled(weights: Mapping[str, torch.Tensor], maps: torch.Tensor, *, half: bool = False) -> torch.Tensor:
    """Pooled features, (n, 1280), of maps (n, 14, 14, 80).

    Pointwise convolutions are products of matrices; `half` computes those in bfloat16.
    """
    x = maps
    for name, kernel, stride, added in blocks():
        y = F.relu6(_pointwise(x, weights, f"{name}.expand", half=half)).permute(0, 3, 1, 2)
        total = kernel - stride
        y = F.pad(y, (total // 2, total - total // 2) * 2) if stride > 1 else y
        y = F.conv2d(
            y,
            weights[f"{name}.depthwise.kernel"],
            weights[f"{name}.depthwise.bias"],
            stride,
            0 if stride > 1 else kernel // 2,
            groups=y.shape[1],
        )
        y = _pointwise(F.relu6(y).permute(0, 2, 3, 1), weights, f"{name}.project", half=half)
        x = x + y if added else y
    return F.relu6(_pointwise(x, weights, "head", half=half)).mean((1, 2))


def _pointwise(
    x: torch.Tensor, weights: Mapping[str, torch.Tensor], name: str, *, half: bool
) -> torch.Tensor:
    kernel, bias = weights[f"{name}.kernel"].flatten(1), weights[f"{name}.bias"]
    if half:
        return F.linear(x.bfloat16(), kernel.bfloat16(), bias.bfloat16()).float()
    return F.linear(x, kernel, bias)


def embedded(weights: Mapping[str, torch.Tensor], features: torch.Tensor) -> torch.Tensor:
    """Unit embeddings of pooled features."""
    directions = F.normalize(features, dim=1)
    return F.normalize(F.linear(directions, weights["projection.matrix"], weights["projection.bias"]), dim=1)


def run(weights: Mapping[str, torch.Tensor], maps: Maps) -> tuple[Matrix, Matrix]:
    """Pooled features and embeddings of maps, nothing learned."""
    features, embeddings = [], []
    with torch.no_grad():
        for start in range(0, max(1, len(maps)), CHUNK):
            part = pooled(weights, torch.from_numpy(maps[start : start + CHUNK].astype(np.float32)))
            features.append(part.numpy())
            embeddings.append(embedded(weights, part).numpy())
    return np.concatenate(features), np.concatenate(embeddings)
