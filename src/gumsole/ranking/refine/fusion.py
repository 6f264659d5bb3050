"""Several ranked lists as one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Cormack, Clarke, Buettcher (2009), "Reciprocal rank fusion outperforms Condorcet and individual rank
# learning methods", SIGIR: their k, found best in a pilot and robust around it.
RANK_CONSTANT = 60


def reciprocal(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """What places in one list count for, (n,); what is fused is ordered by the sum over its lists.

    Parameters
    ----------
    places : ndarray of shape (n,), float64
        From 1; infinite where the list does not name it.
    """
    return 1 / (RANK_CONSTANT + places)
