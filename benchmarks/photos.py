"""Photos as a storefront sends them."""

from __future__ import annotations

import io

from PIL import Image

from gumsole import demo

LONG_SIDE = 1024
QUALITY = 85


def uploads() -> list[bytes]:
    """The demo store's shopper photos, as JPEGs of 1024 px."""
    with demo.queries() as paths:
        return [_shrunk(path.read_bytes()) for path in paths]


def _shrunk(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        scale = LONG_SIDE / max(image.size)
        size = (round(image.width * scale), round(image.height * scale))
        file = io.BytesIO()
        image.convert("RGB").resize(size).save(file, "JPEG", quality=QUALITY)
        return file.getvalue()
