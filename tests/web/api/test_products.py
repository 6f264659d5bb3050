"""Products, photos and offers by the API: what is acknowledged holds."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from gumsole.records import Role
from gumsole.store import Store
from tests.serving import GENEROUS, Server, photo, running, until
from tests.shelf import Drawn, drawing

SHOWN = ("green", "beige")


def put(client: httpx.Client, *products: dict[str, Any]) -> list[dict[str, Any]]:
    response = client.put("/v1/products", json={"products": list(products)})
    assert response.status_code == 200, response.text
    outcomes: list[dict[str, Any]] = response.json()["outcomes"]
    return outcomes


def results(outcomes: list[dict[str, Any]]) -> list[str]:
    return [outcome["result"] for outcome in outcomes]


def detail(client: httpx.Client, sku: str) -> dict[str, Any]:
    response = client.get(f"/v1/products/{sku}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def vase(sku: str = "vase-1", **more: Any) -> dict[str, Any]:
    offer = {"price": {"amount": "19.90", "currency": "EUR"}, "availability": "in_stock"}
    return {"sku": sku, "title": "A vase", "category": ["Decor", "Vases"], "offer": offer, **more}


def found(client: httpx.Client, data: bytes) -> list[str]:
    response = client.post("/v1/search", content=data)
    return [hit["product"]["sku"] for hit in response.json().get("hits", [])]


def test_a_product_comes_in_with_its_photo_and_is_found(server: Server) -> None:
    with server.client(Role.ADMIN) as client:
        assert results(put(client, vase("tall-vase", color="Red", brand="Kiln"))) == ["created"]
        picture = drawing(Drawn("lamp", "red"), size=400)
        sent = client.put("/v1/products/tall-vase/photos/1", content=picture)
        assert sent.status_code == 200, sent.text
        assert sent.json()["state"] == "waiting"
        until(lambda: detail(client, "tall-vase")["photos"][0]["state"] == "found", "it was looked at")
        shown = detail(client, "tall-vase")
        assert shown["photos"][0]["source"] == sent.json()["photo"]
        assert shown["product"]["price"] == {"amount": "19.90", "currency": "EUR"}
        assert (shown["product"]["sellable"], shown["live"]) == (True, True)
        assert "tall-vase" in found(client, photo("lamp", "red"))[:2]
        image = client.get(f"/v1/photos/{shown['photos'][0]['photo']}")
        assert image.content.startswith(b"\xff\xd8")
        assert client.delete("/v1/products/tall-vase").status_code == 204
        assert client.delete("/v1/products/tall-vase").status_code == 204
        assert "tall-vase" not in found(client, photo("lamp", "red"))
        assert detail(client, "tall-vase")["live"] is False
        late = client.put("/v1/products/tall-vase/photos/1", content=picture)
        assert late.status_code == 404
        with server.client(Role.SEARCH) as shopper:
            assert shopper.get("/v1/products/tall-vase").status_code == 404
        assert results(put(client, vase("tall-vase"))) == ["updated"]
        assert detail(client, "tall-vase")["photos"][0]["state"] == "found"
        client.delete("/v1/products/tall-vase")


def test_each_product_of_a_batch_is_taken_or_rejected_by_itself(server: Server) -> None:
    dollars = {"price": {"amount": "5.00", "currency": "USD"}}
    with server.client(Role.INDEXER) as client:
        outcomes = put(
            client,
            vase("one"),
            vase("two", offer=dollars),
            vase(
                "three", photos=["http://10.0.0.7/a.jpg", "file:///etc/passwd", "https://example.com/a.jpg"]
            ),
            vase("one"),
        )
        again = put(client, vase("one"))
        three = detail(client, "three")
        client.delete("/v1/products/three")
    assert results(outcomes) == ["created", "rejected", "created", "rejected"]
    assert "EUR" in outcomes[1]["notes"][0]["reason"]
    assert [note["field"] for note in outcomes[2]["notes"]] == ["photo", "photo"]
    assert "private" in outcomes[2]["notes"][0]["reason"]
    assert "already" in outcomes[3]["notes"][0]["reason"]
    assert results(again) == ["unchanged"]
    assert [one["source"] for one in three["photos"]] == ["https://example.com/a.jpg"]


def test_a_product_without_offer_or_photos_keeps_those_it_has(server: Server) -> None:
    with server.client(Role.INDEXER) as client:
        put(client, vase("kept", photos=["https://example.com/kept.jpg"]))
        assert results(put(client, {"sku": "kept", "title": "Another title"})) == ["updated"]
        shown = detail(client, "kept")
        client.delete("/v1/products/kept")
    assert shown["product"]["title"] == "Another title"
    assert shown["product"]["price"]["amount"] == "19.90"
    assert [one["source"] for one in shown["photos"]] == ["https://example.com/kept.jpg"]


def test_offers_change_in_the_named_fields_alone_and_the_next_search_obeys(server: Server) -> None:
    def patch(*offers: dict[str, Any]) -> list[dict[str, Any]]:
        response = indexer.patch("/v1/offers", json={"offers": list(offers)})
        assert response.status_code == 200, response.text
        outcomes: list[dict[str, Any]] = response.json()["outcomes"]
        return outcomes

    with server.client(Role.INDEXER) as indexer, server.client(Role.ADMIN) as admin:
        assert "clock-green" in found(admin, photo("clock", "green"))
        outcomes = patch(
            {"sku": "clock-green", "availability": "out_of_stock", "quantity": 0},
            {"sku": "nobody", "quantity": 3},
            {"sku": "clock-red", "price": {"amount": "1.00", "currency": "USD"}},
            {
                "sku": "clock-navy",
                "sale_price": {"amount": "5.00", "currency": "EUR"},
                "sale_from": "2026-03-01T00:00:00Z",
                "sale_until": "2026-02-01T00:00:00Z",
            },
            {"sku": "rug-navy"},
        )
        assert results(outcomes) == ["updated", "unknown", "rejected", "rejected", "unchanged"]
        assert "clock-green" not in found(admin, photo("clock", "green"))
        shown = detail(admin, "clock-green")["product"]
        assert (shown["price"]["amount"], shown["confidential"]["quantity"]) == ("10.00", 0)
        cost = {"amount": "3.00", "currency": "EUR"}
        patch({"sku": "clock-green", "availability": "in_stock", "quantity": None, "cost": cost})
        shown = detail(admin, "clock-green")["product"]
        assert shown["confidential"]["quantity"] is None
        assert shown["confidential"]["margin"] == pytest.approx(0.7)
        assert "clock-green" in found(admin, photo("clock", "green"))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v1/products", {"products": []}),
        ("PUT", "/v1/products", {"products": [{"sku": "", "title": "x"}]}),
        ("PUT", "/v1/products", {"products": [{"sku": "a", "title": "x", "color_": "red"}]}),
        ("PUT", "/v1/products", {"products": [{"sku": str(n), "title": "x"} for n in range(501)]}),
        ("PATCH", "/v1/offers", {"offers": [{"sku": "a", "quantity": -1}]}),
        ("PATCH", "/v1/offers", {"offers": [{"sku": "a", "quantity": 2**60}]}),
        ("PATCH", "/v1/offers", {"offers": [{"sku": "a", "sale_from": "2026-01-01"}]}),
        ("PATCH", "/v1/offers", [1, 2]),
    ],
)
def test_bodies_that_make_no_sense_change_nothing(server: Server, method: str, path: str, body: Any) -> None:
    with server.client(Role.INDEXER) as client:
        response = client.request(method, path, json=body)
    assert (response.status_code, response.json()["type"]) == (400, "urn:gumsole:problem:bad-query"), (
        response.text
    )


def test_photos_are_checked_before_they_are_kept(server: Server) -> None:
    with server.client(Role.INDEXER) as client:
        put(client, vase("plain"))
        path = "/v1/products/plain/photos"
        statuses = [
            client.put(f"{path}/1", content=b"").status_code,
            client.put(f"{path}/1", content=b"%PDF-1.7").status_code,
            client.put(f"{path}/1", content=photo()[:300]).status_code,
            client.put(f"{path}/2", content=photo()).status_code,
            client.put(f"{path}/251", content=photo()).status_code,
            client.put("/v1/products/nobody/photos/1", content=photo()).status_code,
            client.put(f"{path}/1", content=photo() + bytes(13 << 20)).status_code,
        ]
        assert statuses == [400, 415, 422, 400, 400, 404, 413]
        assert detail(client, "plain")["photos"] == []
        client.delete("/v1/products/plain")


def test_an_offer_that_cannot_be_read_keeps_no_other_out(server: Server) -> None:
    def euros(amount: str) -> dict[str, str]:
        return {"amount": amount, "currency": "EUR"}

    changes = [
        {"sku": "mug-green", "price": euros("1.234"), "quantity": 9},
        {"sku": "mug-green", "price": {"amount": "1", "currency": "XXZ"}},
        {"sku": "mug-green", "price": euros("1"), "cost": {"amount": "1", "currency": "USD"}},
        {"sku": "mug-beige", "quantity": 9},
    ]
    with server.client(Role.INDEXER) as client:
        outcomes = client.patch("/v1/offers", json={"offers": changes}).json()["outcomes"]
    with server.client(Role.ADMIN) as admin:
        quantities = [detail(admin, f"mug-{color}")["product"]["confidential"]["quantity"] for color in SHOWN]
    assert results(outcomes) == ["rejected", "rejected", "rejected", "updated"]
    assert [outcome["notes"][0]["field"] for outcome in outcomes[:3]] == ["price"] * 3
    for outcome, said in zip(outcomes, ("decimals", "XXZ", "EUR and USD"), strict=False):
        assert said in outcome["notes"][0]["reason"]
    assert quantities == [None, 9]


def test_a_photo_that_was_never_sent_cannot_be_named(server: Server) -> None:
    with server.client(Role.INDEXER) as client:
        (outcome,) = put(client, vase("empty", photos=["sent:" + "0" * 64]))
        client.delete("/v1/products/empty")
    assert outcome["result"] == "created"
    assert [note["field"] for note in outcome["notes"]] == ["photo"]


def test_shoppers_learn_neither_where_photos_lie_nor_why_they_are_missing(server: Server) -> None:
    ref = "http://photos.invalid/private.jpg"
    with server.client(Role.INDEXER) as client, server.client(Role.SEARCH) as shopper:
        put(client, vase("shown", photos=[ref]))
        until(lambda: detail(client, "shown")["photos"][0]["state"] == "failed", "it was looked at")
        (told,), (seen,) = (detail(one, "shown")["photos"] for one in (client, shopper))
        client.delete("/v1/products/shown")
    assert (told["source"], "photos.invalid" in told["reason"], told["final"]) == (ref, True, False)
    assert seen == {"photo": "", "source": "", "state": "failed", "reason": "", "final": False}


class _Host(BaseHTTPRequestHandler):
    """A photo host that is away at first."""

    away = True

    def do_GET(self) -> None:
        if self.path == "/missing.jpg":
            self.send_error(404)
        elif self.away:
            self.send_error(503)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(drawing(Drawn("rug", "green"), size=300))

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Host)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_store_filled_by_the_api_alone_becomes_searchable_and_goes_on_after_a_kill(
    tmp_path: Path, host: str
) -> None:
    """Photos by bytes and by address; a host that is away is asked again, one that has none is told."""
    folder = tmp_path / "store"
    environ = {**GENEROUS, "GUMSOLE_ALLOW_PRIVATE": "true"}
    with running(folder, environ=environ, ready=False) as server:
        with server.client(Role.ADMIN) as client:
            assert client.get("/readyz").status_code == 503
            early = client.post("/v1/search", content=photo())
            assert (early.status_code, early.json()["type"]) == (503, "urn:gumsole:problem:try-later")
            put(client, *(vase(f"{shape}-{color}") for shape in ("mug", "rug") for color in ("red", "navy")))
            put(client, vase("far", photos=[f"{host}/far.jpg", f"{host}/missing.jpg"]))
            for shape in ("mug", "rug"):
                for color in ("red", "navy"):
                    path = f"/v1/products/{shape}-{color}/photos/1"
                    assert client.put(path, content=drawing(Drawn(shape, color))).status_code == 200
        server.kill()
        with (
            running(folder, environ=environ, secrets=server.secrets, ready=False) as again,
            again.client(Role.ADMIN) as client,
        ):
            until(lambda: client.get("/readyz").status_code == 200, "it is ready", again.lines)
            until(lambda: "mug-navy" in found(client, photo())[:1], "it is found", again.lines)
            until(lambda: detail(client, "far")["photos"][1]["state"] == "failed", "it has failed")
            states = detail(client, "far")["photos"]
            assert (states[0]["state"], states[0]["final"]) == ("failed", False)
            assert states[1]["final"] is True
            assert "503" in states[0]["reason"]


def test_a_host_that_never_answers_keeps_neither_sent_photos_nor_the_end_waiting(tmp_path: Path) -> None:
    environ = {**GENEROUS, "GUMSOLE_ALLOW_PRIVATE": "true", "GUMSOLE_PHOTO_TIMEOUT_S": "1"}
    with socket.create_server(("127.0.0.1", 0), backlog=1_000) as silent:
        dead = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with (
            running(tmp_path / "store", environ=environ, ready=False) as server,
            server.client(Role.ADMIN) as client,
        ):
            for at in range(0, 1_000, 500):
                photos = ([f"{dead}/{number}.jpg"] for number in range(at, at + 500))
                put(client, *(vase(f"dead-{one[0][-8:]}", photos=one) for one in photos))
            put(client, vase("sent"))
            client.put("/v1/products/sent/photos/1", content=drawing(Drawn("mug", "red")))
            until(lambda: detail(client, "sent")["photos"][0]["state"] == "found", "it is found")
            until(lambda: client.get("/readyz").status_code == 200, "it is ready", server.lines)
            last = detail(client, "dead-/999.jpg")["photos"][0]
            assert (last["state"], server.stop()) == ("waiting", 0)


def test_ten_thousand_offers_are_patched_at_once(server: Server) -> None:
    skus = [f"bulk-{number}" for number in range(2_000)]
    with server.client(Role.INDEXER) as client:
        for at in range(0, len(skus), 500):
            put(client, *(vase(sku) for sku in skus[at : at + 500]))
        begun = time.perf_counter()
        changes = [{"sku": skus[number % 2_000], "quantity": number} for number in range(10_000)]
        response = client.patch("/v1/offers", json={"offers": changes})
        assert time.perf_counter() - begun < 60
        assert len(response.json()["outcomes"]) == 10_000
    with server.client(Role.ADMIN) as client:
        assert detail(client, "bulk-7")["product"]["confidential"]["quantity"] == 8_007


def test_a_product_that_was_taken_out_stands_in_the_audit_log(server: Server) -> None:
    with server.client(Role.ADMIN) as client:
        put(client, vase("audited"))
        assert client.delete("/v1/products/audited").status_code == 204
    with Store.open(server.folder) as store:
        (act,) = store.audit.latest(limit=1)
        (key,) = (key for key in store.keys.all() if key.role is Role.ADMIN)
    assert (act.actor, act.target) == (key.id, "audited")
    assert "deleted" in act.act
