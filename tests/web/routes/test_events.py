"""What shoppers did, sent over HTTP: kept when answered, believed only where it was signed here."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gumsole.records import Action, Forgetting, Role
from gumsole.settings import Settings
from gumsole.store.events import EventStore, KeptEvent
from gumsole.web.happened import CLOCK_SKEW_S, MAX_BODY_BYTES
from gumsole.web.models.events import MAX_EVENTS, OF_THE_WHOLE
from gumsole.web.tokens import VALID_S, Signer
from tests.store.making import Clock
from tests.web.routes.conftest import NOW
from tests.web.stage import PAGE, Stage, stage

SESSION = "shopper-0001"
FOREVER = (0.0, NOW * 2)


def searched(served: Stage, session: str = SESSION) -> dict[str, Any]:
    """The answer to a search for a mug."""
    params = {"words": "mug", **({"session": session} if session else {})}
    response = served.client.post("/v1/search", params=params, headers=served.as_(Role.SEARCH))
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def at(now_s: float) -> str:
    return datetime.fromtimestamp(now_s, UTC).isoformat()


def click(query_id: str, sku: str = "mug-red", **other: Any) -> dict[str, Any]:
    """An event; of `event_attributes`, what is given besides the product is added."""
    attributes = {"object": {"object_id": sku}, "position": {"ordinal": 1}, **other.pop("attributes", {})}
    said = {
        "action_name": "click",
        "query_id": query_id,
        "client_id": SESSION,
        "timestamp": at(NOW),
        "event_attributes": attributes,
    }
    return {key: value for key, value in (said | other).items() if value is not None}


def paid(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def send(served: Stage, body: Any, role: Role = Role.SEARCH) -> Any:
    return served.client.post("/v1/events", json=body, headers=served.as_(role))


def kept(served: Stage) -> list[KeptEvent]:
    """What another process finds in the file."""
    with EventStore.open(served.folder) as events:
        return list(events.happenings.between(*FOREVER))


def refused(response: Any, status: int, slug: str) -> str:
    assert (response.status_code, response.json()["type"]) == (status, f"urn:gumsole:problem:{slug}")
    return str(response.json()["detail"])


# --- what is kept ---


def test_an_answered_event_is_in_the_file(served: Stage) -> None:
    answer = searched(served)
    sku = answer["hits"][0]["product"]["sku"]
    response = send(served, click(answer["query_id"], sku, application="storefront"))
    assert (response.status_code, response.json()["outcomes"]) == (
        200,
        [{"status": "kept", "type": None, "detail": None}],
    )
    (event,) = kept(served)
    assert (event.action, event.sku, event.ordinal) == (Action.CLICK, sku, 1)
    assert (event.happened_s, event.received_s, event.shown) == (NOW, NOW, True)
    assert (event.application, event.verified) == ("storefront", False)


def test_a_list_is_answered_event_by_event(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    response = send(
        served,
        [
            click(id_),
            click(id_),
            click(id_, "never-sold"),
            click("forged"),
            click(id_, client_id="somebody-else"),
            {"action_name": "click"},
            "no event",
            click(id_, action_name="view", event_attributes={}),
        ],
    )
    outcomes = response.json()["outcomes"]
    assert [one["status"] for one in outcomes] == ["kept", "duplicate", *["refused"] * 5, "kept"]
    slugs = [one["type"].removeprefix("urn:gumsole:problem:") for one in outcomes if one["type"]]
    assert slugs == ["not-found", "bad-query", "forbidden", "bad-query", "bad-query"]
    assert [event.action for event in kept(served)] == [Action.CLICK, Action.VIEW]


@pytest.mark.parametrize("action", Action)
def test_every_action_is_taken_and_most_must_name_a_product(served: Stage, action: Action) -> None:
    id_ = searched(served)["query_id"]
    assert send(served, click(id_, action_name=action.value)).status_code == 200
    nameless = send(served, click(id_, action_name=action.value, event_attributes={}))
    if action in OF_THE_WHOLE:
        assert nameless.status_code == 200
    else:
        assert "object_id" in refused(nameless, 400, "bad-query")


def test_an_event_sent_again_is_kept_once(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    named = click(id_, attributes={"event_id": "e-1"})
    again = click(id_, "mug-navy", timestamp=at(NOW - 1), attributes={"event_id": "e-1"})
    other = click(id_, attributes={"event_id": "e-2"})
    statuses = [send(served, one).json()["outcomes"][0]["status"] for one in (named, again, other)]
    assert statuses == ["kept", "duplicate", "kept"]
    assert [event.sku for event in kept(served)] == ["mug-red", "mug-red"]


def test_without_a_name_events_that_say_the_same_are_one(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    later = click(id_, timestamp=at(NOW - 0.001))
    statuses = [send(served, one).json()["outcomes"][0]["status"] for one in (click(id_), click(id_), later)]
    assert statuses == ["kept", "duplicate", "kept"]


def test_the_message_is_taken_and_not_kept(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    said = click(id_, message="my name is Ada", message_type="INFO")
    assert send(served, said).status_code == 200
    assert kept(served)[0].message_type == "INFO"
    assert all(b"Ada" not in path.read_bytes() for path in served.folder.glob("events.db*"))


def test_a_product_that_the_answer_did_not_show_is_marked(served: Stage) -> None:
    answer = searched(served)
    hit = answer["hits"][0]
    skus = [hit["product"]["sku"], "rug-green"]
    assert "rug" not in json.dumps(answer["hits"])
    send(served, [click(answer["query_id"], sku) for sku in skus])
    assert [event.shown for event in kept(served)] == [True, False]


# --- purchases ---


@pytest.mark.parametrize(
    ("role", "verified"), [(Role.SEARCH, False), (Role.INDEXER, True), (Role.ADMIN, True)]
)
def test_a_purchase_is_verified_by_a_servers_key_alone(served: Stage, role: Role, verified: bool) -> None:
    bought = {"quantity": 2, "price": paid("79.90")}
    said = click(searched(served)["query_id"], action_name="purchase", attributes=bought)
    assert send(served, said, role).status_code == 200
    (event,) = kept(served)
    assert (event.verified, event.quantity, event.price) == (verified, 2, 7990)


def test_a_page_cannot_forestall_the_purchase_that_the_server_sends(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    said = click(id_, action_name="purchase", attributes={"event_id": "order-1", "price": paid("0.01")})
    real = click(id_, action_name="purchase", attributes={"event_id": "order-1", "price": paid("79.90")})
    send(served, said)
    assert send(served, real, Role.INDEXER).json()["outcomes"][0]["status"] == "kept"
    assert [(event.price, event.verified) for event in kept(served)] == [(1, False), (7990, True)]


@pytest.mark.parametrize(
    ("bought", "told"),
    [
        ({"price": {"amount": "79.901", "currency": "EUR"}}, "decimals"),
        ({"price": {"amount": "79.90", "currency": "USD"}}, "EUR"),
        ({"price": {"amount": "-1", "currency": "EUR"}}, "price"),
        ({"price": {"amount": 79.9, "currency": "EUR"}}, "price"),
        ({"price": "79.90"}, "price"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": "2"}, "quantity"),
    ],
)
def test_what_was_paid_is_believed_only_in_the_store_s_money(
    served: Stage, bought: dict[str, Any], told: str
) -> None:
    said = click(searched(served)["query_id"], action_name="purchase", attributes=bought)
    assert told in refused(send(served, said), 400, "bad-query")


# --- who is believed ---


def test_a_query_id_of_another_store_or_of_nobody_is_refused(served: Stage, clock: Clock) -> None:
    good = searched(served)["query_id"]
    query = served.service.signer.read(good, now_s=clock())
    elsewhere = Signer(b"another store's secret").issue(query, session=SESSION)
    tampered = good[:-1] + ("A" if good[-1] != "A" else "B")
    for id_ in (elsewhere, tampered, good + "=", "x"):
        refused(send(served, click(id_)), 400, "bad-query")
    assert kept(served) == []


def test_a_query_id_has_one_spelling(served: Stage) -> None:
    # In base64 "-" and "+" stand for the same bits, and so do "_" and "/".
    for _ in range(50):
        good = searched(served)["query_id"]
        if (other := good.replace("-", "+").replace("_", "/")) != good:
            break
    refused(send(served, click(other)), 400, "bad-query")


def test_a_query_id_of_another_session_is_refused(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    assert "session" in refused(send(served, click(id_, client_id="shopper-0002")), 403, "forbidden")
    refused(send(served, click(id_, client_id=None)), 403, "forbidden")
    assert kept(served) == []


def test_a_search_without_a_session_takes_events_without_one(served: Stage) -> None:
    id_ = searched(served, session="")["query_id"]
    refused(send(served, click(id_)), 403, "forbidden")
    assert send(served, click(id_, client_id=None)).status_code == 200
    assert kept(served)[0].session == ""


def test_an_old_query_id_takes_no_events_any_more(served: Stage, clock: Clock) -> None:
    id_ = searched(served)["query_id"]
    clock.now += VALID_S
    assert send(served, click(id_, timestamp=at(clock.now))).status_code == 200
    clock.now += 1.0
    refused(send(served, click(id_, timestamp=at(clock.now))), 410, "expired")


@pytest.mark.parametrize(
    ("said_s", "kept_s"),
    [
        (NOW + 100.0, NOW + 100.0),
        (NOW - CLOCK_SKEW_S, NOW),
        (NOW + 200.0 + CLOCK_SKEW_S, NOW + 200.0),
    ],
)
def test_clocks_may_differ_a_little(served: Stage, clock: Clock, said_s: float, kept_s: float) -> None:
    id_ = searched(served)["query_id"]
    clock.now += 200.0
    assert send(served, click(id_, timestamp=at(said_s))).status_code == 200
    assert kept(served)[0].happened_s == kept_s


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (at(NOW - CLOCK_SKEW_S - 1.0), "before its query"),
        (at(NOW + CLOCK_SKEW_S + 1.0), "future"),
        ("2026-09-21T14:13:20", "timezone"),
        ("yesterday", "timestamp"),
        (NOW, "timestamp"),
    ],
)
def test_times_that_cannot_be_are_refused(served: Stage, said: object, told: str) -> None:
    id_ = searched(served)["query_id"]
    assert told in refused(send(served, click(id_, timestamp=said)), 400, "bad-query")


@pytest.mark.parametrize(
    "wrong",
    [
        {"user_id": "ada@shop.example"},
        {"photo": "/9j/4AAQ"},
        {"action_name": "hack"},
        {"application": "x" * 65},
        {"client_id": "short"},
        {"attributes": {"image": "/9j/4AAQ"}},
        {"attributes": {"position": {"ordinal": 0}}},
        {"attributes": {"object": {"object_id": "mug-red", "object_id_field": "ean"}}},
    ],
)
def test_fields_are_of_their_kind_and_no_others_are_taken(served: Stage, wrong: dict[str, Any]) -> None:
    refused(send(served, click(searched(served)["query_id"], **wrong)), 400, "bad-query")
    assert kept(served) == []


# --- the request ---


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 60_000,
        b"[NaN]",
        b"[]",
        b"7",
        b'{"events": {}}',
        b'{"events": [], "key": ""}',
        b'{"events": [1], "key": 7}',
        b'{"events": [1], "photo": ""}',
        b'["\\ud800"]',
        json.dumps([1] * (MAX_EVENTS + 1)).encode(),
    ],
)
def test_a_body_that_is_no_list_of_events_is_refused_as_a_whole(served: Stage, body: bytes) -> None:
    refused(served.client.post("/v1/events", content=body, headers=served.as_(Role.SEARCH)), 400, "bad-query")


def test_a_body_may_be_as_large_as_a_beacon_and_no_larger(served: Stage) -> None:
    event = json.dumps(click(searched(served)["query_id"])).encode()
    for spare, status in ((0, 200), (1, 413)):
        body = event + b" " * (MAX_BODY_BYTES - len(event) + spare)
        response = served.client.post("/v1/events", content=body, headers=served.as_(Role.SEARCH))
        assert response.status_code == status
    refused(response, 413, "body-too-large")
    streamed = served.client.post(
        "/v1/events", content=iter([event, b" " * MAX_BODY_BYTES]), headers=served.as_(Role.SEARCH)
    )
    refused(streamed, 413, "body-too-large")


def test_a_beacon_carries_its_key_in_the_body(served: Stage) -> None:
    body = json.dumps({"key": served.secrets[Role.SEARCH], "events": [click(searched(served)["query_id"])]})
    headers = {"Content-Type": "text/plain;charset=UTF-8", "Origin": PAGE}
    assert served.client.post("/v1/events", content=body, headers=headers).status_code == 200
    assert len(kept(served)) == 1
    stranger = served.client.post("/v1/events", content=body, headers={"Origin": "https://evil.example"})
    refused(stranger, 403, "forbidden")


@pytest.mark.parametrize("role", [Role.INDEXER, Role.ADMIN])
def test_a_secret_key_is_not_taken_from_a_body(served: Stage, role: Role) -> None:
    body = {"key": served.secrets[role], "events": [click(searched(served)["query_id"])]}
    assert "header" in refused(served.client.post("/v1/events", json=body), 403, "forbidden")


def test_without_a_key_or_with_an_analyst_s_nothing_is_taken(served: Stage) -> None:
    said = click(searched(served)["query_id"])
    unreadable: list[object] = ["no event", []]
    for body in (said, *unreadable):
        refused(served.client.post("/v1/events", json=body), 401, "unauthenticated")
    refused(served.client.post("/v1/events", json={"key": "wrong", "events": [said]}), 401, "unauthenticated")
    refused(send(served, said, Role.ANALYST), 403, "forbidden")
    assert kept(served) == []


def test_events_are_counted_by_action_and_outcome(served: Stage) -> None:
    id_ = searched(served)["query_id"]
    send(served, [click(id_), click(id_), click("forged")])
    lines = served.client.get("/metrics", headers=served.as_(Role.ADMIN)).text.splitlines()
    for line in (
        'gumsole_events_total{action="click",outcome="kept",worker="0"} 1.0',
        'gumsole_events_total{action="click",outcome="duplicate",worker="0"} 1.0',
        'gumsole_events_total{action="unread",outcome="refused",worker="0"} 1.0',
        'gumsole_unrecorded_searches_total{worker="0"} 0.0',
    ):
        assert line in lines


def test_a_store_that_keeps_no_events_says_so_and_lets_old_ones_go(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as before:
        send(before, click(searched(before)["query_id"]))
    clock.now += 1.0
    with stage(folder, Settings(events_days=0), clock=clock) as served:
        assert "events_days" in refused(send(served, click(searched(served)["query_id"])), 404, "not-found")
        assert [one.purge(now_s=clock.now) for one in served.kept] == [2, 0]
        assert kept(served) == []


def test_a_store_that_never_kept_any_has_no_file_of_them(folder: Path) -> None:
    with stage(folder, Settings(events_days=0)) as served:
        answer = searched(served)
        turned = served.client.get(f"/v1/search/{answer['query_id']}", headers=served.as_(Role.SEARCH))
        assert turned.status_code == 200
        assert served.kept == ()
    assert not (folder / "events.db").exists()


# --- what is forgotten ---


def test_a_session_that_is_forgotten_leaves_no_trace(served: Stage) -> None:
    answer = searched(served)
    send(served, click(answer["query_id"], application="front-of-ada"))
    other = searched(served, session="shopper-0002")
    send(served, click(other["query_id"], client_id="shopper-0002"))
    with closing(sqlite3.connect(served.folder / "events.db")) as connection:
        names = connection.execute("SELECT query, session FROM events ORDER BY id LIMIT 1").fetchone()
    served.kept[0].forget(Forgetting(session=SESSION))
    left = b"".join(path.read_bytes() for path in served.folder.glob("events.db*"))
    assert not [trace for trace in (*names, b"front-of-ada") if trace in left]
    assert len(kept(served)) == 1
