"""What must hold for any bytes at all; a target raises where it does not."""

from __future__ import annotations

import io

from PIL import Image

from gumsole.errors import BadPhoto, BadQuery
from gumsole.images.decode import decode
from gumsole.web.forms import MAX_FIELD_BYTES, MAX_FIELDS, FormReader
from gumsole.web.gate import frames

SHORT_SIDE = 32
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
BOUNDARY = "x-x"
FORM = (
    b'--x-x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n'
    b'\r\n\xff\xd8\xff\r\n--x-x\r\nContent-Disposition: form-data; name="words"\r\n\r\nred 7\r\n--x-x--\r\n'
)


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


def forms(data: bytes) -> None:
    """A form is read within bounds, alike in whatever pieces it comes, or refused; nothing else is raised."""
    outcomes: list[tuple[bytearray | None, list[tuple[str, str]]] | None] = []
    for size in (len(data) + 1, 7):
        reader = FormReader(f"multipart/form-data; boundary={BOUNDARY}")
        try:
            for begin in range(0, len(data), size):
                reader.take(data[begin : begin + size])
            reader.finish()
        except BadQuery:
            outcomes.append(None)
            continue
        if len(reader.fields) > MAX_FIELDS or any(len(text) > MAX_FIELD_BYTES for _, text in reader.fields):
            raise Broken("a form beyond bounds")
        outcomes.append((reader.photo, reader.fields))
    # What stands before the first boundary, which no client sends, the parser overlooks in one piece alone.
    if outcomes[0] != outcomes[1] and data.startswith(f"--{BOUNDARY}".encode()):
        raise Broken("a form is read otherwise in pieces")


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
    if name == "forms":
        return [FORM, FORM.replace(b"7", b"7" * 4000)]
    parts = [frames.answer(decode(file, short_side=SHORT_SIDE)) for file in files]
    return [b"".join(bytes(part) for part in answer) for answer in parts]
