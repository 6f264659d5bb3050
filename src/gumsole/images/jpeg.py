"""Pixels as a file for services that look at photos: RGB, no metadata, within their bounds."""

from __future__ import annotations

import io

from PIL import Image

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.records import RGB

# Nearly nothing is lost at the first; the others are for photos so busy that it gives too many bytes.
_QUALITIES = (92, 80, 60)


def jpeg(rgb: RGB, *, long_side: int, max_bytes: int) -> bytes:
    """A baseline JPEG of at most `max_bytes`, its long side at most `long_side` pixels; never enlarged.

    Raises
    ------
    BadPhoto
        If even the strongest compression gives more bytes.
    """
    image = Image.fromarray(rgb)
    image.thumbnail((long_side, long_side), Image.Resampling.BICUBIC, reducing_gap=None)
    for quality in _QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        if file.tell() <= max_bytes:
            return file.getvalue()
    raise BadPhoto(f"the photo takes more than {max_bytes} bytes as a JPEG", PhotoFault.TOO_LARGE)
