"""Photos through the float network, for fitting and scoring; kept on disk, since it takes minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gumsole.images.encoder import squash
from gumsole.images.session import Session
from gumsole.records import RGB, Matrix
from tools.encoder.network import SIDE
from tools.encoder.projection import Labeled
from tools.encoder.sets import Shot, read_set

# Share of each side that the second view of an upload keeps, as `images/analysis.py` has it.
CENTER = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Pooled features of a set's photos, (n, 1280) each: of the whole photo and of its center."""

    folder: Path
    shots: Sequence[Shot]
    whole: Matrix
    center: Matrix

    def labeled(self) -> Labeled:
        """Features of whole photos with what is known of them."""
        products = [shot.product for shot in self.shots]
        if len(set(products)) == len(products):
            products = [shot.category for shot in self.shots]
        upload = np.array([shot.upload for shot in self.shots])
        return Labeled(self.whole, np.array(products), upload)


def look(folder: Path, model: bytes, cache: Path) -> Looks:
    """Pooled features by `model` of the photos in `folder`, from `cache` if it holds them."""
    shots = read_set(folder)
    listing = "".join(str(shot.path) for shot in shots).encode()
    kept = cache / f"{folder.name}-{hashlib.sha256(listing + model).hexdigest()[:16]}.npz"
    if not kept.exists():
        session = Session(model, name="the float network")
        views = [
            (_pooled(session, rgb), _pooled(session, center(rgb))) for rgb in (s.pixels() for s in shots)
        ]
        whole, middle = (np.concatenate(column) for column in zip(*views, strict=True))
        np.savez(kept, whole=whole, center=middle)
    with np.load(kept) as stored:
        return Looks(folder, shots, stored["whole"], stored["center"])


def center(rgb: RGB) -> RGB:
    """The middle of a photo."""
    height, width = rgb.shape[:2]
    top, left = round(height * (1 - CENTER) / 2), round(width * (1 - CENTER) / 2)
    return rgb[top : height - top, left : width - left]


def image(rgb: RGB) -> RGB:
    """A photo as the network wants it, (1, 224, 224, 3)."""
    return squash(rgb, SIDE, SIDE)[None]


def _pooled(session: Session, rgb: RGB) -> Matrix:
    return session.run(["pooled"], {"image": image(rgb)})[0]
