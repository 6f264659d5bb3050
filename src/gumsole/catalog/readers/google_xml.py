"""Google Merchant XML: RSS 2.0, RSS 1.0 and Atom, with or without `g:` before title, link and description."""

from __future__ import annotations

from collections.abc import Generator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gumsole.catalog.items.fields import Field, Place, Raw, Vocabulary, gather
from gumsole.catalog.opening.source import Source
from gumsole.errors import BadFeed

# An item with every attribute at Google's limits takes under 100 KB and four levels; far more is an attack.
MAX_ITEM_BYTES = 1 << 20
MAX_DEPTH = 64
_ITEMS = {"rss": "item", "RDF": "item", "feed": "entry"}
_GOOGLE = ("http://base.google.com/ns/1.0", "http://base.google.com/cns/1.0")
_LESS = 100  # added to the rank of an element without `g:`, so that the `g:` one wins where both are there


class _Guarded:
    """A stream that refuses to feed one element without end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._begun = False
        self.since_item = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        if not self._begun:
            data = data.lstrip()  # a blank line above the declaration, as template engines leave it
            self._begun = True
        self.since_item += len(data)
        if self.since_item > MAX_ITEM_BYTES:
            raise BadFeed(
                f"one element of the feed is larger than {MAX_ITEM_BYTES >> 20} MiB; is it a product feed?"
            )
        return data


def read_xml(source: Source, vocabulary: Vocabulary) -> Generator[Raw]:
    """Each item or entry as a product; what was read is let go of at once.

    Raises
    ------
    BadFeed
        If the file is no well-formed feed, or holds a DTD or entities.
    """
    try:
        with source.bytes() as stream:
            yield from _items(_Guarded(stream), vocabulary)
    except ParseError as error:
        raise BadFeed(f"{source.path} is no well-formed XML: {error}; fetch or export it again") from error
    except DefusedXmlException as error:
        raise BadFeed(
            f"{source.path} holds a DTD or entities, which no feed needs and Gumsole refuses"
        ) from error


def _items(stream: _Guarded, vocabulary: Vocabulary) -> Generator[Raw]:
    path: list[Element] = []
    inside: Element | None = None
    row = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            wanted = _wanted(path[0] if path else element)
            path.append(element)
            if len(path) > MAX_DEPTH:
                raise BadFeed(f"the XML is nested more than {MAX_DEPTH} levels deep; is it a product feed?")
            if inside is None and len(path) > 1 and _local(element) == wanted:
                inside = element
            continue
        path.pop()
        if inside is not None and inside is element:
            row += 1
            inside = None
            yield _raw(row, element, vocabulary)
        if inside is None and path:
            path[-1].clear()
            stream.since_item = 0


def _wanted(root: Element) -> str:
    tag = _ITEMS.get(_local(root))
    if tag is None:
        raise BadFeed(
            f"the XML begins with <{_local(root)}>; a Google feed begins with <rss>, <rdf:RDF> or <feed>"
        )
    return tag


def _raw(row: int, item: Element, vocabulary: Vocabulary) -> Raw:
    cells = []
    for element in item:
        place = _place(element, vocabulary)
        if place is not None:
            cells.append((place, _text(element, place.field)))
    return gather(row, cells)


def _place(element: Element, vocabulary: Vocabulary) -> Place | None:
    name = _local(element)
    place = vocabulary.place("sku" if name == "guid" else name)
    if place is None or element.tag.startswith(tuple(f"{{{space}}}" for space in _GOOGLE)):
        return place
    return Place(place.field, place.rank + _LESS)


def _text(element: Element, field: Field) -> str:
    if field is Field.SHIPS_TO and len(element):
        return next(((child.text or "") for child in element if _local(child) == "country"), "")
    if field is Field.LINK and not element.text:
        return element.get("href", "")
    return "".join(element.itertext())


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
