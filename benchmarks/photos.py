"""Photos as a storefront sends them."""

from __future__ import annotations

import io

from PIL import Image

from gumsole import demo

LONG_SIDE = 1024
PHONE_LONG_SIDE = 4000  # 12 megapixels
QUALITY = 85


def uploads(*, long_side: int = LONG_SIDE) -> list[bytes]:
    """The demo store's shopper photos, as JPEGs of so many pixels."""
    with demo.queries() as paths:
        return [_sized(path.read_bytes(), long_side) for path in paths]


def _sized(data: bytes, long_side: int) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        scale = long_side / max(image.size)
        size = (round(image.width * scale), round(image.height * scale))
        file = io.BytesIO()
        image.convert("RGB").resize(size).save(file, "JPEG", quality=QUALITY)
        return file.getvalue()
