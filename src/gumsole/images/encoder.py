"""What every encoder promises, so that the rest of the room need not know which one looks at a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PIL import Image

from gumsole.errors import BadPhoto
from gumsole.records import RGB, Matrix, Vector

# A photo of fewer pixels a side says nothing that a product could be told by.
MIN_SIDE = 16


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One forward pass.

    Attributes
    ----------
    embedding : ndarray of shape (dimension,), float32
        Unit length.
    pooled : ndarray of shape (f,), float32
        The network's bare features, not normalized.
    saliency : ndarray of shape (h, w), float32, or None
        Channel mean of the last feature map, at least 0; None where a tower has no map.
    """

    embedding: Vector
    pooled: Vector
    saliency: Matrix | None


class Encoder(Protocol):
    """Pixels in, one `Encoding` out; safe to share between threads."""

    @property
    def id(self) -> str:
        """Name and version, such as `lite0-1`."""

    @property
    def file_hash(self) -> str:
        """SHA-256 of the files in use, hexadecimal."""

    @property
    def dimension(self) -> int:
        """Length of the embedding."""

    @property
    def note(self) -> str:
        """What an operator should know of the files in use."""

    @property
    def prior_mean(self) -> Vector:
        """Mean embedding, (dimension,), that is assumed of a store before its own photos say more."""

    def encode(self, rgb: RGB) -> Encoding:
        """Look once at a photo of at least 16 x 16 pixels, squashed to the network's own input size."""


def squash(rgb: RGB, width: int, height: int) -> RGB:
    """Resize to exactly `width` x `height`, bicubic with antialiasing, aspect ratio given up.

    Squashing found more products than a letterbox did (bare R@1 on eval/shops .472 against .408).

    Raises
    ------
    BadPhoto
        If `rgb` is not uint8 of shape (H, W, 3) with both sides at least 16.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or min(rgb.shape[:2]) < MIN_SIDE:
        raise BadPhoto(
            f"expected uint8 pixels of shape (H, W, 3), sides >= {MIN_SIDE}; got {rgb.dtype} {rgb.shape}"
        )
    if rgb.shape[:2] == (height, width):
        return rgb
    return np.asarray(Image.fromarray(rgb).resize((width, height), Image.Resampling.BICUBIC))


def unit(vector: Vector) -> Vector:
    """The same direction at length 1, float32; a zero vector stays zero."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length > 0 else vector).astype(np.float32)
