"""Labels, colors and quality of a photo as Amazon Rekognition sees them. Nothing of faces is asked, ever."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

import numpy as np

from gumsole.aws import Account, Operation
from gumsole.colors import nearest_names, srgb_to_lab
from gumsole.errors import BadPhoto
from gumsole.images.analysis import MAX_SHORT_SIDE, cut, within
from gumsole.images.decode import Decoder, decode
from gumsole.images.jpeg import jpeg
from gumsole.records import WHOLE, Box, Label, Labeling, Moderation, Swatch

# Limits of the service ("Guidelines and quotas in Amazon Rekognition"): bytes of an image sent with the
# request, and pixels of its shorter side.
MAX_BYTES = 5 * 2**20
MIN_SIDE = 80
# Pixels; chosen, not measured: eight times the least.
SHORT_SIDE = 640
# Even a photo as narrow as `decode` lets through keeps `MIN_SIDE` then.
LONG_SIDE = 2048

MOST_LABELS = 50
# Percent; the service's own default. What is searched by is a setting.
LEAST_CONFIDENCE = 55.0
MODERATION_CONFIDENCE = 50.0
MOST_COLORS = 6  # as many as a palette of ours has


class Rekognition:
    """Asks Rekognition of photos, each decoded, downscaled and encoded anew: RGB, no metadata, below 5 MB.

    Parameters
    ----------
    decode : Decoder
        Turns a file into pixels: here, unless the files come from strangers.
    """

    def __init__(self, account: Account, *, decode: Decoder = decode) -> None:
        self._account = account
        self._decode = decode

    def labels(self, data: bytes, *, crop: Box | None = None) -> Labeling:
        """What is in the photo, or in the part of it that is meant; nothing outside of that is sent.

        Raises
        ------
        BadPhoto
            If it is no photo, or too small for the service.
        ServiceRefused, ServiceDown
            If AWS is not set up, or does not answer as hoped.
        """
        return self._account.call(
            Operation.DETECT_LABELS,
            lambda answer: _labeling(answer, crop or WHOLE),
            Image={"Bytes": self._sendable(data, crop)},
            MaxLabels=MOST_LABELS,
            MinConfidence=LEAST_CONFIDENCE,
            Features=["GENERAL_LABELS", "IMAGE_PROPERTIES"],
            Settings={"ImageProperties": {"MaxDominantColors": MOST_COLORS}},
        )

    def moderation(self, data: bytes) -> Moderation:
        """What in the photo may be unfit to be shown; raises as `labels` does."""
        return self._account.call(
            Operation.DETECT_MODERATION_LABELS,
            _moderation,
            Image={"Bytes": self._sendable(data, None)},
            MinConfidence=MODERATION_CONFIDENCE,
        )

    def _sendable(self, data: bytes, crop: Box | None) -> bytes:
        wanted = SHORT_SIDE if crop is None else min(MAX_SHORT_SIDE, ceil(SHORT_SIDE / min(crop.w, crop.h)))
        rgb = self._decode(data, short_side=wanted).rgb
        rgb = rgb if crop is None else cut(rgb, crop)
        if min(rgb.shape[:2]) < MIN_SIDE:
            raise BadPhoto(
                f"Rekognition takes photos of {MIN_SIDE} pixels a side or more, this has {min(rgb.shape[:2])}"
            )
        return jpeg(rgb, long_side=LONG_SIDE, max_bytes=MAX_BYTES)


def _labeling(answer: Mapping[str, Any], frame: Box) -> Labeling:
    properties = answer.get("ImageProperties") or {}
    foreground, background = (properties.get(side) or {} for side in ("Foreground", "Background"))
    quality = foreground.get("Quality") or properties.get("Quality") or {}
    return Labeling(
        model=f"rekognition-{answer['LabelModelVersion']}",
        labels=tuple(_label(label, frame) for label in answer["Labels"]),
        foreground=_swatches(foreground.get("DominantColors") or properties.get("DominantColors") or ()),
        background=_swatches(background.get("DominantColors") or ()),
        brightness=_measure(quality, "Brightness"),
        sharpness=_measure(quality, "Sharpness"),
        contrast=_measure(quality, "Contrast"),
    )


def _label(label: Mapping[str, Any], frame: Box) -> Label:
    boxes = (one["BoundingBox"] for one in label.get("Instances") or ())
    return Label(
        name=str(label["Name"]),
        confidence=_share(label["Confidence"]),
        aliases=_names(label.get("Aliases")),
        parents=_names(label.get("Parents")),
        categories=_names(label.get("Categories")),
        boxes=tuple(within(frame, _box(box)) for box in boxes),
    )


def _moderation(answer: Mapping[str, Any]) -> Moderation:
    return Moderation(
        model=f"rekognition-moderation-{answer['ModerationModelVersion']}",
        labels=tuple(
            Label(
                str(label["Name"]),
                _share(label["Confidence"]),
                parents=(str(label["ParentName"]),) if label.get("ParentName") else (),
            )
            for label in answer["ModerationLabels"]
        ),
    )


def _names(found: Iterable[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(str(one["Name"]) for one in found or ())


def _box(found: Mapping[str, Any]) -> Box:
    """A box within the frame: that of a thing which leaves the photo may reach beyond it."""
    left, top = (min(max(_number(found[side]), 0.0), 1.0) for side in ("Left", "Top"))
    right = min(_number(found["Left"]) + _number(found["Width"]), 1.0)
    bottom = min(_number(found["Top"]) + _number(found["Height"]), 1.0)
    return Box(left, top, max(right - left, 0.0), max(bottom - top, 0.0))


def _swatches(found: Iterable[Mapping[str, Any]]) -> tuple[Swatch, ...]:
    colors = list(found)
    if not colors:
        return ()
    rgb = np.array([[int(one[part]) for part in ("Red", "Green", "Blue")] for one in colors])
    lab = srgb_to_lab(rgb.clip(0, 255).astype(np.uint8))
    swatches = [
        Swatch((float(light), float(a), float(b)), _share(one["PixelPercent"]), name)
        for (light, a, b), one, name in zip(lab, colors, nearest_names(lab), strict=True)
    ]
    return tuple(sorted(swatches, key=lambda one: -one.share))


def _measure(quality: Mapping[str, Any], name: str) -> float | None:
    return None if quality.get(name) is None else _number(quality[name])


def _share(percent: Any) -> float:
    return min(max(_number(percent) / 100, 0.0), 1.0)


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no finite number")
    return number
