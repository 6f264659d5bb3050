"""Tiny towers with the inputs, outputs and shapes that exports of well-known families have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from gumsole.images.presets import PRESETS, Preset

TOKENS = 5


def write_family(folder: Path, preset: Preset, *, data_apart: bool = False) -> Path:
    """ONNX files as a family's export has them, in a folder without a manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    tokens = preset.name.startswith("dinov2")
    output = "last_hidden_state" if tokens else "pooler_output" if "dino" in preset.name else "image_embeds"
    image = image_tower(preset, output, tokens=tokens)
    file = folder / "vision_model.onnx"
    if data_apart:
        onnx.save(image, file, save_as_external_data=True, location=f"{file.name}_data", size_threshold=0)
    else:
        file.write_bytes(image.SerializeToString())
    if preset.length:
        masked = preset.name.startswith("clip")
        (folder / "text_model.onnx").write_bytes(text_tower(preset, masked=masked).SerializeToString())
        write_words(folder / "tokenizer.json")
    return folder


def image_tower(preset: Preset, output: str, *, tokens: bool = False) -> onnx.ModelProto:
    """Means of the three channels, each on an axis of its own; of many tokens the first says them."""
    mix = np.eye(3, preset.dimension, dtype=np.float32)
    nodes = [
        helper.make_node("ReduceMean", ["pixel_values"], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("MatMul", ["means", "mix"], ["embedding" if tokens else output]),
    ]
    constants: dict[str, Any] = {"mix": mix}
    shape: list[int | str] = ["batch", preset.dimension]
    if tokens:
        nodes += [
            helper.make_node("Unsqueeze", ["embedding", "one"], ["first"]),
            helper.make_node("Concat", ["first", "others"], [output], axis=1),
        ]
        constants |= {"one": np.array([1]), "others": np.ones((1, TOKENS - 1, preset.dimension), np.float32)}
        shape = [1, TOKENS, preset.dimension]
    taken = [helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["b", 3, "h", "w"])]
    return _model(nodes, taken, output, shape, constants)


def text_tower(preset: Preset, *, masked: bool) -> onnx.ModelProto:
    """Words 1, 2 and 3 lie on the axes of red, green and blue; padding counts for nothing."""
    table = np.zeros((6, preset.dimension), np.float32)
    table[1:4, :3] = np.eye(3)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("ReduceSum", ["found", "axis"], ["sum" if masked else "text_embeds"], keepdims=0),
    ]
    constants: dict[str, Any] = {"table": table, "axis": np.array([1])}
    taken = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["b", "n"])]
    if masked:
        nodes += [
            helper.make_node("Cast", ["attention_mask"], ["kept"], to=TensorProto.FLOAT),
            helper.make_node("ReduceSum", ["kept", "axis"], ["words"], keepdims=1),
            helper.make_node("Div", ["sum", "words"], ["text_embeds"]),
        ]
        taken.append(helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["b", "n"]))
    return _model(nodes, taken, "text_embeds", ["b", preset.dimension], constants)


def write_words(file: Path) -> None:
    """A tokenizer of three colors."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"<pad>": 0, "red": 1, "green": 2, "blue": 3, "<unk>": 4, "<eos>": 5}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.add_special_tokens(["<eos>"])
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(file))


def family(name: str) -> Preset:
    return next(preset for preset in PRESETS if preset.name == name)


def _model(
    nodes: list[Any], taken: list[Any], output: str, shape: list[int | str], constants: dict[str, Any]
) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes,
        "tiny",
        taken,
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
