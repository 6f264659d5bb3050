"""How good a photo is, measured without a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gumsole.images.subject import Subject
from gumsole.records import Background, Quality

# Luma levels from the ends that count as clipped: JPEG moves 0 and 255 by a little.
CLIP_MARGIN = 2


def measure(
    width: int, height: int, frame: NDArray[np.uint8], small: NDArray[np.uint8], subject: Subject
) -> Quality:
    """Measure a photo.

    Parameters
    ----------
    width, height : int
        Pixels of the original, upright.
    frame : ndarray of shape (h, w), uint8
        Luma at the working size (short side 256).
    small : ndarray, uint8
        The same luma at the size of `subject.mask`.
    subject : Subject

    Notes
    -----
    Sharpness is the variance of the 4-neighbor Laplacian (Pech-Pacheco et al. 2000). Exposure is the mean
    luma of the subject; contrast the RMS contrast of the frame (Peli 1990); fill, edge touch and background
    are those of the subject. Clipped pixels are counted within the subject where the background is plain,
    since a packshot's is white on purpose, and over the frame elsewhere.
    """
    flat = small.ravel()
    product = flat[subject.mask.ravel()]
    within = flat if subject.background is Background.BUSY else product
    ends = np.count_nonzero((within + np.uint8(CLIP_MARGIN + 1)) <= 2 * CLIP_MARGIN + 1)
    return Quality(
        width=width,
        height=height,
        sharpness=_sharpness(frame),
        exposure=float((product if len(product) else flat).mean()) / 255,
        clipped=float(ends) / max(1, len(within)),
        contrast=min(0.5, float(flat.std()) / 255),
        fill=subject.boxes[0].share,
        edge_touch=subject.edge_touch,
        background=subject.background,
    )


def _sharpness(frame: NDArray[np.uint8]) -> float:
    """Variance of the Laplacian around every fourth row, which estimates it as well as all rows do."""
    middle = frame[1:-1:4].astype(np.int16)
    bend = middle[:, 1:-1] * np.int16(-4)
    for near in (frame[:-2:4, 1:-1], frame[2::4, 1:-1], middle[:, :-2], middle[:, 2:]):
        bend += near
    flat = bend.ravel().astype(np.float32)
    return float(flat @ flat) / flat.size - (float(flat.sum()) / flat.size) ** 2
