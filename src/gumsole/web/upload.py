"""What a search request carries: a photo and fields, read within bounds, never in a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from gumsole.errors import BadPhoto, BadQuery, PhotoFault
from gumsole.images.decode import MAX_BYTES

PHOTO_FIELD = "photo"
FORM = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"

# More than all fields of a request together take, and what multipart adds.
MAX_FIELDS = 64
MAX_FIELD_BYTES = 8 * 1024
FORM_OVERHEAD = 64 * 1024

Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo, or none, and the fields beside it: those of the query string, then those of the form."""

    photo: bytes | None
    fields: Fields


class _InMemory(MultiPartParser):
    """A parser that never spools a part to a file: the whole body is bounded to less than this."""

    spool_max_size = MAX_BYTES + FORM_OVERHEAD + 1


async def read_upload(request: Request) -> Upload:
    """Read a request of `POST /v1/search`: a form, or the photo itself as the body.

    Raises
    ------
    BadPhoto
        If the body is larger than a photo may be; it is read no further then.
    BadQuery
        If the form is none.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    asked = _gathered(request.query_params.multi_items())
    if kind == FORM:
        return await _form(request.headers, _bounded(request, MAX_BYTES + FORM_OVERHEAD), asked)
    if kind == URL_ENCODED:
        body = await whole_body(request, FORM_OVERHEAD)
        texts = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return Upload(None, _gathered([*request.query_params.multi_items(), *texts]))
    body = await whole_body(request, MAX_BYTES)
    return Upload(body or None, asked)


async def whole_body(request: Request, limit: int) -> bytes:
    """All of a body, read no further than the limit.

    Raises
    ------
    BadPhoto
        If it is larger.
    """
    return b"".join([part async for part in _bounded(request, limit)])


async def _bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body in pieces, cut off where it grows beyond the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large()
    seen = 0
    try:
        async for part in request.stream():
            seen += len(part)
            if seen > limit:
                raise _too_large()
            yield part
    except ClientDisconnect as error:
        raise BadQuery("the connection was closed before the request was complete") from error


async def _form(headers: Headers, stream: AsyncGenerator[bytes, None], asked: Fields) -> Upload:
    parser = _InMemory(headers, stream, max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise BadQuery(f"the form cannot be read: {error}") from error
    photo: bytes | None = None
    texts = [(name, value) for name, values in asked.items() for value in values]
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if name != PHOTO_FIELD:
                raise BadQuery(f"the photo is sent in the field {PHOTO_FIELD!r}, not {name[:64]!r}")
            photo = await value.read()
        else:
            texts.append((name, value))
    if photo is not None and len(photo) > MAX_BYTES:
        raise _too_large()
    return Upload(photo, _gathered(texts))


def _gathered(pairs: list[tuple[str, str]]) -> Fields:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in fields.items()}


def _too_large() -> BadPhoto:
    return BadPhoto(f"the body has more than {MAX_BYTES:,} bytes; send a smaller photo", PhotoFault.TOO_LARGE)
