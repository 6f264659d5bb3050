"""The text half of a tower: words in, a vector in the photos' own space out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from gumsole.errors import BrokenEncoder
from gumsole.images.encoder import unit
from gumsole.images.manifest import TextPart
from gumsole.images.session import one_vector, open_model
from gumsole.records import Vector


class TextTower:
    """A model of words and its tokenizer."""

    def __init__(self, folder: Path, part: TextPart, dimension: int) -> None:
        """Open both files.

        Raises
        ------
        BrokenEncoder
            If a file is missing or wrong, or the extra `text-tower` is not installed.
        """
        self._part = part
        self._dimension = dimension
        self._session = open_model(folder / part.file, inputs=part.inputs, outputs=[part.output])
        self._tokenizer = _tokenizer(folder / part.tokenizer, part.length)
        ends = self._tokenizer.token_to_id(part.end) in self._tokenizer.encode("a").ids
        self._end = "" if ends else part.end

    def encode(self, words: str) -> Vector:
        """Unit embedding of words, (dimension,)."""
        part = self._part
        spoken = self._tokenizer.encode((words.lower() if part.lowercase else words) + self._end)
        feed = {part.input: np.array([spoken.ids], np.int64)}
        if part.mask:
            feed[part.mask] = np.array([spoken.attention_mask], np.int64)
        found = self._session.run([part.output], feed)
        return unit(one_vector(found[0], self._dimension, self._part.file))


def _tokenizer(file: Path, length: int) -> Any:
    """A tokenizer that always yields `length` tokens; the file's own padding token is kept."""
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415  an extra, wanted only by encoders with a text tower
    except ImportError:
        raise BrokenEncoder("words need an extra: pip install 'gumsole[text-tower]'") from None
    try:
        tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    except Exception as fault:  # the library raises bare Exception
        raise BrokenEncoder(f"{file} is no tokenizer that can be read: {fault}") from fault
    tokenizer.enable_truncation(length)
    padding = tokenizer.padding or {}
    kept = {
        key: padding[key] for key in ("pad_id", "pad_token", "pad_type_id", "direction") if key in padding
    }
    tokenizer.enable_padding(length=length, **kept)
    return tokenizer
