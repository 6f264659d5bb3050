"""Several processes that answer as one; how they end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from gumsole.cli import main
from gumsole.records import Role
from tests.serving import MAIN, READY_S, Server, photo, running, until

WORKERS = 3


@pytest.fixture(scope="module")
def many(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = Path(shutil.copytree(stocked, tmp_path_factory.mktemp("many") / "store"))
    with running(folder, "--workers", str(WORKERS)) as server:
        until(lambda: len(workers_of(server)) == WORKERS, "all workers run")
        yield server


def workers_of(server: Server) -> list[int]:
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return [int(pid) for path in children for pid in path.read_text().split()]


def fresh(server: Server, method: str, path: str, role: Role = Role.ADMIN, **sent: object) -> httpx.Response:
    """One request over a connection of its own, so that any worker may take it."""
    with server.client(role) as client:
        return client.request(method, path, **sent)  # type: ignore[arg-type]


def test_a_query_id_is_good_in_every_worker(many: Server) -> None:
    queries = {}
    for number in range(12):
        answer = fresh(many, "POST", "/v1/search", content=photo(), params={"limit": 2}).json()
        queries[number] = (answer["query_id"], [hit["product"]["sku"] for hit in answer["hits"]])
    for query, skus in queries.values():
        for _ in range(4):
            page = fresh(many, "GET", f"/v1/search/{query}", Role.SEARCH)
            assert page.status_code == 200, page.text
            assert [hit["product"]["sku"] for hit in page.json()["hits"]] == skus


def test_a_changed_policy_is_obeyed_by_every_worker_and_a_mistaken_one_by_none(many: Server) -> None:
    def found() -> set[str]:
        answers = [fresh(many, "POST", "/v1/search", content=photo()).json() for _ in range(2 * WORKERS)]
        return {hit["product"]["sku"] for answer in answers for hit in answer["hits"]}

    policy, before = many.folder / "policy.toml", found()
    hidden = min(before)
    pages = fresh(many, "POST", "/v1/search", content=photo(), params={"limit": 1}).json()["query_id"]
    policy.write_text(f"version = 1\n[[hide]]\nname = 'x'\nskus = ['{hidden}']\n", encoding="utf-8")
    until(lambda: hidden not in found(), "the policy is obeyed")
    assert fresh(many, "GET", f"/v1/search/{pages}?page=2", Role.SEARCH).status_code == 200
    policy.write_text("version = 1\n[[hide]]\nname = 'x'\nwhen = 'prize > 3'\n", encoding="utf-8")
    time.sleep(1.5)  # three looks at the file
    assert hidden not in found()
    policy.unlink()
    until(lambda: found() == before, "the policy that ships is in force")


def test_a_page_that_another_worker_keeps_is_logged_by_both_under_one_id(many: Server) -> None:
    query = fresh(many, "POST", "/v1/search", content=photo()).json()["query_id"]
    named = [f"page-of-a-query-{number}" for number in range(24)]
    for name in named:
        with many.client(Role.SEARCH, **{"X-Request-Id": name}) as client:
            assert client.get(f"/v1/search/{query}").headers["x-request-id"] == name

    def logged() -> list[list[Any]]:
        lines = many.logged()
        return [[line for line in lines if line.get("request_id") == name] for name in named]

    until(lambda: all(logged()) and any(len(lines) == 2 for lines in logged()), "one was handed on")
    assert {line["status"] for lines in logged() for line in lines} == {200}


def test_one_worker_tells_the_counters_of_all(many: Server) -> None:
    searches = 12
    before = searched(many)
    for _ in range(searches):
        fresh(many, "POST", "/v1/search", content=photo())
    told = [searched(many) for _ in range(2 * WORKERS)]
    assert all(len(by_worker) == WORKERS for by_worker in told)
    assert {sum(by_worker.values()) - sum(before.values()) for by_worker in told} == {searches}


def searched(server: Server) -> dict[str, float]:
    """Answered searches by worker."""
    text = fresh(server, "GET", "/metrics").text
    searches = {f'gumsole_decoders_lost_total{{worker="{number}"}} 0.0' for number in range(WORKERS)}
    assert searches <= set(text.splitlines())
    found = re.findall(r'gumsole_requests_total\{route="/v1/search",status="200",worker="(\d)"\} (\S+)', text)
    return {**dict.fromkeys(map(str, range(WORKERS)), 0.0), **{worker: float(n) for worker, n in found}}


def test_what_one_worker_wrote_all_obey_within_a_second(many: Server) -> None:
    def shown() -> list[bool]:
        answers = [fresh(many, "POST", "/v1/search", content=photo("rug", "navy")).json() for _ in range(8)]
        return ["rug-navy" in [hit["product"]["sku"] for hit in answer["hits"]] for answer in answers]

    assert all(shown())
    change = {"offers": [{"sku": "rug-navy", "availability": "out_of_stock"}]}
    assert fresh(many, "PATCH", "/v1/offers", json=change).status_code == 200
    assert not any(shown())
    fresh(many, "PATCH", "/v1/offers", json={"offers": [{"sku": "rug-navy", "availability": "in_stock"}]})


def test_a_worker_that_dies_is_started_again_and_its_lists_are_gone(many: Server) -> None:
    queries = [
        fresh(many, "POST", "/v1/search", content=photo()).json()["query_id"] for _ in range(4 * WORKERS)
    ]
    before = workers_of(many)
    os.kill(before[0], signal.SIGKILL)
    until(
        lambda: len(workers_of(many)) == WORKERS and before[0] not in workers_of(many), "another was started"
    )
    until(lambda: fresh(many, "GET", "/readyz").status_code == 200, "it is ready")
    statuses = [fresh(many, "GET", f"/v1/search/{query}").status_code for query in queries]
    assert set(statuses) <= {200, 410}
    assert 200 in statuses


def test_what_was_accepted_is_finished_before_a_server_ends(stocked: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    with running(folder) as server:
        done: list[httpx.Response] = []
        half = threading.Event()

        def slow() -> Iterator[bytes]:
            data = photo()
            yield data[:1000]
            half.set()
            time.sleep(1.0)
            yield data[1000:]

        def send() -> None:
            with server.client(Role.SEARCH) as client:
                done.append(client.post("/v1/search", content=slow()))

        thread = threading.Thread(target=send)
        thread.start()
        assert half.wait(10)
        assert server.stop() == 0
        thread.join()
    assert [response.status_code for response in done] == [200]
    with pytest.raises(httpx.TransportError):
        httpx.get(server.url + "/healthz", trust_env=False)


def test_all_workers_end_with_the_first_process(stocked: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    with running(folder, "--workers", "2") as server:
        until(lambda: len(workers_of(server)) == 2, "both run")
        pids = workers_of(server)
        assert server.stop() == 0
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "they are gone")


def test_the_demo_asks_for_no_key_and_stays_on_loopback(stocked: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    with running(folder, "--demo") as server, server.client() as anybody:
        assert anybody.post("/v1/search", content=photo()).status_code == 200
        assert anybody.put("/v1/products", json={"products": [{"sku": "a", "title": "b"}]}).status_code == 403
        assert anybody.get("/metrics").status_code == 403
    for host in ("0.0.0.0", "192.0.2.1", "shop.example"):
        refused = CliRunner().invoke(main, ["serve", "--store", str(folder), "--demo", "--host", host])
        assert refused.exit_code == 78
        assert "loopback" in refused.output


def test_a_store_without_keys_says_how_to_make_one(tmp_path: Path) -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            MAIN,
            "serve",
            "--store",
            str(tmp_path / "new"),
            "--port",
            "0",
            "--host",
            "::1",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Gumsole answers at http://[::1]:")
        process.stdout.readline()
        assert "gumsole key create" in process.stdout.readline()
        process.terminate()


def test_settings_that_make_no_sense_stop_a_server_before_it_starts(tmp_path: Path) -> None:
    (tmp_path / "gumsole.toml").write_text('rate_per_client = "often"\n')
    refused = CliRunner().invoke(main, ["serve", "--store", str(tmp_path), "--port", "0"])
    assert refused.exit_code == 78
    assert "60/minute" in refused.output


def test_workers_that_are_refused_from_the_beginning_are_not_started_again(tmp_path: Path) -> None:
    (tmp_path / "gumsole.toml").write_text('rate_per_client = "often"\n')
    words = ["serve", "--store", str(tmp_path), "--port", "0", "--workers", "2"]
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *words], capture_output=True, text=True, check=False, timeout=READY_S
    )
    assert done.returncode == 78
    assert "60/minute" in done.stderr
