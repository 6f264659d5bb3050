"""Both clients against a real server."""

from __future__ import annotations

import asyncio
import socket
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from gumsole.client import Asked, AsyncClient, Client, Event, Price
from gumsole.client.problems import KINDS, PHOTO_FAULTS, error_of
from gumsole.errors import (
    BadPhoto,
    BadQuery,
    Expired,
    Forbidden,
    GumsoleError,
    NotFound,
    PhotoFault,
    Throttled,
    TryLater,
    Unauthenticated,
)
from gumsole.records import Role
from gumsole.web.problems import PHOTO_PROBLEMS, PROBLEMS
from tests.serving import Server, photo, until

SESSION = "session-of-the-client"


@pytest.fixture
def shopper(server: Server) -> Client:
    return Client(server.url, key=server.secrets[Role.SEARCH])


@pytest.fixture
def admin(server: Server) -> Client:
    return Client(server.url, key=server.secrets[Role.ADMIN])


def test_a_search_reads_as_records(shopper: Client, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo())
    with shopper:
        answer = shopper.search(path, Asked(words="under 50", limit=3, crop=(0.05, 0.05, 0.9, 0.9)))
        first = answer.hits[0]
        assert first.product.sku == "mug-navy"
        assert first.product.price == Price(Decimal("10.00"), "EUR")
        assert (first.product.confidential, first.score) == (None, None)
        assert len(answer.hits) == 3
        assert answer.total >= 3
        second = shopper.page(answer.query_id, 2)
        assert not {hit.product.sku for hit in second.hits} & {hit.product.sku for hit in answer.hits}
        assert any(value.low for facet in answer.facets for value in facet.values if facet.name == "price")


def test_words_filters_and_products_are_asked_for(shopper: Client) -> None:
    with shopper:
        words = shopper.search(None, Asked(words="green clock"))
        lamps = shopper.search(photo(), Asked(category=["Lamps"], in_stock=True, color_weight=0.5))
        similar = shopper.similar("mug-navy", Asked(words="in green"))
        facets = shopper.facets()
        privacy = shopper.privacy()
    assert words.hits[0].product.sku == "clock-green"
    assert {hit.product.category[-1] for hit in lamps.hits} == {"Lamps"}
    assert similar.hits[0].product.sku == "mug-green"
    assert {facet.name for facet in facets} >= {"category", "price"}
    assert {one.name for one in privacy.kept} >= {"ranked-lists", "events"}


def test_products_photos_and_offers_go_in_and_out(admin: Client) -> None:
    price = {"amount": "12.50", "currency": "EUR"}
    with admin:
        (made,) = admin.put_products([{"sku": "a/b ü", "title": "A bowl", "offer": {"price": price}}])
        assert made.result == "created"
        sent = admin.put_photo("a/b ü", 1, photo("rug", "beige"))
        assert sent.startswith("sent:")
        until(lambda: admin.product("a/b ü").photos[0].state == "found", "it was looked at")
        (patched, unknown) = admin.patch_offers([{"sku": "a/b ü", "quantity": 3}, {"sku": "nobody"}])
        assert (patched.result, unknown.result) == ("updated", "unknown")
        assert unknown.notes[0].field == "sku"
        detail = admin.product("a/b ü")
        assert detail.product.confidential
        assert detail.product.confidential.quantity == 3
        admin.delete_product("a/b ü")
        assert admin.product("a/b ü").live is False


def test_what_shoppers_did_is_sent(shopper: Client) -> None:
    with shopper:
        answer = shopper.search(photo(), Asked(session=SESSION))
        event = Event(action="click", query_id=answer.query_id, session=SESSION, sku="mug-navy")
        (outcome,) = shopper.events([event])
    assert outcome.status == "kept"


def test_a_server_that_refuses_raises_what_it_meant(server: Server, shopper: Client) -> None:
    with shopper:
        with pytest.raises(BadPhoto) as bad:
            shopper.search(b"%PDF-1.7")
        assert bad.value.fault is PhotoFault.UNSUPPORTED
        with pytest.raises(BadQuery, match="photo"):
            shopper.search()
        with pytest.raises(NotFound):
            shopper.product("nobody")
        with pytest.raises(Forbidden, match="role"):
            shopper.delete_product("mug-navy")
        with pytest.raises(BadQuery):
            shopper.page("forged", 1)
    with Client(server.url, key="gumsec_a_b") as stranger, pytest.raises(Unauthenticated):
        stranger.facets()


def test_the_asynchronous_client_does_the_same(server: Server) -> None:
    async def all_of_it() -> None:
        async with AsyncClient(server.url, key=server.secrets[Role.ADMIN]) as store:
            answer = await store.search(photo(), Asked(session=SESSION))
            assert answer.hits[0].product.sku == "mug-navy"
            assert (await store.page(answer.query_id, 1)).total == answer.total
            assert (await store.similar("mug-navy")).hits
            assert await store.facets()
            assert (await store.privacy()).purpose
            (made,) = await store.put_products([{"sku": "async", "title": "A bowl"}])
            assert made.result == "created"
            await store.put_photo("async", 1, photo())
            assert (await store.patch_offers([{"sku": "async", "quantity": 1}]))[0].result == "updated"
            assert (await store.product("async")).live
            await store.delete_product("async")
            event = Event(action="click", query_id=answer.query_id, session=SESSION, sku="mug-red")
            assert (await store.events([event]))[0].status == "kept"
            with pytest.raises(NotFound):
                await store.product("nobody")

    asyncio.run(all_of_it())


def test_a_server_that_is_not_there_may_be_later() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client(url) as client, pytest.raises(TryLater, match="cannot be reached"):
        client.facets()

    async def asked() -> None:
        async with AsyncClient(url) as later:
            await later.facets()

    with pytest.raises(TryLater, match="cannot be reached"):
        asyncio.run(asked())


def test_every_problem_of_the_server_is_known_to_the_client() -> None:
    known = {problem.slug: kind for kind, problem in PROBLEMS}
    assert known == KINDS
    assert {problem.slug: fault for fault, problem in PHOTO_PROBLEMS.items()} == PHOTO_FAULTS


@pytest.mark.parametrize(
    ("status", "body", "headers", "kind"),
    [
        (410, {"type": "urn:gumsole:problem:expired", "detail": "gone"}, {}, Expired),
        (429, {"type": "urn:gumsole:problem:throttled", "detail": "slow"}, {"retry-after": "7"}, Throttled),
        (502, "<html>", {}, GumsoleError),
        (500, {"type": "urn:gumsole:problem:new-one", "detail": "of a newer server"}, {}, GumsoleError),
        (500, [1], {}, GumsoleError),
    ],
)
def test_whatever_a_server_answers_becomes_an_error(
    status: int, body: object, headers: dict[str, str], kind: type[GumsoleError]
) -> None:
    response = httpx.Response(status, headers=headers, json=body)
    error = error_of(response)
    assert type(error) is kind
    if isinstance(error, TryLater):
        assert error.retry_after_s == 7.0
