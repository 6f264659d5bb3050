"""Small copies of a photo, for result pages and lists."""

from __future__ import annotations

import io

from PIL import Image

from gumsole.records import RGB

LONG_SIDE = 320  # pixels: two tiles beside each other on a phone
QUALITY = 82
WEBP_QUALITY = 70


def thumbnail(rgb: RGB, *, long_side: int = LONG_SIDE) -> bytes:
    """A JPEG without metadata, its long side at most `long_side` pixels; never enlarged."""
    image = Image.fromarray(rgb)
    image.thumbnail((long_side, long_side), Image.Resampling.BICUBIC)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()


def webp(rgb: RGB, *, long_side: int) -> bytes:
    """A WebP without metadata, a third of a JPEG's size; never enlarged."""
    image = Image.fromarray(rgb)
    image.thumbnail((long_side, long_side), Image.Resampling.BICUBIC)
    file = io.BytesIO()
    image.save(file, "WEBP", quality=WEBP_QUALITY)
    return file.getvalue()
