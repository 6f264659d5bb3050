"""An encoder that is not here: Amazon Titan Multimodal Embeddings, asked through Bedrock."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import numpy as np

from gumsole.aws import TITAN, Account, Operation
from gumsole.errors import BadSettings
from gumsole.images.encoder import Encoding, squash, unit
from gumsole.images.jpeg import jpeg
from gumsole.records import RGB, Vector

# `outputEmbeddingLength` of the model's reference.
DIMENSIONS = (256, 384, 1024)
# Limits of the same reference.
LONG_SIDE = 2048
MAX_BYTES = 25_000_000
# Base64 makes four bytes of three; the rest of the body takes less than a kilobyte.
MAX_JPEG_BYTES = MAX_BYTES * 3 // 4 - 1024

# Raise it with any change of what is sent: older signals are then refused.
VERSION = 1


class Titan:
    """An `Encoder` that sends what it looks at to AWS.

    Parameters
    ----------
    dimension : int
        256, 384 or 1024.

    Raises
    ------
    BadSettings
        If the model has no such dimension.
    """

    def __init__(self, account: Account, dimension: int) -> None:
        if dimension not in DIMENSIONS:
            known = ", ".join(map(str, DIMENSIONS))
            raise BadSettings(f"Titan's embeddings have {known} dimensions, not {dimension}")
        self._account = account
        self.dimension = dimension
        self.id = f"titan-{dimension}"
        # The files are AWS's: what is known of them is the model's name, which carries its version.
        self.file_hash = hashlib.sha256(f"{TITAN} {dimension} {VERSION}".encode("ascii")).hexdigest()

    @property
    def note(self) -> str:
        """Where photos go."""
        return f"{TITAN} at Amazon Bedrock in {self._account.region}; it is sent every photo, uploads too"

    @property
    def prior_mean(self) -> Vector:
        """Zeros: nothing is known of the model before it has seen the store."""
        return np.zeros(self.dimension, np.float32)

    def encode(self, rgb: RGB) -> Encoding:
        """Send a photo and take its embedding.

        Raises
        ------
        ServiceRefused, ServiceDown
            If AWS is not set up, or does not answer as hoped.
        """
        pixels = squash(rgb, rgb.shape[1], rgb.shape[0])
        photo = base64.b64encode(jpeg(pixels, long_side=LONG_SIDE, max_bytes=MAX_JPEG_BYTES)).decode("ascii")
        asked = {"inputImage": photo, "embeddingConfig": {"outputEmbeddingLength": self.dimension}}
        vector = self._account.call(
            Operation.INVOKE_MODEL,
            self._embedding,
            modelId=TITAN,
            body=json.dumps(asked).encode("ascii"),
            contentType="application/json",
            accept="application/json",
        )
        return Encoding(unit(vector), vector, None)

    def _embedding(self, answer: Any) -> Vector:
        """The vector of an answer; ValueError where it has none."""
        found = json.loads(answer["body"].read())
        vector = np.asarray(found["embedding"], np.float32)
        if vector.shape != (self.dimension,) or not np.isfinite(vector).all() or not vector.any():
            raise ValueError(f"expected {self.dimension} finite numbers, got shape {vector.shape}")
        return vector
