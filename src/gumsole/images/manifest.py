"""The manifest of a tower, `encoder.toml`, read strictly: an unknown key is an error."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from gumsole.errors import BrokenEncoder

MANIFEST = "encoder.toml"
# Sides beyond this are a slip of the pen: the largest published image towers take 1,024.
MAX_SIDE = 2048
# Less is no deviation of real pixels in [0, 1].
MIN_STD = 0.001
LAYOUTS = ("NCHW", "NHWC")
# The output is the embedding, or that of the first token.
POOLINGS = ("none", "first")


@dataclass(frozen=True, slots=True)
class ImagePart:
    """How the image tower wants its pixels and what it gives.

    Attributes
    ----------
    width, height : int
        Pixels of its input.
    channels_last : bool
        Layout NHWC instead of NCHW, of input and feature map.
    mean, std : tuple of float
        Of RGB in [0, 1].
    feature_map : str or None
        The output that saliency is the channel mean of.
    first_token : bool
        The output is one vector a token, (1, tokens, dimension): the first is the embedding.
    """

    file: str
    input: str
    output: str
    width: int
    height: int
    channels_last: bool
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    feature_map: str | None
    first_token: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        """What is asked of the model, embedding first."""
        return (self.output,) if self.feature_map is None else (self.output, self.feature_map)


@dataclass(frozen=True, slots=True)
class TextPart:
    """How the text tower wants its tokens and what it gives.

    Attributes
    ----------
    mask : str or None
        The input that tells words from padding.
    lowercase : bool
        Words are lowered first.
    end : str
        Token that ends a text, where the tokenizer does not set it by itself; empty: none.
    """

    file: str
    input: str
    output: str
    tokenizer: str
    length: int
    mask: str | None = None
    lowercase: bool = False
    end: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """What the model is fed."""
        return (self.input,) if self.mask is None else (self.input, self.mask)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a tower's folder says of itself."""

    id: str
    dimension: int
    image: ImagePart
    text: TextPart | None


class _Table:
    """One table of the manifest; every refusal names file, key and value."""

    def __init__(self, file: Path, name: str, values: Mapping[str, Any]) -> None:
        self._file = file
        self._name = name
        self._values = values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def fault(self, key: str, expected: str) -> BrokenEncoder:
        """What to raise for a value that is not as expected."""
        got = repr(self._values[key]) if key in self._values else "nothing"
        return BrokenEncoder(f"{self._file}: {self._name}{key} must be {expected}; got {got}")

    def allow(self, *keys: str) -> None:
        """Refuse every other key."""
        unknown = sorted(set(self._values) - set(keys))
        if unknown:
            known = ", ".join(keys)
            raise BrokenEncoder(f"{self._file}: {self._name}{unknown[0]} is unknown; known here: {known}")

    def table(self, key: str) -> _Table:
        """A table inside this one."""
        value = self._values.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, "a table")
        return _Table(self._file, f"{key}.", value)

    def text(self, key: str) -> str:
        """A string that is not empty."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value:
            raise self.fault(key, "a string")
        return value

    def count(self, key: str, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self._values.get(key)
        if type(value) is not int or not 1 <= value <= most:
            raise self.fault(key, f"a whole number from 1 to {most}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self._values.get(key, False)
        if type(value) is not bool:
            raise self.fault(key, "true or false")
        return value

    def triple(self, key: str, *, positive: bool = False) -> tuple[float, float, float]:
        """Three numbers, one for each of red, green and blue."""
        value = self._values.get(key)
        if not isinstance(value, list) or len(value) != 3 or not all(_is_number(v) for v in value):
            raise self.fault(key, "three numbers")
        if positive and min(value) < MIN_STD:
            raise self.fault(key, f"three numbers of {MIN_STD} or more")
        return float(value[0]), float(value[1]), float(value[2])


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and math.isfinite(cast(float, value))


def read_manifest(folder: Path) -> Manifest:
    """Read `encoder.toml` in `folder`.

    Raises
    ------
    BrokenEncoder
        If it is missing, is no TOML, lacks a key, has one too many, or holds a value of the wrong kind.
    """
    file = folder / MANIFEST
    try:
        top = _Table(file, "", tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BrokenEncoder(f"{file} cannot be read: {fault}") from fault
    top.allow("id", "dimension", "image", "text")
    return Manifest(top.text("id"), top.count("dimension", 65536), _image(top.table("image")), _text(top))


def _image(table: _Table) -> ImagePart:
    table.allow(
        "file", "input", "output", "width", "height", "layout", "mean", "std", "feature_map", "pooling"
    )
    if table.text("layout") not in LAYOUTS:
        raise table.fault("layout", f"one of {', '.join(LAYOUTS)}")
    if "pooling" in table and table.text("pooling") not in POOLINGS:
        raise table.fault("pooling", f"one of {', '.join(POOLINGS)}")
    return ImagePart(
        file=table.text("file"),
        input=table.text("input"),
        output=table.text("output"),
        width=table.count("width", MAX_SIDE),
        height=table.count("height", MAX_SIDE),
        channels_last=table.text("layout") == "NHWC",
        mean=table.triple("mean"),
        std=table.triple("std", positive=True),
        feature_map=table.text("feature_map") if "feature_map" in table else None,
        first_token="pooling" in table and table.text("pooling") == "first",
    )


def _text(top: _Table) -> TextPart | None:
    if "text" not in top:
        return None
    table = top.table("text")
    table.allow("file", "input", "output", "tokenizer", "length", "mask", "lowercase", "end")
    return TextPart(
        table.text("file"),
        table.text("input"),
        table.text("output"),
        table.text("tokenizer"),
        table.count("length", 8192),
        table.text("mask") if "mask" in table else None,
        table.flag("lowercase"),
        table.text("end") if "end" in table else "",
    )
