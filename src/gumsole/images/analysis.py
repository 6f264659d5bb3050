"""A photo becomes signals: the one path that catalog photos and uploads both take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from gumsole.errors import BadQuery
from gumsole.images.decode import Decoder, decode
from gumsole.images.encoder import Encoder, unit
from gumsole.images.fingerprint import fingerprint
from gumsole.images.palette import cells, color_channel, swatches, table
from gumsole.images.quality import measure
from gumsole.images.subject import find_subject
from gumsole.images.trim import trim
from gumsole.records import RGB, WHOLE, Box, Labeling, Signals, Vector

# Version of everything that leads from bytes to signals: decoding, trimming, squashing, subject, color,
# quality, fingerprint. Raise it with any change that moves one of them; older signals are then refused.
PREPROCESSING = 1

SHORT_SIDE = 256  # pixels
# A crop is decoded from a larger picture, so that it has as many pixels as a whole photo would.
MAX_SHORT_SIDE = 1024
MIN_CROP_PIXELS = 16  # what an encoder takes at least
# Colors are counted on about this many pixels a side: with 96, R@1 with color changes by .002 or less on
# eval/grocery and not at all on eval/shops.
COLOR_PIXELS = 64
# Second view of an upload: this share of each side around the center (held out, R@1 on groceries .489 with
# one view, .513 with two; on rooms of the demo store .739 and .777: docs/training.md).
CENTER_SHARE = 0.7
_CENTER = Box((1 - CENTER_SHARE) / 2, (1 - CENTER_SHARE) / 2, CENTER_SHARE, CENTER_SHARE)


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All that was learned from one photo.

    Attributes
    ----------
    signals : Signals
    rgb : ndarray of shape (h, w, 3), uint8
        Upright and untrimmed, for thumbnails.
    pooled : ndarray, float32
        The encoder's bare features of the whole photo.
    """

    signals: Signals
    rgb: RGB
    pooled: Vector


class Analyzer:
    """Looks at photos with one encoder.

    Parameters
    ----------
    encoder : Encoder
    views : int
        Looks at each photo: 1 sees the whole, 2 also its center; the embedding is their unit sum.
    decode : Decoder
        Turns a file into pixels: here, unless the files come from strangers.
    label : callable, optional
        Has the photo, or the part of it that is meant, looked at by a service outside.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        views: int = 1,
        decode: Decoder = decode,
        label: Callable[[bytes, Box | None], Labeling | None] | None = None,
    ) -> None:
        if views not in {1, 2}:
            raise BadQuery(f"a photo is looked at once or twice, not {views} times; give views=1 or views=2")
        self._encoder = encoder
        self._views = views
        self._decode = decode
        self._label = label
        table()  # made once, before threads would make it side by side

    def analyze(self, data: bytes, *, crop: Box | None = None) -> Analysis:
        """Turn the bytes of a photo file into signals.

        Parameters
        ----------
        data : bytes
            As `decode` takes them.
        crop : Box, optional
            The part that the shopper means; nothing outside of it is looked at, and nothing is trimmed.

        Raises
        ------
        BadPhoto
            If the bytes are no photo that can be decoded.
        BadQuery
            If `crop` leaves the frame or holds too few pixels.
        """
        decoded = self._decode(data, short_side=_short_side(crop))
        view, colors, frame = _view(decoded.rgb, crop)
        encoding = self._encoder.encode(view)
        embedding = encoding.embedding
        if self._views == 2 and min(view.shape[:2]) * CENTER_SHARE > MIN_CROP_PIXELS:
            embedding = unit(embedding + self._encoder.encode(cut(view, _CENTER)).embedding)
        subject = find_subject(colors, encoding.saliency)
        light = decoded.luma if frame == WHOLE else cut(decoded.luma, frame)
        signals = Signals(
            embedding=embedding,
            color=color_channel(subject.counts),
            palette=swatches(subject.counts),
            boxes=tuple(within(frame, box) for box in subject.boxes) if crop is None else (crop,),
            quality=measure(decoded.width, decoded.height, light, _thin(light), subject),
            fingerprint=fingerprint(light),
            labeling=self._label(data, crop) if self._label else None,
        )
        return Analysis(signals, decoded.rgb, encoding.pooled)


def _short_side(crop: Box | None) -> int:
    if crop is None:
        return SHORT_SIDE
    inside = min(crop.x, crop.y) >= 0 and max(crop.x + crop.w, crop.y + crop.h) <= 1 + 1e-6
    if not (inside and min(crop.w, crop.h) > 0):
        raise BadQuery(f"crop {crop.x},{crop.y},{crop.w},{crop.h} leaves the frame; give x,y,w,h in 0 to 1")
    return min(MAX_SHORT_SIDE, ceil(SHORT_SIDE / min(crop.w, crop.h)))


def _view(rgb: RGB, crop: Box | None) -> tuple[RGB, NDArray[np.uint16], Box]:
    """The part of a photo that is looked at, its color cells, and where it is."""
    if crop is None:
        colors = cells(_thin(rgb))
        frame = trim(colors)
        if frame == WHOLE:
            return rgb, colors, frame
    else:
        frame = crop
    view = cut(rgb, frame)
    return view, cells(_thin(view)), frame


def cut(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The part of a picture in a box.

    Raises
    ------
    BadQuery
        If it holds too few pixels.
    """
    height, width = pixels.shape[:2]
    top, left = round(box.y * height), round(box.x * width)
    part = pixels[top : round((box.y + box.h) * height), left : round((box.x + box.w) * width)]
    if min(part.shape[:2]) < MIN_CROP_PIXELS:
        raise BadQuery(
            f"the crop holds {part.shape[1]} x {part.shape[0]} pixels, at least {MIN_CROP_PIXELS} a side are "
            "needed; choose a larger part"
        )
    return part


def _thin(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Every n-th row and column, so that about `COLOR_PIXELS` are left of the shorter side."""
    step = max(1, round(min(pixels.shape[:2]) / COLOR_PIXELS))
    return pixels[::step, ::step]


def within(frame: Box, box: Box) -> Box:
    """A box given in fractions of `frame`, in fractions of the whole photo."""
    return Box(frame.x + box.x * frame.w, frame.y + box.y * frame.h, box.w * frame.w, box.h * frame.h)
