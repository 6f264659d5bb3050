"""Searches over HTTP, by a real server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from gumsole.errors import PhotoFault
from gumsole.records import Role
from tests.hostile import Hostile, files
from tests.serving import ORIGIN, Server, photo, until


def search(client: httpx.Client, data: bytes | None = None, **params: object) -> httpx.Response:
    return client.post("/v1/search", content=data, params=params)  # type: ignore[arg-type]


def skus(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [hit["product"]["sku"] for hit in response.json()["hits"]]


def test_a_photo_finds_the_product_whichever_way_it_is_sent(server: Server) -> None:
    data = photo()
    with server.client(Role.SEARCH) as client:
        raw = search(client, data)
        form = client.post("/v1/search", files={"photo": ("evil/../name.exe", data, "text/html")})
        labeled = client.post("/v1/search", content=data, headers={"Content-Type": "application/pdf"})
    answer = raw.json()
    assert skus(raw)[0] == skus(form)[0] == skus(labeled)[0] == "mug-navy"
    assert answer["hits"][0]["band"] in ("same", "close", "similar", "related", "other")
    assert answer["step"]["label"]
    assert {facet["name"] for facet in answer["facets"]} >= {"category", "price"}
    assert {timing["stage"] for timing in answer["timings"]} == {"signals", "ranking", "hits"}
    assert [part.split(";")[0] for part in raw.headers["server-timing"].split(", ")] == [
        "signals",
        "ranking",
        "hits",
    ]
    assert raw.headers["cache-control"] == "no-store"
    assert raw.headers["x-content-type-options"] == "nosniff"


def test_words_filters_crop_and_page_size_are_heeded(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        everything = search(client, photo())
        cropped = search(client, photo(), crop="0.1,0.1,0.8,0.8", limit=2)
        filtered = search(client, photo(), category="Lamps", max_price="20.00")
        words = search(client, None, words="green clock")
        colored = search(client, photo(), color_weight=1)
        form = client.post(
            "/v1/search", files={"photo": photo()}, data={"category": ["Lamps", "Rugs"], "limit": "3"}
        )
        encoded = client.post("/v1/search", data={"words": "green clock"})
    assert len(skus(everything)) > 2
    assert len(skus(cropped)) == 2
    assert {sku.split("-")[0] for sku in skus(filtered)} == {"lamp"}
    assert skus(words)[0] == skus(encoded)[0] == "clock-green"
    assert colored.json()["hits"][0]["color"] == pytest.approx(
        colored.json()["hits"][0]["likeness"], abs=1e-4
    )
    assert {sku.split("-")[0] for sku in skus(form)} <= {"lamp", "rug"}


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({}, "needs a photo"),
        ({"words": "mug", "crop": "0,0,2,2"}, "leaves the frame"),
        ({"words": "mug", "crop": "a,b"}, "x,y,w,h"),
        ({"words": "mug", "limit": 0}, "limit"),
        ({"words": "mug", "limit": 1000}, "limit"),
        ({"words": "mug", "color_weight": 2}, "color_weight"),
        ({"words": "mug", "min_price": "-1"}, "min_price"),
        ({"words": "mug", "max_price": "1.239"}, "more decimals"),
        (
            {"words": "mug", "max_price": "\U00011f50"},
            "max_price",
        ),  # a Kawi digit, younger than Python's table
        ({"words": "mug", "ships_to": "Germany"}, "ships_to"),
        ({"words": "mug", "nonsense": "1"}, "nonsense"),
        ({"words": ["mug", "lamp"]}, "give it once"),
        ({"words": "mug", "category": "Shoes"}, "Shoes"),
        ({"words": "mug", "session": "short"}, "session"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_problem_document(
    server: Server, params: dict[str, object], says: str
) -> None:
    with server.client(Role.SEARCH) as client:
        response = search(client, None, **params)
    body = response.json()
    assert (response.status_code, body["type"]) == (400, "urn:gumsole:problem:bad-query")
    assert response.headers["content-type"] == "application/problem+json"
    assert says in body["detail"]
    assert body["instance"].endswith(response.headers["x-request-id"])


STATUS = {
    None: 200,
    PhotoFault.EMPTY: 400,
    PhotoFault.UNSUPPORTED: 415,
    PhotoFault.TOO_LARGE: 413,
    PhotoFault.UNREADABLE: 422,
}


@pytest.mark.parametrize("hostile", list(files()), ids=lambda hostile: hostile.name)
def test_hostile_files_are_answered_with_their_status(server: Server, hostile: Hostile) -> None:
    with server.client(Role.SEARCH) as client:
        response = client.post("/v1/search", files={"photo": ("photo.jpg", hostile.data)})
    assert response.status_code in {STATUS[answer] for answer in hostile.answers}, response.text


def test_a_body_that_is_too_large_is_read_no_further(server: Server) -> None:
    sent = 0

    def endless() -> object:
        nonlocal sent
        while sent < 200 * 2**20:
            sent += 2**16
            yield b"\xff\xd8" * 2**15

    with server.client(Role.SEARCH) as client:
        declared = client.post("/v1/search", content=b"x" * (13 * 2**20))
        assert declared.status_code == 413
        try:
            response = client.post("/v1/search", content=endless())  # type: ignore[arg-type]
            assert response.status_code == 413
        except httpx.TransportError:
            pass  # the connection was closed while the body was still being sent
    assert sent < 100 * 2**20


def test_pages_go_on_where_the_last_one_ended_and_what_sold_out_is_left_out(server: Server) -> None:
    with server.client(Role.SEARCH) as client, server.client(Role.INDEXER) as indexer:
        first = search(client, photo(), limit=2)
        query = first.json()["query_id"]
        second = client.get(f"/v1/search/{query}", params={"page": 2})
        again = client.get(f"/v1/search/{query}", params={"page": 1})
        assert not set(skus(first)) & set(skus(second))
        assert skus(again) == skus(first)
        gone = skus(second)[0]
        change = {"offers": [{"sku": gone, "availability": "out_of_stock"}]}
        assert indexer.patch("/v1/offers", json=change).status_code == 200
        assert gone not in skus(client.get(f"/v1/search/{query}", params={"page": 2}))
        indexer.patch("/v1/offers", json={"offers": [{"sku": gone, "availability": "in_stock"}]})
        beyond = client.get(f"/v1/search/{query}", params={"page": 900})
    assert beyond.json()["hits"] == []


def test_a_query_id_that_nobody_issued_is_refused(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        query = search(client, photo()).json()["query_id"]
        forged = query[:-2] + ("AA" if query[-2:] != "AA" else "BB")
        for wrong in (forged, "x", query[:20]):
            response = client.get(f"/v1/search/{wrong}")
            assert (response.status_code, response.json()["type"]) == (400, "urn:gumsole:problem:bad-query")


def test_a_query_that_was_forgotten_is_gone_within_a_second(server: Server) -> None:
    from click.testing import CliRunner

    from gumsole.cli import main

    with server.client(Role.SEARCH) as client:
        query = search(client, photo()).json()["query_id"]
        other = search(client, photo(), session="session-to-forget").json()["query_id"]
        for words in (["--query", query], ["--session", "session-to-forget"]):
            done = CliRunner().invoke(main, ["forget", *words, "--store", str(server.folder)])
            assert done.exit_code == 0, done.output
        for gone in (query, other):
            until(lambda gone=gone: client.get(f"/v1/search/{gone}").status_code == 410, "it is gone")
        assert client.get(f"/v1/search/{query}").json()["type"] == "urn:gumsole:problem:expired"


def test_more_like_a_product_is_found_without_it(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        similar = client.get("/v1/products/mug-navy/similar")
        green = client.get("/v1/products/mug-navy/similar", params={"words": "in green"})
        unknown = client.get("/v1/products/nobody/similar")
    assert "mug-navy" not in skus(similar)
    assert skus(green)[0] == "mug-green"
    assert unknown.status_code == 404


def test_what_is_free_has_nothing_cheaper_beside_it_and_an_answer_all_the_same(server: Server) -> None:
    def cost(amount: str) -> None:
        offer = {"sku": "mug-navy", "price": {"amount": amount, "currency": "EUR"}}
        assert indexer.patch("/v1/offers", json={"offers": [offer]}).status_code == 200

    with server.client(Role.SEARCH) as client, server.client(Role.INDEXER) as indexer:
        before = client.get("/v1/products/mug-navy").json()["product"]["price"]["amount"]
        cost("0.00")
        answer = client.get("/v1/products/mug-navy/similar", params={"words": "cheaper"})
        cost(before)
    assert skus(answer)
    assert "Left out: cheaper" in answer.json()["step"]["label"]


def test_facets_and_photos_are_there_for_a_page_to_show(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        facets = client.get("/v1/facets").json()["facets"]
        hit = search(client, photo()).json()["hits"][0]
    with server.client() as anybody:
        image = anybody.get(f"/v1/photos/{hit['photo']}")
        missing = anybody.get(f"/v1/photos/{'0' * 64}")
        nonsense = anybody.get("/v1/photos/..%2Fstore.db")
    assert (
        sum(value["count"] for facet in facets if facet["name"] == "category" for value in facet["values"])
        == 16
    )
    assert image.headers["content-type"] == "image/jpeg"
    assert image.content.startswith(b"\xff\xd8")
    assert "immutable" in image.headers["cache-control"]
    assert (missing.status_code, nonsense.status_code) == (404, 404)


def test_pages_of_a_keys_origins_may_read_answers_and_no_others(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        own = client.post("/v1/search", content=photo(), headers={"Origin": ORIGIN})
        other = client.post("/v1/search", content=photo(), headers={"Origin": "https://evil.example"})
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    with server.client() as anybody:
        before = anybody.options("/v1/search", headers={**asking, "Origin": ORIGIN})
        before_other = anybody.options("/v1/search", headers={**asking, "Origin": "https://evil.example"})
    assert own.headers["access-control-allow-origin"] == ORIGIN
    assert "Server-Timing" in own.headers["access-control-expose-headers"]
    assert other.status_code == 403
    assert "access-control-allow-origin" not in other.headers
    assert before.headers["access-control-allow-origin"] == ORIGIN
    assert "Authorization" in before.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in before_other.headers


def test_every_route_but_the_open_ones_asks_for_a_key(server: Server) -> None:
    with server.client() as anybody:
        document = anybody.get("/v1/openapi.json").json()
        for path, methods in document["paths"].items():
            for method in methods:
                filled = path.format(sku="mug-navy", query_id="x", number=1, hash="0" * 64)
                sent: dict[str, Any] | None = {"events": [{}]} if path == "/v1/events" else None
                status = anybody.request(method, filled, json=sent).status_code
                is_open = path in ("/healthz", "/readyz", "/v1/photos/{hash}", "/v1/privacy")
                assert (status == 401) != is_open, (method, path, status)
        challenge = anybody.get("/v1/facets")
    assert challenge.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("value", ["", "Bearer", "Basic abc", "Bearer x", "Bearer gumsec_x_y"])
def test_what_is_no_key_lets_nobody_in(server: Server, value: str) -> None:
    with server.client(None, Authorization=value) as client:
        assert client.get("/v1/facets").status_code == 401


def test_a_key_in_the_address_is_no_key(server: Server) -> None:
    with server.client() as client:
        assert client.get("/v1/facets", params={"key": server.secrets[Role.ADMIN]}).status_code == 401


def test_a_revoked_key_is_refused_with_the_next_request(server: Server) -> None:
    from gumsole.store import Store

    with Store.open(server.folder) as store:
        key, secret = store.keys.create(Role.ANALYST)
        with server.client(None, Authorization=f"Bearer {secret}") as client:
            assert client.get("/v1/facets").status_code == 200
            store.keys.revoke(key.id)
            assert client.get("/v1/facets").status_code == 401


def test_paths_and_methods_that_are_none_are_told_as_problems(server: Server) -> None:
    with server.client(Role.ADMIN) as client:
        missing, wrong = client.get("/v1/nothing"), client.delete("/v1/search")
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:gumsole:problem:http-404")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "urn:gumsole:problem:http-405")
    assert missing.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/healthz", "/v1/facets", "/v1/nothing", "/v1/products/mug-navy"])
def test_heads_are_told_wherever_answers_are(server: Server, path: str) -> None:
    with server.client(Role.ADMIN) as client:
        head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_the_log_tells_times_and_outcomes_and_neither_addresses_nor_words(server: Server) -> None:
    with server.client(Role.SEARCH, **{"X-Request-Id": "my-request-0001"}) as client:
        search(client, photo(), words="unmistakable-words")
    until(
        lambda: any(line.get("request_id") == "my-request-0001" for line in server.logged()), "it is logged"
    )
    (line,) = (line for line in server.logged() if line.get("request_id") == "my-request-0001")
    assert (line["route"], line["status"], line["method"]) == ("/v1/search", 200, "POST")
    assert set(line["stages_ms"]) == {"signals", "ranking", "hits"}
    assert line["ms"] > 0
    everything = "\n".join(server.lines)
    assert "unmistakable-words" not in everything
    assert "127.0.0.1" not in "\n".join(text for text in server.lines if '"request"' in text)
    assert not any(secret in everything for secret in server.secrets.values())


def test_metrics_are_for_those_who_run_the_store(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        search(client, photo())
        assert client.get("/metrics").status_code == 403
    with server.client(Role.ANALYST) as client:
        metrics = client.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert 'gumsole_requests_total{route="/v1/search",status="200",worker="0"}' in metrics.text
    assert 'gumsole_search_stage_seconds_bucket{le="0.002",stage="ranking",worker="0"}' in metrics.text


def test_a_search_goes_on_while_another_process_writes_and_sees_it_within_a_second(
    server: Server, tmp_path: Path
) -> None:
    from gumsole.records import Availability, Offer
    from gumsole.store import Store

    with server.client(Role.SEARCH) as client, Store.open(server.folder) as elsewhere:
        assert skus(search(client, photo("rug", "red")))[0] == "rug-red"
        offer = elsewhere.products.get("rug-red").offer
        elsewhere.offers.set_many([Offer("rug-red", Availability.OUT_OF_STOCK, 1000)])
        begun = time.monotonic()
        until(lambda: "rug-red" not in skus(search(client, photo("rug", "red"))), "it is seen", within_s=5)
        assert time.monotonic() - begun < 5
        elsewhere.offers.set_many([offer])
