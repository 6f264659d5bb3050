"""What the server and a decoder process say to each other: fixed headers, and sizes that are bounded.

The server asks with the wanted short side and the file's bytes. A decoder process reads what strangers send
and may have been taken over by it, so the server takes nothing in an answer for granted: a header of a fixed
size holds small numbers, each of which has a range, and nothing is ever unpickled.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

import numpy as np

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.images.container import Format
from gumsole.images.decode import MAX_ASPECT, MAX_PIXELS_JPEG, MIN_SIDE, Decoded

# A process says this once, when it is loaded and confined.
READY = b"+"

# Short side, bytes of the file.
QUESTION = struct.Struct(">II")

# Verdict, format, width and height of the original, rows and columns of the pixels. Of a refusal, the length
# of its text in bytes takes the place of the rows, and the rest is zero.
ANSWER = struct.Struct(">BBIIII")
FORMATS = tuple(Format)
FAULTS = tuple(PhotoFault)  # verdicts from 1 on
DECODED = 0
MAX_TEXT_BYTES = 400


class Garbled(Exception):
    """An answer that no decoder of ours gives."""


def question(data: bytes, *, short_side: int) -> Sequence[bytes]:
    """The parts of a question."""
    return QUESTION.pack(short_side, len(data)), data


def answer(decoded: Decoded) -> Sequence[bytes | memoryview]:
    """The parts of an answer."""
    rows, columns = decoded.luma.shape
    size = decoded.width, decoded.height
    head = ANSWER.pack(DECODED, FORMATS.index(Format(decoded.format)), *size, rows, columns)
    return head, decoded.rgb.data, decoded.luma.data


def refusal(refused: BadPhoto) -> Sequence[bytes]:
    """The parts of an answer that says why a photo was refused."""
    text = str(refused).encode("ascii", "replace")[:MAX_TEXT_BYTES]
    return ANSWER.pack(1 + FAULTS.index(refused.fault), 0, 0, 0, len(text), 0), text


def read_answer(fill: Callable[[memoryview], None], *, short_side: int) -> Decoded | BadPhoto:
    """Read an answer to a question that asked for `short_side`.

    Parameters
    ----------
    fill : callable
        Fills a view with the next bytes.

    Raises
    ------
    Garbled
        If the answer is none that `answer` or `refusal` makes.
    """
    head = bytearray(ANSWER.size)
    fill(memoryview(head))
    verdict, kind, width, height, rows, columns = ANSWER.unpack(head)
    if verdict == DECODED:
        sane = kind < len(FORMATS) and _is_original(width, height) and _is_shrunk(rows, columns, short_side)
        if not sane:
            raise Garbled
        pixels = np.empty(4 * rows * columns, np.uint8)
        fill(pixels.data)
        pixels.flags.writeable = False
        rgb, luma = np.split(pixels, [3 * rows * columns])
        shape = (rows, columns)
        return Decoded(rgb.reshape(*shape, 3), luma.reshape(shape), width, height, FORMATS[kind].value)
    if verdict > len(FAULTS) or rows > MAX_TEXT_BYTES:
        raise Garbled
    text = bytearray(rows)
    fill(memoryview(text))
    return BadPhoto(_legible(bytes(text)), FAULTS[verdict - 1])


def _is_original(width: int, height: int) -> bool:
    return min(width, height) >= MIN_SIDE and width * height <= MAX_PIXELS_JPEG


def _is_shrunk(rows: int, columns: int, short_side: int) -> bool:
    return 1 <= min(rows, columns) <= short_side and max(rows, columns) <= MAX_ASPECT * short_side


def _legible(text: bytes) -> str:
    """Text that can be shown and logged whatever wrote it: one line of printable ASCII."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else "?" for byte in text)
