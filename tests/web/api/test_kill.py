"""kill -9 of a server under writes, fifty times: what was acknowledged is there."""

from __future__ import annotations

import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from gumsole.records import Role
from gumsole.store import Store
from gumsole.web.models.events import MAX_EVENTS
from tests.serving import Server, running, start

ROUNDS = 50
UNDER_WRITES_S = 0.25
SESSION = "session-of-the-kill"


class Writers:
    """Three threads that write as fast as they are answered, and what was acknowledged to them."""

    def __init__(self) -> None:
        self.products: list[str] = []
        self.quantities: dict[str, int] = {}
        self.events: list[dict[str, Any]] = []
        self.query_id = ""
        self._numbers = {"product": 0, "offer": 0, "event": 0}

    def run(self, server: Server) -> None:
        """Write until the server is gone."""
        threads = [
            threading.Thread(target=self._repeat, args=(server, act))
            for act in (self._product, self._offer, self._event)
        ]
        for thread in threads:
            thread.start()
        time.sleep(UNDER_WRITES_S)
        server.kill()
        for thread in threads:
            thread.join()

    def _repeat(self, server: Server, act: Any) -> None:
        with server.client(Role.ADMIN) as client:
            try:
                while True:
                    act(client)
            except httpx.TransportError:
                return

    def _next(self, kind: str) -> int:
        self._numbers[kind] += 1
        return self._numbers[kind]

    def _product(self, client: httpx.Client) -> None:
        sku = f"new-{self._next('product')}"
        response = client.put("/v1/products", json={"products": [{"sku": sku, "title": "A product"}]})
        assert response.json()["outcomes"][0]["result"] == "created"
        self.products.append(sku)

    def _offer(self, client: httpx.Client) -> None:
        number = self._next("offer")
        sku = ("mug-red", "lamp-red", "rug-red")[number % 3]
        response = client.patch("/v1/offers", json={"offers": [{"sku": sku, "quantity": number}]})
        assert response.json()["outcomes"][0]["result"] == "updated"
        self.quantities[sku] = number

    def _event(self, client: httpx.Client) -> None:
        name = f"event-{self._next('event')}"
        event = {
            "action_name": "click",
            "query_id": self.query_id,
            "client_id": SESSION,
            "timestamp": datetime.now(UTC).isoformat(),
            "event_attributes": {"event_id": name, "object": {"object_id": "mug-red"}},
        }
        assert sent(client, [event]) == ["kept"]
        self.events.append(event)


def sent(client: httpx.Client, events: list[dict[str, Any]]) -> list[str]:
    """What became of each event."""
    response = client.post("/v1/events", json=events)
    return [outcome["status"] for outcome in response.json()["outcomes"]]


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_in_fifty_kills(stocked: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    writers, secrets = Writers(), None
    for _ in range(ROUNDS):
        server = start(folder, secrets=secrets)
        secrets = server.secrets
        if not writers.query_id:
            with server.client(Role.ADMIN) as client:
                params = {"words": "mug", "session": SESSION}
                writers.query_id = client.post("/v1/search", params=params).json()["query_id"]
        writers.run(server)
        with Store.open(folder) as store:
            listed = store.products.get_many(writers.products)
            assert set(writers.products) == set(listed)
            for sku, acknowledged in writers.quantities.items():
                kept = store.products.get(sku).offer.quantity
                assert kept is not None
                assert kept >= acknowledged
    assert min(len(writers.products), len(writers.events)) > ROUNDS
    with running(folder, secrets=secrets) as last, last.client(Role.ADMIN) as client:
        for first in range(0, len(writers.events), MAX_EVENTS):
            again = writers.events[first : first + MAX_EVENTS]
            assert sent(client, again) == ["duplicate"] * len(again)
