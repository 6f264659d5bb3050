"""How fit a product's first photo is to sell it, as one number.

Each measure becomes a share in [0, 1]: 0 where the photo fails, 1 where nothing is amiss. A photo is as good
as the worst of them, so that one look at the measures says what to mend.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.store.tables.columns import MeasureColumns, Reals

# Short side in pixels. Google Merchant Center refuses products below 100 × 100, and from 2027-01-31 all
# below 500 × 500; eBay asks for 500, too.
REFUSED_SIDE, FULL_SIDE = 100.0, 500.0

# Measured on the demo store: of its 692 photos from the front and from three quarters without a flaw in
# `flaws.csv`, 99 in 100 have at least SHARP and FILLED; the softest that is listed as blurred has BLURRED.
BLURRED, SHARP = 4.0, 50.0
FILLED = 0.22

# Exposure of the subject: of the 570 catalog photos of real shops in the eval sets, black and white products
# among them, 99 in 100 are above DIM and 99 in 100 below BRIGHT; at the ends nothing is left to see.
BLACK, DIM = 0.0, 0.13
BRIGHT, WHITE = 0.85, 1.0

# Amazon refuses a main photo whose background is not white, Google advises against it: halfway.
BUSY = 0.5


def photo_quality(measures: MeasureColumns) -> NDArray[np.float32]:
    """Quality of photos.

    Returns
    -------
    ndarray of float32
        In [0, 1]; NaN where nothing was measured, which is not a bad photo.

    Notes
    -----
    The least of seven shares: short side, sharpness, exposure and fill, each rising linearly between the
    constants of this module (exposure falls again towards white); 1 - clipped, what still shows detail;
    1 - edge touch, how much of the frame's border the product leaves free; and the background's.
    """
    exposure = np.minimum(_share(measures.exposure, BLACK, DIM), 1 - _share(measures.exposure, BRIGHT, WHITE))
    shares = (
        _share(np.minimum(measures.width, measures.height), REFUSED_SIDE, FULL_SIDE),
        _share(measures.sharpness, BLURRED, SHARP),
        exposure,
        1 - measures.clipped,
        1 - measures.edge_touch,
        _share(measures.fill, 0.0, FILLED),
        np.where(measures.busy, BUSY, 1.0),
    )
    least: NDArray[np.float32] = np.minimum.reduce(shares).astype(np.float32)
    return least


def _share(values: Reals, none: float, all_: float) -> Reals:
    """How far values have come from `none` to `all_`, in [0, 1]."""
    return np.clip((values - none) / (all_ - none), 0.0, 1.0)
