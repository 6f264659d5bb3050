"""A photo's perceptual fingerprint: equal, or nearly so, however often the photo was saved or resized."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Matrix

# 8 x 8 lowest frequencies make 64 bits (C. Zauner 2010, "Implementation and benchmarking of perceptual image
# hash functions", DCT based hash).
SIDE = 8
# Samples a side, 16 for each half wave of the highest frequency.
SAMPLES = 128
# Coefficients weaker than this (of luma in [0, 255], mean over the frame) are noise of the file format.
NOISE = 0.05


def fingerprint(luma: NDArray[np.uint8]) -> int:
    """64-bit DCT hash of a photo's luma.

    Parameters
    ----------
    luma : ndarray of shape (h, w), uint8

    Returns
    -------
    int
        In [0, 2**64); compare by `distance`.
    """
    step = max(1, min(luma.shape) // SAMPLES)
    samples = luma[::step, ::step].astype(np.float32)
    waves = _waves(samples.shape[0]) @ samples @ _waves(samples.shape[1]).T
    waves[0, 0] = 0.0  # mean brightness says nothing about the picture
    bits = waves > max(float(np.median(waves)), 0.0) + NOISE
    return int.from_bytes(np.packbits(bits).tobytes())


def distance(left: int, right: int) -> int:
    """Bits in which two fingerprints differ, 0 to 64; up to about 8 is the same picture."""
    return (left ^ right).bit_count()


@lru_cache(maxsize=256)
def _waves(size: int) -> Matrix:
    """The lowest frequencies of the DCT-II over `size` samples, as means."""
    sample = (np.arange(size) + 0.5) / size
    return np.asarray(np.cos(np.pi * np.arange(SIDE)[:, None] * sample) / size, np.float32)
