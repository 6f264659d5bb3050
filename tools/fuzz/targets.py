"""What must hold for any bytes at all; a target raises where it does not."""

from __future__ import annotations

import io

from PIL import Image

from gumsole.errors import BadPhoto
from gumsole.images.decode import decode
from gumsole.web.gate import frames

SHORT_SIDE = 32
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


class Broken(Exception):
    """Something came out that must not."""


def uploads(data: bytes) -> None:
    """A photo is decoded within its bounds, or refused as a bad photo; nothing else is ever raised."""
    try:
        decoded = decode(data, short_side=SHORT_SIDE)
    except BadPhoto:
        return
    if decoded.rgb.shape != (*decoded.luma.shape, 3) or min(decoded.luma.shape) > SHORT_SIDE:
        raise Broken(f"pixels of shape {decoded.rgb.shape}, luma of {decoded.luma.shape}")


def answers(data: bytes) -> None:
    """What a decoder process says is an answer within bounds, or noticed to be none."""
    file = io.BytesIO(data)

    def fill(view: memoryview) -> None:
        if file.readinto(view) < len(view):
            raise EOFError

    try:
        answer = frames.read_answer(fill, short_side=SHORT_SIDE)
    except (frames.Garbled, EOFError):
        return
    if isinstance(answer, BadPhoto):
        if not str(answer).isprintable() or len(str(answer)) > frames.MAX_TEXT_BYTES:
            raise Broken(f"text {str(answer)!r}")
    elif answer.rgb.shape != (*answer.luma.shape, 3) or min(answer.luma.shape) > SHORT_SIDE:
        raise Broken(f"pixels of shape {answer.rgb.shape}, luma of {answer.luma.shape}")


def seeds(name: str) -> list[bytes]:
    """Good inputs of a target, to start from."""
    image = Image.radial_gradient("L").resize((40, 36)).convert("RGB")
    files = []
    for kind in KINDS:
        file = io.BytesIO()
        image.save(file, kind)
        files.append(file.getvalue())
    if name == "uploads":
        return files
    parts = [frames.answer(decode(file, short_side=SHORT_SIDE)) for file in files]
    return [b"".join(bytes(part) for part in answer) for answer in parts]
