"""Photos through a model, for fitting and scoring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gumsole.images.encoder import squash
from gumsole.images.session import Session
from gumsole.records import RGB
from tools.encoder.network import SIDE
from tools.encoder.projection import Labeled
from tools.encoder.sets import Shot


def labeled(session: Session, shots: Sequence[Shot]) -> Labeled:
    """Pooled features of photos with what is known of them."""
    return Labeled(
        features=np.concatenate(
            [session.run(["pooled"], {"image": image(shot.pixels())})[0] for shot in shots]
        ),
        products=np.array([shot.product for shot in shots]),
        upload=np.array([shot.upload for shot in shots]),
    )


def image(rgb: RGB) -> RGB:
    """A photo as the network wants it, (1, 224, 224, 3)."""
    return squash(rgb, SIDE, SIDE)[None]
