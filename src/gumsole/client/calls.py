"""What each call sends, and how its answer is read; the same for both clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from gumsole.client.answers import Answer, Facet
from gumsole.client.catalog import Item, ItemOutcome, Privacy, ProductDetail
from gumsole.client.events import Event, EventOutcome
from gumsole.client.reading import read

Result = TypeVar("Result")
Photo = bytes | Path
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted besides the photo; empty and None are left to the server.

    Attributes
    ----------
    crop : tuple of float
        x, y, w, h of the part that is meant, in fractions of the frame.
    words : str
        "in navy", "not leather", "under 80", or free words.
    category, brand, color, material : sequence of str
        Any of them will do.
    min_price, max_price : str
        Decimal numbers in the store's currency.
    session : str
        The shopper's pseudonymous session; events need the same.
    """

    crop: tuple[float, float, float, float] | None = None
    words: str = ""
    category: Sequence[str] = ()
    brand: Sequence[str] = ()
    color: Sequence[str] = ()
    material: Sequence[str] = ()
    min_price: str = ""
    max_price: str = ""
    in_stock: bool = False
    ships_to: str = ""
    color_weight: float | None = None
    limit: int | None = None
    language: str = ""
    session: str = ""

    def params(self) -> dict[str, Any]:
        """As the query string has it."""
        given = {item.name: getattr(self, item.name) for item in fields(self)}
        if self.crop:
            given["crop"] = ",".join(str(part) for part in self.crop)
        return {name: _text(value) for name, value in given.items() if value not in (None, "", (), False)}


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """One request, and what its answer means."""

    method: str
    path: str
    read: Callable[[Any], Result]
    params: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = None
    json: Any = None


def search(photo: Photo | None, asked: Asked) -> Call[Answer]:
    """By a photo, words, or both."""
    data = None if photo is None else _bytes(photo)
    return Call("POST", "/v1/search", _answer, asked.params(), content=data)


def page(query_id: str, number: int) -> Call[Answer]:
    """A further page."""
    return Call("GET", f"/v1/search/{_quoted(query_id)}", _answer, {"page": number})


def similar(sku: str, asked: Asked) -> Call[Answer]:
    """By a product of the store."""
    return Call("GET", f"/v1/products/{_quoted(sku)}/similar", _answer, asked.params())


def facets() -> Call[tuple[Facet, ...]]:
    """Of the whole store."""
    return Call("GET", "/v1/facets", lambda data: tuple(read(Facet, one) for one in data["facets"]))


def product(sku: str) -> Call[ProductDetail]:
    """One product as it is sold now."""
    return Call("GET", f"/v1/products/{_quoted(sku)}", lambda data: read(ProductDetail, data))


def put_products(items: Sequence[Item]) -> Call[tuple[ItemOutcome, ...]]:
    """Products to put in."""
    return Call("PUT", "/v1/products", _items, json={"products": [dict(item) for item in items]})


def put_photo(sku: str, number: int, photo: Photo) -> Call[str]:
    """The bytes of a product's photo."""
    path = f"/v1/products/{_quoted(sku)}/photos/{number}"
    return Call("PUT", path, lambda data: str(data["photo"]), content=_bytes(photo))


def patch_offers(changes: Sequence[Item]) -> Call[tuple[ItemOutcome, ...]]:
    """Fields of offers that change."""
    return Call("PATCH", "/v1/offers", _items, json={"offers": [dict(change) for change in changes]})


def delete_product(sku: str) -> Call[None]:
    """A product to take out."""
    return Call("DELETE", f"/v1/products/{_quoted(sku)}", lambda _: None)


def privacy() -> Call[Privacy]:
    """What is kept of shoppers."""
    return Call("GET", "/v1/privacy", lambda data: read(Privacy, data))


def events(happened: Sequence[Event]) -> Call[tuple[EventOutcome, ...]]:
    """What shoppers did."""
    said = [event.said() for event in happened]
    return Call("POST", "/v1/events", _outcomes, json=said)


def _outcomes(data: Any) -> tuple[EventOutcome, ...]:
    return tuple(read(EventOutcome, one) for one in data["outcomes"])


def _items(data: Any) -> tuple[ItemOutcome, ...]:
    return tuple(read(ItemOutcome, one) for one in data["outcomes"])


def _bytes(photo: Photo) -> bytes:
    return photo.read_bytes() if isinstance(photo, Path) else photo


def _answer(data: Any) -> Answer:
    return read(Answer, data)


def _quoted(part: str) -> str:
    return quote(part, safe="")


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return list(value) if isinstance(value, (list, tuple)) else str(value)
