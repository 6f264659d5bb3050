"""What a search request carries: a photo and fields, read within bounds, never in a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from gumsole.errors import BadPhoto, BadQuery, PhotoFault
from gumsole.images.decode import MAX_BYTES, glance
from gumsole.web.bounds import bounded
from gumsole.web.forms import FORM_OVERHEAD, MAX_FIELDS, FormReader

FORM = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"

Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo, or none, and the fields beside it: those of the query string, then those of the form."""

    photo: bytes | None
    fields: Fields


async def read_upload(request: Request) -> Upload:
    """Read a request of `POST /v1/search`: a form, or the photo itself as the body.

    Raises
    ------
    BadPhoto
        If the body is larger than a photo may be; it is read no further then.
    BadQuery
        If the form is none.
    """
    described = request.headers.get("content-type", "")
    kind = described.partition(";")[0].strip().lower()
    asked = request.query_params.multi_items()
    if kind == FORM:
        reader = FormReader(described)
        async for piece in _bounded(request, MAX_BYTES + FORM_OVERHEAD):
            reader.take(piece)
        reader.finish()
        return Upload(_photo(reader.photo), _gathered([*asked, *reader.fields]))
    body = await whole_body(request, MAX_BYTES)
    if kind == URL_ENCODED and not _is_photo(body):  # which curl says of whatever it sends
        return Upload(None, _gathered([*asked, *_texts(body)]))
    return Upload(body or None, _gathered(asked))


async def whole_body(request: Request, limit: int) -> bytes:
    """All of a body, read no further than the limit.

    Raises
    ------
    BadPhoto
        If it is larger.
    """
    return b"".join([piece async for piece in _bounded(request, limit)])


def _bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    return bounded(request, max_bytes=limit, too_large=_too_large())


def _photo(sent: bytearray | None) -> bytes | None:
    return None if sent is None else bytes(sent)


def _is_photo(body: bytes) -> bool:
    try:
        glance(body)
    except BadPhoto:
        return False
    return True


def _texts(body: bytes) -> list[tuple[str, str]]:
    if len(body) > FORM_OVERHEAD:
        raise BadQuery(f"the fields have {len(body):,} bytes, more than {FORM_OVERHEAD:,}")
    try:
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise BadQuery(f"there are more than {MAX_FIELDS} fields") from error


def _gathered(pairs: Sequence[tuple[str, str]]) -> Fields:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in fields.items()}


def _too_large() -> BadPhoto:
    return BadPhoto(f"the body has more than {MAX_BYTES:,} bytes; send a smaller photo", PhotoFault.TOO_LARGE)
