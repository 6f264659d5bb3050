"""Golden photos, and what a model makes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gumsole.images.encoder import squash
from gumsole.images.lite0 import FREE_SIDE
from gumsole.images.session import Session
from gumsole.records import RGB, Matrix
from tools.encoder.network import SIDE

# Golden photos are kept at half size and doubled by repetition, which is exact everywhere.
GOLDEN_SIDE = SIDE // 2


def golden_photos(photos: Sequence[RGB]) -> NDArray[np.uint8]:
    """Photos at half the network's size, (n, 112, 112, 3)."""
    return np.stack([squash(photo, GOLDEN_SIDE, GOLDEN_SIDE) for photo in photos])


def golden_embeddings(model: bytes, golden: NDArray[np.uint8]) -> Matrix:
    """What a model makes of golden photos, (n, d)."""
    session = Session(model, name="the model just built", sizes={FREE_SIDE: SIDE})
    doubled = golden.repeat(2, axis=1).repeat(2, axis=2)
    return np.concatenate([session.run(["embedding"], {"image": photo[None]})[0] for photo in doubled])
