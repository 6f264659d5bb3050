"""An answer is read as if an enemy wrote it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.images.container import Format
from gumsole.images.decode import Decoded, decode
from gumsole.web.gate.frames import (
    ANSWER,
    DECODED,
    FAULTS,
    FORMATS,
    MAX_TEXT_BYTES,
    QUESTION,
    Garbled,
    answer,
    question,
    read_answer,
    refusal,
)
from tests.hostile import picture, saved

JPEG = FORMATS.index(Format.JPEG)


class Stream:
    """Bytes that are read into views."""

    def __init__(self, *parts: bytes | memoryview) -> None:
        self.left = b"".join(bytes(part) for part in parts)

    def fill(self, view: memoryview) -> None:
        if len(self.left) < len(view):
            raise EOFError
        view[:], self.left = self.left[: len(view)], self.left[len(view) :]


def read(*parts: bytes | memoryview, short_side: int = 64) -> Decoded | BadPhoto:
    return read_answer(Stream(*parts).fill, short_side=short_side)


def test_a_question_holds_the_short_side_and_the_photo() -> None:
    head, data = question(b"photo", short_side=256)
    assert QUESTION.unpack(head) == (256, 5)
    assert data == b"photo"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_was_decoded_is_read_as_it_was_written(kind: str) -> None:
    decoded = decode(saved(picture(90, 70), kind), short_side=64)
    found = read(*answer(decoded))
    assert isinstance(found, Decoded)
    np.testing.assert_array_equal(found.rgb, decoded.rgb)
    np.testing.assert_array_equal(found.luma, decoded.luma)
    assert (found.width, found.height, found.format) == (90, 70, decoded.format)


@pytest.mark.parametrize("fault", list(PhotoFault))
def test_a_refusal_is_read_as_it_was_written(fault: PhotoFault) -> None:
    found = read(*refusal(BadPhoto("too dark", fault)))
    assert isinstance(found, BadPhoto)
    assert (str(found), found.fault) == ("too dark", fault)


def test_the_text_of_a_refusal_is_one_short_line_of_plain_characters() -> None:
    written = "a\nb\x1b[31m\xe9" + "x" * 1000
    found = read(*refusal(BadPhoto(written)))
    assert str(found) == ("a?b?[31m?" + "x" * 1000)[:MAX_TEXT_BYTES]


@pytest.mark.parametrize(
    "head",
    [
        (len(FAULTS) + 1, 0, 0, 0, 0, 0),
        (1, 0, 0, 0, MAX_TEXT_BYTES + 1, 0),
        (DECODED, len(FORMATS), 90, 70, 64, 82),
        (DECODED, JPEG, 90, 15, 64, 82),
        (DECODED, JPEG, 50_000, 1_001, 64, 82),
        (DECODED, JPEG, 2**32 - 1, 2**32 - 1, 64, 82),
        (DECODED, JPEG, 90, 70, 0, 64),
        (DECODED, JPEG, 90, 70, 65, 65),
        (DECODED, JPEG, 90, 70, 64, 64 * 20 + 1),
        (DECODED, JPEG, 90, 70, 2**32 - 1, 1),
    ],
)
def test_a_number_outside_its_range_is_noticed_before_anything_is_read_by_it(head: tuple[int, ...]) -> None:
    with pytest.raises(Garbled):
        read(ANSWER.pack(*head))


def test_an_answer_that_ends_early_is_noticed() -> None:
    parts = b"".join(bytes(part) for part in answer(decode(saved(picture(), "PNG"), short_side=20)))
    for end in (0, ANSWER.size - 1, ANSWER.size, len(parts) - 1):
        with pytest.raises(EOFError):
            read(parts[:end])


small = st.integers(0, 90)
heads = st.builds(ANSWER.pack, st.integers(0, 6), st.integers(0, 7), small, small, small, small)


@settings(max_examples=300)
@given(head=heads | st.binary(max_size=40), body=st.binary(max_size=2_000))
def test_any_bytes_are_a_sane_answer_or_none(head: bytes, body: bytes) -> None:
    try:
        found = read(head, body, bytes(4 * 90 * 90), short_side=64)
    except (Garbled, EOFError):
        return
    if isinstance(found, BadPhoto):
        assert len(str(found)) <= MAX_TEXT_BYTES
        assert str(found).isprintable()
    else:
        rows, columns = found.luma.shape
        assert found.rgb.shape == (rows, columns, 3)
        assert 1 <= min(rows, columns) <= 64
        assert not found.rgb.flags.writeable
