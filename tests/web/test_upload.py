"""What a search request carries is read within bounds, whoever sends it and whatever it is called."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from gumsole.errors import BadPhoto, BadQuery, PhotoFault
from gumsole.images.decode import MAX_BYTES
from gumsole.web.forms import FORM_OVERHEAD, MAX_FIELD_BYTES, MAX_FIELDS
from gumsole.web.upload import Upload, read_upload
from tests.hostile import picture, saved

JPEG = saved(picture(), "JPEG")
BOUNDARY = "x-x-x"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
ENCODED = "application/x-www-form-urlencoded"


class Body:
    """Pieces of a body, as a server passes them on; counts those that were asked for."""

    def __init__(self, pieces: Iterable[bytes], *, ends: bool = True) -> None:
        self._pieces = iter(pieces)
        self._ends = ends
        self.asked = 0

    async def receive(self) -> Message:
        self.asked += 1
        piece = next(self._pieces, None)
        if piece is None and not self._ends:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}


def read(body: Body | bytes, kind: str = "", *, query: str = "", length: int | None = None) -> Upload:
    headers = [(b"content-type", kind.encode("latin-1"))] if kind else []
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    scope = {"type": "http", "method": "POST", "headers": headers, "query_string": query.encode()}
    sent = Body([body]) if isinstance(body, bytes) else body
    return asyncio.run(read_upload(Request(scope, sent.receive)))


def part(name: str, value: bytes, *, file: str | None = None) -> bytes:
    filename = "" if file is None else f'; filename="{file}"\r\nContent-Type: text/html'
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{filename}\r\n\r\n'
    return head.encode() + value + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def refusal(body: Body | bytes, kind: str = "", *, length: int | None = None) -> BadPhoto | BadQuery:
    with pytest.raises((BadPhoto, BadQuery)) as caught:
        read(body, kind, length=length)
    assert isinstance(caught.value, BadPhoto | BadQuery)
    return caught.value


# --- what is read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["", "image/jpeg", "image/png", "text/html", "application/json", ENCODED])
def test_a_body_that_is_a_photo_is_taken_whatever_it_is_called(kind: str) -> None:
    assert read(JPEG, kind, query="words=red") == Upload(JPEG, {"words": ("red",)})


@pytest.mark.parametrize("name", ["photo.jpg", "photo.exe", "../../etc/passwd", "", "фото.jpg", None])
def test_a_photo_in_a_form_is_taken_whatever_its_file_is_called(name: str | None) -> None:
    assert read(form(part("photo", JPEG, file=name)), FORM) == Upload(JPEG, {})


def test_fields_of_the_query_string_come_before_those_of_the_form() -> None:
    sent = form(part("brand", b"B"), part("photo", JPEG, file="p"), part("words", "blau grün".encode()))
    assert read(sent, FORM, query="brand=A") == Upload(JPEG, {"brand": ("A", "B"), "words": ("blau grün",)})


def test_encoded_fields_are_fields() -> None:
    assert read(b"words=red+shoe&brand=A&brand=", ENCODED, query="limit=3") == Upload(
        None, {"limit": ("3",), "words": ("red shoe",), "brand": ("A", "")}
    )


def test_a_request_without_a_body_carries_no_photo() -> None:
    assert read(b"", query="words=red") == Upload(None, {"words": ("red",)})


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "zlib", "utf-16", "none such"])
def test_texts_are_utf_8_whatever_charset_is_said(charset: str) -> None:
    sent = form(part("words", "grün".encode()))
    assert read(sent, f"{FORM}; charset={charset}") == Upload(None, {"words": ("grün",)})


@given(cuts=st.lists(st.integers(0, 900), max_size=12))
def test_a_form_is_read_alike_however_it_comes_in_pieces(cuts: list[int]) -> None:
    sent = form(part("photo", JPEG[:600], file="p"), part("words", b"red")) + b"what follows is no part of it"
    ends = sorted({0, *cuts, len(sent)})
    pieces = [sent[begin:end] for begin, end in pairwise(ends)]
    assert read(Body(pieces), FORM) == Upload(JPEG[:600], {"words": ("red",)})


# --- bounds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["", FORM, ENCODED])
def test_a_body_that_is_announced_too_large_is_not_read_at_all(kind: str) -> None:
    body = Body([])
    refused = refusal(body, kind, length=MAX_BYTES + FORM_OVERHEAD + 1)
    assert isinstance(refused, BadPhoto)
    assert refused.fault is PhotoFault.TOO_LARGE
    assert body.asked == 0


@pytest.mark.parametrize("kind", ["", FORM, ENCODED])
@pytest.mark.parametrize("length", [None, 17])
def test_a_body_that_grows_too_large_is_read_no_further(kind: str, length: int | None) -> None:
    megabyte = bytes(1 << 20)
    body = Body([part("photo", b"", file="p"), *[megabyte] * 100])
    refused = refusal(body, kind, length=length)
    assert isinstance(refused, BadPhoto)
    assert refused.fault is PhotoFault.TOO_LARGE
    assert body.asked <= 15


def test_the_largest_photo_passes_and_one_byte_more_does_not() -> None:
    largest = JPEG + bytes(MAX_BYTES - len(JPEG))
    assert read(largest).photo == largest
    assert read(form(part("photo", largest, file="p")), FORM).photo == largest
    for body, kind in ((largest + b"x", ""), (form(part("photo", largest + b"x", file="p")), FORM)):
        assert getattr(refusal(body, kind), "fault", None) is PhotoFault.TOO_LARGE


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (form(part("photo", JPEG, file="a"), part("photo", JPEG, file="b")), "the form has two photos"),
        (form(*[part(f"f{number}", b"") for number in range(MAX_FIELDS + 1)]), "more than 64 fields"),
        (form(part("words", bytes(MAX_FIELD_BYTES + 1))), "the field 'words' has more than 8,192 bytes"),
        (form(part("picture", JPEG, file="a")), "the photo is sent in the field 'photo', not 'picture'"),
        (form(b"--x-x-x\r\nContent-Disposition: form-data\r\n\r\n\r\n"), "a part of the form has no name"),
        (form(b"--x-x-x\r\n" + b"A: b\r\n" * 100 + b"\r\n"), "the form cannot be read"),
        (form(b"--x-x-x\r\nA: " + b"b" * 100_000), "the form cannot be read"),
        (form(b"--x-x-x\r\n" + b"a" * 100_000), "the form cannot be read"),
        (b"no form at all", "the form cannot be read"),
        (part("photo", JPEG, file="p"), "the form ends in the middle"),
        (b"", "the form ends in the middle"),
    ],
)
def test_a_form_beyond_bounds_is_refused(sent: bytes, why: str) -> None:
    refused = refusal(sent, FORM)
    assert isinstance(refused, BadQuery)
    assert why in str(refused)
    assert len(str(refused)) < 200


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'x' * 71}",
        'multipart/form-data; boundary="a\\"b"',
        "multipart/form-data; boundary=ä",
    ],
)
def test_a_form_without_a_proper_boundary_is_refused(kind: str) -> None:
    with pytest.raises(BadQuery, match="the form has no boundary"):
        read(b"--\r\n", kind)


def test_a_body_of_nothing_but_boundaries_is_refused_early() -> None:
    body = Body([f"--{BOUNDARY}\r\n".encode() * 10_000] * 100)
    assert isinstance(refusal(body, FORM), BadQuery)
    assert body.asked == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [(b"a=1&" * 65, "more than 64 fields"), (b"a" * (FORM_OVERHEAD + 1), "have 65,537 bytes")],
)
def test_encoded_fields_beyond_bounds_are_refused(sent: bytes, why: str) -> None:
    with pytest.raises(BadQuery, match=why):
        read(sent, ENCODED)


@pytest.mark.parametrize("kind", ["", FORM])
def test_a_connection_that_ends_in_the_middle_is_refused(kind: str) -> None:
    sent = form(part("photo", JPEG, file="p"))
    with pytest.raises(BadQuery, match="the connection was closed before the request was complete"):
        read(Body([sent[:50]], ends=False), kind)


@given(
    head=st.sampled_from([b"", part("photo", JPEG[:99], file="p")[:-60], part("words", b"red")]),
    tail=st.binary(),
)
def test_any_bytes_at_all_are_read_or_refused(head: bytes, tail: bytes) -> None:
    for kind in ("", FORM, ENCODED):
        try:
            read(head + tail, kind)
        except (BadPhoto, BadQuery):
            continue


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60))
def test_any_content_type_at_all_is_read_or_refused(kind: str) -> None:
    for said in (kind, f"multipart/form-data;{kind}", f"{FORM};{kind}"):
        try:
            read(form(part("words", b"red")), said)
        except (BadPhoto, BadQuery):
            continue
