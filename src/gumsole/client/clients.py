"""The two clients: one that waits, one that awaits."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self, TypeVar

import httpx

from gumsole.client import calls
from gumsole.client.answers import Answer, Facet
from gumsole.client.calls import Asked, Call, Photo
from gumsole.client.catalog import Item, ItemOutcome, Privacy, ProductDetail
from gumsole.client.events import Event, EventOutcome
from gumsole.client.problems import error_of
from gumsole.errors import TryLater

# A search takes tens of milliseconds; a phone's upload over a poor line takes longer.
TIMEOUT_S = 30.0

Result = TypeVar("Result")


class Client:
    """Asks a server, and waits for the answer.

    Parameters
    ----------
    url : str
        Where the server is, such as `https://search.example`.
    key : str
        Made by `gumsole key create`; empty for a demo server.
    """

    def __init__(self, url: str, *, key: str = "", timeout_s: float = TIMEOUT_S) -> None:
        self._http = httpx.Client(base_url=url, headers=_headers(key), timeout=timeout_s)

    def search(self, photo: Photo | None = None, asked: Asked = Asked()) -> Answer:
        """Products that look like a photo, that words name, or both.

        Raises
        ------
        BadPhoto
            If the photo cannot be used; `fault` says why.
        BadQuery
            If a field makes no sense, or there is neither photo nor words.
        Unauthenticated, Forbidden
            If the key is not valid, or may not search from here.
        Throttled, Overloaded
            If the server wants to be asked later; `retry_after_s` says when.
        TryLater
            If the server cannot be reached.
        """
        return self._send(calls.search(photo, asked))

    def page(self, query_id: str, number: int) -> Answer:
        """A further page of an answer, counted from 1; `Expired` once it is no longer kept."""
        return self._send(calls.page(query_id, number))

    def similar(self, sku: str, asked: Asked = Asked()) -> Answer:
        """Products that look like one of the store; with words, the same "in navy" or cheaper."""
        return self._send(calls.similar(sku, asked))

    def facets(self) -> tuple[Facet, ...]:
        """What the store's sellable products can be narrowed by."""
        return self._send(calls.facets())

    def product(self, sku: str) -> ProductDetail:
        """One product as it is sold now, with its photos; `NotFound` where there is none."""
        return self._send(calls.product(sku))

    def put_products(self, items: Sequence[Item]) -> tuple[ItemOutcome, ...]:
        """Create or replace products; each is taken or rejected by itself, what is taken is on the disk.

        Parameters
        ----------
        items : sequence of mapping
            Fields as `PUT /v1/products` takes them; without `offer` or `photos` a product keeps its own.
        """
        return self._send(calls.put_products(items))

    def put_photo(self, sku: str, number: int, photo: Photo) -> str:
        """Send the bytes of a product's photo, counted from 1; the reference it is kept under."""
        return self._send(calls.put_photo(sku, number, photo))

    def patch_offers(self, changes: Sequence[Item]) -> tuple[ItemOutcome, ...]:
        """Change fields of offers: one that is left out stays, None clears; the next search obeys."""
        return self._send(calls.patch_offers(changes))

    def delete_product(self, sku: str) -> None:
        """Take a product out of search; `NotFound` where there never was one."""
        self._send(calls.delete_product(sku))

    def privacy(self) -> Privacy:
        """What the store keeps of shoppers, and for how long."""
        return self._send(calls.privacy())

    def events(self, happened: Sequence[Event]) -> tuple[EventOutcome, ...]:
        """Send what shoppers did, 100 events at most; each has an outcome of its own.

        Those that were kept or were there before are on the server's disk when this returns.
        """
        return self._send(calls.events(happened))

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, call: Call[Result]) -> Result:
        try:
            response = self._http.request(
                call.method, call.path, params=call.params, content=call.content, json=call.json
            )
        except httpx.TransportError as error:
            raise _unreachable(self._http, error) from error
        return _read(call, response)


class AsyncClient:
    """As `Client`, for programs that await."""

    def __init__(self, url: str, *, key: str = "", timeout_s: float = TIMEOUT_S) -> None:
        self._http = httpx.AsyncClient(base_url=url, headers=_headers(key), timeout=timeout_s)

    async def search(self, photo: Photo | None = None, asked: Asked = Asked()) -> Answer:
        """As `Client.search`."""
        return await self._send(calls.search(photo, asked))

    async def page(self, query_id: str, number: int) -> Answer:
        """As `Client.page`."""
        return await self._send(calls.page(query_id, number))

    async def similar(self, sku: str, asked: Asked = Asked()) -> Answer:
        """As `Client.similar`."""
        return await self._send(calls.similar(sku, asked))

    async def facets(self) -> tuple[Facet, ...]:
        """As `Client.facets`."""
        return await self._send(calls.facets())

    async def product(self, sku: str) -> ProductDetail:
        """As `Client.product`."""
        return await self._send(calls.product(sku))

    async def put_products(self, items: Sequence[Item]) -> tuple[ItemOutcome, ...]:
        """As `Client.put_products`."""
        return await self._send(calls.put_products(items))

    async def put_photo(self, sku: str, number: int, photo: Photo) -> str:
        """As `Client.put_photo`."""
        return await self._send(calls.put_photo(sku, number, photo))

    async def patch_offers(self, changes: Sequence[Item]) -> tuple[ItemOutcome, ...]:
        """As `Client.patch_offers`."""
        return await self._send(calls.patch_offers(changes))

    async def delete_product(self, sku: str) -> None:
        """As `Client.delete_product`."""
        await self._send(calls.delete_product(sku))

    async def privacy(self) -> Privacy:
        """As `Client.privacy`."""
        return await self._send(calls.privacy())

    async def events(self, happened: Sequence[Event]) -> tuple[EventOutcome, ...]:
        """As `Client.events`."""
        return await self._send(calls.events(happened))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, call: Call[Result]) -> Result:
        try:
            response = await self._http.request(
                call.method, call.path, params=call.params, content=call.content, json=call.json
            )
        except httpx.TransportError as error:
            raise _unreachable(self._http, error) from error
        return _read(call, response)


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _read(call: Call[Result], response: httpx.Response) -> Result:
    if not response.is_success:
        raise error_of(response)
    return call.read(response.json() if response.content else None)


def _unreachable(http: httpx.Client | httpx.AsyncClient, error: httpx.TransportError) -> TryLater:
    return TryLater(f"{http.base_url} cannot be reached ({type(error).__name__}: {error})")
