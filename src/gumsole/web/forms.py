"""Forms that carry a photo and fields (multipart/form-data, RFC 7578), read as they come and within bounds.

All of it stays in memory: parts that are larger than a few bytes are never written to a file.
"""

from __future__ import annotations

import re

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from gumsole.errors import BadPhoto, BadQuery, PhotoFault
from gumsole.images.decode import MAX_BYTES

PHOTO_FIELD = "photo"

# More than all fields of a request together take, and what the parts of a form add.
MAX_FIELDS = 64
MAX_FIELD_BYTES = 8 * 1024
FORM_OVERHEAD = 64 * 1024

# RFC 2046, section 5.1.1
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")


class FormReader:
    """Takes a form in pieces.

    Parameters
    ----------
    kind : str
        The request's `Content-Type`. Only its boundary is heeded: texts are UTF-8 whatever `charset` says.

    Attributes
    ----------
    photo : bytearray or None
        Bytes of the part `photo`, whatever its file is called and said to be.
    fields : list of (str, str)
        Names and values of all other parts.

    Raises
    ------
    BadQuery
        If there is no proper boundary.
    """

    def __init__(self, kind: str) -> None:
        boundary = parse_options_header(kind)[1].get(b"boundary", b"").decode("latin-1")
        if not _BOUNDARY.fullmatch(boundary):
            raise BadQuery("the form has no boundary between its parts, or one that RFC 2046 does not allow")
        self.photo: bytearray | None = None
        self.fields: list[tuple[str, str]] = []
        self._complete = False
        self._header, self._described = bytearray(), bytearray()
        self._disposition = b""
        self._name, self._value, self._room = "", bytearray(), 0
        self._parser = MultipartParser(
            boundary.encode(),
            {
                "on_part_begin": self._begin,
                "on_header_field": self._take_header,
                "on_header_value": self._take_described,
                "on_header_end": self._end_header,
                "on_headers_finished": self._open,
                "on_part_data": self._take,
                "on_part_end": self._close,
                "on_end": self._end,
            },
        )

    def take(self, piece: bytes) -> None:
        """Take the next piece.

        Raises
        ------
        BadQuery
            If it belongs to no form, or to one beyond bounds.
        BadPhoto
            TOO_LARGE, if the photo is.
        """
        if self._complete:
            return  # what follows the last boundary is to be ignored (RFC 2046)
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise BadQuery("the form cannot be read: its parts are not as RFC 7578 has them") from error

    def finish(self) -> None:
        """Note that there are no more pieces.

        Raises
        ------
        BadQuery
            If the form has no end.
        """
        if not self._complete:
            raise BadQuery("the form ends in the middle")

    def _begin(self) -> None:
        self._disposition = b""

    def _take_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _take_described(self, data: bytes, start: int, end: int) -> None:
        self._described += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = bytes(self._described)
        self._header.clear()
        self._described.clear()

    def _open(self) -> None:
        """Make room for a part, now that its headers say which it is."""
        options = parse_options_header(self._disposition)[1]
        if b"name" not in options:
            raise BadQuery("a part of the form has no name")
        self._name = options[b"name"].decode("utf-8", "replace")
        if self._name == PHOTO_FIELD:
            if self.photo is not None:
                raise BadQuery("the form has two photos; send one")
            self.photo = self._value = bytearray()
            self._room = MAX_BYTES
            return
        if b"filename" in options:
            raise BadQuery(f"the photo is sent in the field {PHOTO_FIELD!r}, not {self._name[:64]!r}")
        if len(self.fields) == MAX_FIELDS:
            raise BadQuery(f"the form has more than {MAX_FIELDS} fields")
        self._value, self._room = bytearray(), MAX_FIELD_BYTES

    def _take(self, data: bytes, start: int, end: int) -> None:
        self._value += memoryview(data)[start:end]
        if len(self._value) <= self._room:
            return
        if self._value is self.photo:
            raise BadPhoto(
                f"the photo has more than {MAX_BYTES:,} bytes; send a smaller one", PhotoFault.TOO_LARGE
            )
        raise BadQuery(f"the field {self._name[:64]!r} has more than {MAX_FIELD_BYTES:,} bytes")

    def _close(self) -> None:
        if self._value is not self.photo:
            self.fields.append((self._name, self._value.decode("utf-8", "replace")))

    def _end(self) -> None:
        self._complete = True
