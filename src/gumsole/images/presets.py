"""Manifests of well-known towers, so that a folder with their ONNX files needs none of its own.

Input sizes, means and deviations are those of the published preprocessor configurations; names of inputs and
outputs are read from the files and matched with those of the usual ONNX exports (Optimum, Transformers.js). A
folder's own `encoder.toml` wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from gumsole.errors import BrokenEncoder

_CLIP = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
_HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
_IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
Norm = tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a family before its files are there.

    Attributes
    ----------
    name : str
        What `--preset` takes, and the id of the encoder made with it.
    hub : str
        Where its files usually are, as owner/name.
    dimension : int
        Of the embedding.
    side : int
        Pixels of the square input.
    norm : tuple
        Mean and deviation of RGB in [0, 1].
    length : int
        Tokens of the text tower; 0 where there is none.
    lowercase : bool
        Words are lowered before they are tokenized.
    end : str
        Token that ends a text, where the tokenizer does not set it by itself.
    """

    name: str
    hub: str
    dimension: int
    side: int
    norm: Norm
    length: int = 0
    lowercase: bool = False
    end: str = ""


PRESETS = (
    Preset("clip-vit-b32", "Xenova/clip-vit-base-patch32", 512, 224, _CLIP, length=77),
    Preset(
        "siglip2-base", "onnx-community/siglip2-base-patch16-224-ONNX", 768, 224, _HALF, 64, True, "<eos>"
    ),
    Preset("marqo-ecommerce-b", "Marqo/marqo-ecommerce-embeddings-B", 768, 224, _HALF, 64, lowercase=True),
    Preset("marqo-ecommerce-l", "Marqo/marqo-ecommerce-embeddings-L", 1024, 256, _HALF, 64, lowercase=True),
    Preset("dinov2-small", "onnx-community/dinov2-small-ONNX", 384, 224, _IMAGENET),
    Preset("dinov2-base", "onnx-community/dinov2-base-ONNX", 768, 224, _IMAGENET),
    Preset("dinov3-small", "onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX", 384, 224, _IMAGENET),
    Preset("dinov3-base", "onnx-community/dinov3-vitb16-pretrain-lvd1689m-ONNX", 768, 224, _IMAGENET),
)

# Where exports keep their towers, the likeliest first.
IMAGE_FILES = ("image.onnx", "onnx/vision_model.onnx", "vision_model.onnx", "onnx/model.onnx", "model.onnx")
TEXT_FILES = ("text.onnx", "onnx/text_model.onnx", "text_model.onnx")
TOKENIZER = "tokenizer.json"
# What exports call an embedding, the best first; the last is of tokens, of which the first is taken.
IMAGE_OUTPUTS = ("image_embeds", "pooler_output", "last_hidden_state")
TEXT_OUTPUTS = ("text_embeds", "pooler_output")
_TOKENS = "last_hidden_state"
_MASK = "attention_mask"


@dataclass(frozen=True, slots=True)
class Graph:
    """What a model's file says of itself.

    Attributes
    ----------
    file : str
        Its name.
    """

    file: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    def output(self, wanted: tuple[str, ...]) -> str:
        """The embedding's name.

        Raises
        ------
        BrokenEncoder
            If it has none that is known.
        """
        found = next((name for name in wanted if name in self.outputs), None)
        if found is None:
            raise BrokenEncoder(
                f"{self.file} has none of the outputs {', '.join(wanted)}, only {', '.join(self.outputs)}; "
                "write its encoder.toml"
            )
        return found


def preset_named(name: str) -> Preset | None:
    """The preset of a name or a usual place; None where nothing is known of it."""
    return next((one for one in PRESETS if name in {one.name, one.hub}), None)


def manifest_of(preset: Preset, image: Graph, text: Graph | None) -> str:
    """The `encoder.toml` of a preset, for the files that are there.

    Raises
    ------
    BrokenEncoder
        If they have no output that is known.
    """
    mean, std = (list(values) for values in preset.norm)
    output = image.output(IMAGE_OUTPUTS)
    lines = [
        f'id = "{preset.name}"',
        f"dimension = {preset.dimension}",
        "",
        "[image]",
        f'file = "{image.file}"',
        f'input = "{image.inputs[0]}"',
        f'output = "{output}"',
        f"width = {preset.side}",
        f"height = {preset.side}",
        'layout = "NCHW"',
        f"mean = {mean}",
        f"std = {std}",
        *(['pooling = "first"'] if output == _TOKENS else []),
    ]
    if text and preset.length:
        lines += [
            "",
            "[text]",
            f'file = "{text.file}"',
            'input = "input_ids"',
            f'output = "{text.output(TEXT_OUTPUTS)}"',
            f'tokenizer = "{TOKENIZER}"',
            f"length = {preset.length}",
            *([f'mask = "{_MASK}"'] if _MASK in text.inputs else []),
            *(["lowercase = true"] if preset.lowercase else []),
            *([f'end = "{preset.end}"'] if preset.end else []),
        ]
    return "\n".join(lines) + "\n"
