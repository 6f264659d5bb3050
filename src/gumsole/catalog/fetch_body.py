"""The body of an answer, within its limit whatever the host says about it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from gumsole.catalog.fetched import too_large
from gumsole.errors import BadPhoto


def read_body(ref: str, chunks: Iterable[bytes], headers: httpx.Headers, *, max_bytes: int) -> bytes:
    """The whole body, decompressed where the host compressed against our wish.

    Raises
    ------
    BadPhoto
        If it is announced as larger than `max_bytes`, or turns out to be, or does not decompress.
    """
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise too_large(ref, max_bytes)
    body = bytearray()
    for piece in _decoded(ref, chunks, headers.get("content-encoding", "identity"), max_bytes):
        body += piece
        if len(body) > max_bytes:
            raise too_large(ref, max_bytes)
    return bytes(body)


def _decoded(ref: str, chunks: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """Pieces of the decompressed body, none longer than one byte over the limit: a bomb does not go off."""
    if encoding in {"identity", ""}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise BadPhoto(f"{ref} is sent with content encoding {encoding!r}; offer it as it is")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: gzip or zlib, by its header
    try:
        for chunk in chunks:
            yield inflate.decompress(chunk, limit + 1)
    except zlib.error as error:
        raise BadPhoto(f"{ref} is damaged: its {encoding} does not decompress") from error
    if not inflate.eof:
        raise BadPhoto(f"{ref} is damaged: its {encoding} ends too early")
