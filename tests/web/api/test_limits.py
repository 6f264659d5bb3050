"""Limits as callers meet them: by client, by key, by photo, together in a Redis; a line that is full."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gumsole.records import Role
from tests.redis_server import RedisServer
from tests.serving import GENEROUS, Server, photo, running, until

# So few of a kind that a test reaches the end at once, so slowly given back that none comes back meanwhile.
FEW = 4
SLOWLY = f"{FEW}/2 hours"


@pytest.fixture
def store(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stocked, tmp_path / "store"))


def statuses(client: httpx.Client, *, times: int, **headers: str) -> list[int]:
    return [client.get("/v1/facets", headers=headers).status_code for _ in range(times)]


def test_who_comes_too_often_is_told_when_to_come_again(store: Path) -> None:
    with (
        running(store, environ={**GENEROUS, "GUMSOLE_RATE_PER_CLIENT": SLOWLY}) as server,
        server.client(Role.SEARCH) as client,
        server.client() as anybody,
    ):
        assert statuses(client, times=FEW) == [200] * FEW
        refused = client.get("/v1/facets", headers={"X-Forwarded-For": "203.0.113.9"})
        assert (refused.status_code, refused.json()["type"]) == (429, "urn:gumsole:problem:throttled")
        assert 1 < int(refused.headers["retry-after"]) <= 7200
        assert anybody.get("/readyz").status_code == 200
    throttled = [line for line in server.logged() if line.get("status") == 429]
    assert [line["route"] for line in throttled] == ["/v1/facets"]


def test_clients_behind_a_trusted_proxy_are_told_apart(store: Path) -> None:
    environ = {
        **GENEROUS,
        "GUMSOLE_RATE_PER_CLIENT": SLOWLY,
        "GUMSOLE_TRUSTED_PROXIES": "127.0.0.0/8, 10.0.0.0/8",
    }
    with running(store, environ=environ) as server, server.client(Role.SEARCH) as client:
        one, other = (
            {"X-Forwarded-For": "203.0.113.9"},
            {"X-Forwarded-For": "spoofed, 203.0.113.10, 10.0.0.1"},
        )
        assert statuses(client, times=FEW + 1, **one) == [200] * FEW + [429]
        assert statuses(client, times=FEW + 1, **other) == [200] * FEW + [429]


def test_the_very_same_photo_is_looked_at_so_often_and_others_still_are(store: Path) -> None:
    with (
        running(store, environ={**GENEROUS, "GUMSOLE_RATE_PER_PHOTO": f"{FEW}/10 minutes"}) as server,
        server.client(Role.SEARCH) as client,
        server.client(Role.ADMIN) as admin,
    ):
        sent = [client.post("/v1/search", content=photo()).status_code for _ in range(FEW + 1)]
        assert sent == [200] * FEW + [429]
        assert client.post("/v1/search", content=photo("rug", "red")).status_code == 200
        assert 'gumsole_throttled_total{limit="photo",worker="0"} 1.0' in admin.get("/metrics").text


def test_workers_count_together_where_they_share_a_redis(store: Path) -> None:
    with RedisServer() as redis:
        environ = {**GENEROUS, "GUMSOLE_RATE_PER_KEY": SLOWLY, "GUMSOLE_REDIS_URL": redis.url}
        with running(store, "--workers", "2", environ=environ) as server:
            answered = Counter(_fresh(server) for _ in range(4 * FEW))
            assert answered == {200: FEW, 429: 3 * FEW}
            names = " ".join(map(str, redis.client.keys()))
            assert "127.0.0.1" not in names
            assert not any(secret in names for secret in server.secrets.values())


def _fresh(server: Server) -> int:
    """The status of a request over a connection of its own, so that any worker may take it."""
    with server.client(Role.SEARCH) as client:
        return client.get("/v1/facets").status_code


@pytest.fixture
def narrow(store: Path) -> Iterator[Server]:
    """A server that answers one search at a time, with nobody waiting."""
    with running(store, environ={**GENEROUS, "GUMSOLE_WORKERS": "1", "GUMSOLE_WAITING": "0"}) as server:
        yield server


def test_who_finds_the_line_full_is_told_at_once_to_come_again(narrow: Server) -> None:
    answers: list[httpx.Response] = []

    def crowd() -> bool:
        """Eight at once; True if somebody was turned away."""
        together = threading.Barrier(8)

        def ask() -> None:
            with narrow.client(Role.SEARCH) as client:
                client.get("/v1/privacy")
                together.wait()
                answers.append(client.post("/v1/search", content=photo()))

        threads = [threading.Thread(target=ask) for _ in range(together.parties)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return any(answer.status_code == 503 for answer in answers)

    until(crowd, "somebody was turned away")
    assert {answer.status_code for answer in answers} == {200, 503}
    shed = [answer for answer in answers if answer.status_code == 503]
    assert {answer.json()["type"] for answer in shed} == {"urn:gumsole:problem:overloaded"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in shed)
    with narrow.client(Role.ADMIN) as admin:
        assert admin.get("/v1/facets").status_code == 200
        assert f'gumsole_shed_total{{worker="0"}} {len(shed):.1f}' in admin.get("/metrics").text
