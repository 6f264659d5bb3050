"""Any ONNX image tower from a folder: its files beside a small manifest, `encoder.toml`.

::

    id = "siglip-b16"          # name and version
    dimension = 768            # length of the embedding

    [image]
    file = "image.onnx"
    input = "pixel_values"
    output = "image_embeds"
    width = 224
    height = 224
    layout = "NCHW"            # or NHWC
    mean = [0.5, 0.5, 0.5]     # of pixels in [0, 1], RGB
    std = [0.5, 0.5, 0.5]
    pooling = "first"          # optional: the output is (1, tokens, dimension), the first is meant
    feature_map = "features"   # optional: (1, c, h, w), or (1, h, w, c) where the layout is NHWC

    [text]                     # optional: words in, the same space out
    file = "text.onnx"
    input = "input_ids"
    output = "text_embeds"
    tokenizer = "tokenizer.json"
    length = 64                # tokens; shorter texts are padded, longer ones cut
    mask = "attention_mask"    # optional: the input that tells words from padding
    lowercase = true           # optional: words are lowered first
    end = "<eos>"              # optional: token that ends a text, where the tokenizer does not set it
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BrokenEncoder
from gumsole.images.encoder import Encoding, squash, unit
from gumsole.images.manifest import MANIFEST, ImagePart, Manifest, read_manifest
from gumsole.images.pinning import digest as hash_of
from gumsole.images.session import DATA_SUFFIX, Session, one_vector, open_model
from gumsole.images.text_tower import TextTower
from gumsole.records import RGB, Matrix, Vector


class Tower:
    """An `Encoder` made of somebody else's model; opened by `load`."""

    def __init__(self, manifest: Manifest, image: Session, text: TextTower | None, file_hash: str) -> None:
        self._manifest = manifest
        self._image = image
        self._text = text
        self.file_hash = file_hash

    @classmethod
    def load(cls, folder: Path) -> Tower:
        """Open the tower in `folder`.

        Raises
        ------
        BrokenEncoder
            If the manifest or a file it names is missing or wrong, or the model computes something else than
            the manifest says.
        """
        manifest = read_manifest(folder)
        image, text = manifest.image, manifest.text
        names = [MANIFEST, image.file] + ([text.file, text.tokenizer] if text else [])
        names += [apart for name in names if (folder / (apart := name + DATA_SUFFIX)).exists()]
        tower = cls(
            manifest,
            open_model(folder / image.file, inputs=[image.input], outputs=image.outputs),
            TextTower(folder, text, manifest.dimension) if text else None,
            _digest([folder / name for name in names]),
        )
        tower.encode(np.zeros((image.height, image.width, 3), np.uint8))
        return tower

    @property
    def id(self) -> str:
        """Name and version, as the manifest gives them."""
        return self._manifest.id

    @property
    def dimension(self) -> int:
        """Length of the embedding."""
        return self._manifest.dimension

    @property
    def note(self) -> str:
        """Which files are in use."""
        text = f" and {self._manifest.text.file}" if self._manifest.text else ""
        return f"{self._manifest.image.file}{text}"

    @property
    def reads(self) -> bool:
        """True if words have embeddings, too."""
        return self._text is not None

    @property
    def prior_mean(self) -> Vector:
        """Zeros: nothing is known of somebody else's model before it has seen the store."""
        return np.zeros(self.dimension, np.float32)

    def encode(self, rgb: RGB) -> Encoding:
        """Look once at a photo."""
        part = self._manifest.image
        found = self._image.run(part.outputs, {part.input: self._pixels(rgb)})
        vector = one_vector(_first(found[0], part), self.dimension, part.file)
        return Encoding(unit(vector), vector, self._saliency(found[1]) if len(found) > 1 else None)

    def encode_text(self, words: str) -> Vector:
        """Unit embedding, (dimension,), of words, comparable with those of photos.

        Raises
        ------
        BrokenEncoder
            If this encoder has no text tower.
        """
        if self._text is None:
            raise BrokenEncoder(
                f"{self.id} has no text tower; add [text] to its {MANIFEST}, or search by photo"
            )
        return self._text.encode(words)

    def _pixels(self, rgb: RGB) -> NDArray[np.float32]:
        part = self._manifest.image
        scaled = squash(rgb, part.width, part.height).astype(np.float32) / np.float32(255)
        normal = (scaled - np.array(part.mean, np.float32)) / np.array(part.std, np.float32)
        ordered = normal if part.channels_last else normal.transpose(2, 0, 1)
        return np.ascontiguousarray(ordered[None], np.float32)

    def _saliency(self, features: NDArray[np.float32]) -> Matrix:
        part = self._manifest.image
        if features.ndim != 4 or len(features) != 1:
            raise BrokenEncoder(
                f"{part.file} output {part.feature_map} has shape {features.shape}; expected 4 axes, 1 first"
            )
        saliency: Matrix = np.asarray(features[0].mean(axis=2 if part.channels_last else 0)).clip(0)
        return saliency


def _first(found: NDArray[np.float32], part: ImagePart) -> NDArray[np.float32]:
    """One vector of several, one a token, where the manifest says so."""
    return found[:, 0] if part.first_token and found.ndim == 3 else found


def _digest(files: list[Path]) -> str:
    """One SHA-256 over the digests of all files, so that neither their names nor their borders matter."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(bytes.fromhex(hash_of(file)))
    return digest.hexdigest()
