"""The encoder that ships: EfficientNet-Lite0, its second half trained to tell products apart.

It comes twice: int8, which is the faster, and float, used where a processor's int8 does not compute what it
should. What was built, from what and how good it is: `models/CARD.md`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BrokenEncoder
from gumsole.images.encoder import Encoding, squash
from gumsole.images.session import Session
from gumsole.records import RGB, Matrix, Vector

ID = "lite0-2"
SIDE = 224  # pixels; the resolution the network was trained at
# What the files call the side of their input, which they leave open: `tools.training quantized` asks them at
# others, of which 288 found less (docs/training.md).
FREE_SIDE = "side"
# Lowest cosine between a golden photo's embedding and the stored one; processors round int8 differently.
MIN_GOLDEN_COSINE = 0.99
INT8, FLOAT, COMPANION = "lite0-int8.onnx", "lite0-float.onnx", "lite0.npz"
_ARRAYS = ("golden", "golden_int8", "golden_float", "prior_mean")
_OUTPUTS = ("embedding", "pooled", "saliency")


class Lite0:
    """The default `Encoder`; made by `load`.

    Attributes
    ----------
    note : str
        Which of the two files is in use, and why.
    prior_mean : ndarray of shape (dimension,), float32
        Mean embedding of the catalog photos that it was trained on; what is assumed of a store
        before its own photos say more (see `domain`).
    """

    id = ID

    def __init__(self, model: bytes, *, name: str, note: str, prior_mean: Vector) -> None:
        self._session = Session(model, name=name, sizes={FREE_SIDE: SIDE})
        self.file_hash = hashlib.sha256(model).hexdigest()
        self.note = note
        self.prior_mean = prior_mean

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Lite0:
        """Open the int8 file, or the float file where golden photos show that int8 is not to be trusted.

        Parameters
        ----------
        folder : Traversable, optional
            Where the files are; by default those inside the package.

        Raises
        ------
        BrokenEncoder
            If files are missing, do not load, or neither computes what it should.
        """
        folder = folder or resources.files("gumsole.images") / "models"
        companion = _companion(folder)
        photos, reason = np.repeat(np.repeat(companion["golden"], 2, axis=1), 2, axis=2), ""
        for name, expected in ((INT8, companion["golden_int8"]), (FLOAT, companion["golden_float"])):
            encoder = cls(
                _read(folder, name), name=name, note=f"{name}{reason}", prior_mean=companion["prior_mean"]
            )
            worst = encoder.golden_cosine(photos, expected)
            if worst >= MIN_GOLDEN_COSINE:
                return encoder
            reason += f", because {name} reaches only cosine {worst:.4f} on golden photos here"
        raise BrokenEncoder(f"this processor computes neither model as it should{reason}; please report it")

    @property
    def dimension(self) -> int:
        """Length of the embedding."""
        return len(self.prior_mean)

    def encode(self, rgb: RGB) -> Encoding:
        """Look once at a photo."""
        image = squash(rgb, SIDE, SIDE)[None]
        embedding, pooled, saliency = self._session.run(_OUTPUTS, {"image": image})
        return Encoding(embedding[0], pooled[0], saliency[0])

    def golden_cosine(self, photos: NDArray[np.uint8], expected: Matrix) -> float:
        """Lowest cosine between embeddings of `photos` (n, H, W, 3) and those `expected` (n, dimension)."""
        found = np.stack([self.encode(photo).embedding for photo in photos])
        return float((found * expected).sum(axis=1).min())


def _companion(folder: Traversable) -> dict[str, NDArray[Any]]:
    """Golden photos at half size, their embeddings by either file, and the prior mean."""
    try:
        with np.load(io.BytesIO(_read(folder, COMPANION))) as stored:
            return {name: stored[name] for name in _ARRAYS}
    except (zipfile.BadZipFile, ValueError, KeyError) as fault:
        raise BrokenEncoder(f"{COMPANION} is damaged ({fault}); install Gumsole again") from fault


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as fault:
        raise BrokenEncoder(f"{folder / name} cannot be read ({fault}); install Gumsole again") from fault
