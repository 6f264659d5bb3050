"""Arrays by what is in them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]  # H×W×3, sRGB
Vector = NDArray[np.float32]  # (d,)
Matrix = NDArray[np.float32]  # (n, d)
