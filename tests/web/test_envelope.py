"""What stands around every answer: an id, a line in the log, headers, and a word about faults."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from gumsole.web.envelope import Envelope
from gumsole.web.logs import JsonFormatter, PassingNames
from gumsole.web.metrics import Metrics

DAY_S = 86_400.0
SECRET = "what-a-shopper-sent"
ADDRESSES = ("192.0.2.7", "192.0.2.8", "192.0.2.7")


class Clock:
    now = 1_000 * DAY_S + 1.0

    def __call__(self) -> float:
        return self.now


async def routes(scope: Scope, receive: Receive, send: Send) -> None:
    """Ends well, badly, or badly in the middle."""
    request = Request(scope, receive)
    request.state.client = request.headers.get("client", "")
    if request.url.path == "/bad":
        raise ZeroDivisionError(SECRET)
    if request.url.path == "/worse":

        async def pieces() -> AsyncIterator[bytes]:
            yield b"begun"
            raise ZeroDivisionError(SECRET)

        await StreamingResponse(pieces())(scope, receive, send)
        return
    await PlainTextResponse("well")(scope, receive, send)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> TestClient:
    app = Envelope(
        routes,
        metrics=Metrics(),
        names=PassingNames(clock),
        opens_to=lambda origin: origin == "https://shop.example",
    )
    return TestClient(app)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Lines of the log as they are written."""
    written: list[str] = []

    class Written(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonFormatter().format(record))

    handler, logger = Written(), logging.getLogger("gumsole.web")
    logger.addHandler(handler)
    with caplog.at_level(logging.INFO, "gumsole.web"):
        yield written
    logger.removeHandler(handler)


def test_a_fault_is_told_as_a_problem_and_its_values_to_nobody(client: TestClient, lines: list[str]) -> None:
    response = client.get("/bad", headers={"X-Request-Id": "request-0001"})
    body = response.json()
    assert (response.status_code, body["type"]) == (500, "urn:gumsole:problem:fault")
    assert response.headers["content-type"] == "application/problem+json"
    assert body["instance"] == "urn:gumsole:request:request-0001"
    fault, request = map(json.loads, lines)
    assert (fault["error"], fault["request_id"], request["status"]) == (
        "ZeroDivisionError",
        "request-0001",
        500,
    )
    assert "test_envelope.py:" in fault["at"]
    assert ["envelope.py:" in place for place in fault["through"]] == [True]
    assert SECRET not in response.text + "".join(lines)


def test_an_answer_that_breaks_in_the_middle_is_cut_off_and_logged(
    client: TestClient, lines: list[str]
) -> None:
    assert client.get("/worse").content == b"begun"
    assert [json.loads(line)["message"] for line in lines] == ["fault", "request"]
    assert SECRET not in "".join(lines)


@pytest.mark.parametrize(
    "given", ["short", "with space in it", "x" * 65, "ümlaut-id".encode().decode("latin-1")]
)
def test_an_id_that_does_not_fit_in_a_log_is_replaced(client: TestClient, given: str) -> None:
    told = client.get("/", headers=[(b"x-request-id", given.encode("latin-1"))]).headers["x-request-id"]
    assert told != given
    assert len(told) == 24


def test_a_client_has_one_name_for_a_day_that_is_not_its_address(
    client: TestClient, lines: list[str], clock: Clock
) -> None:
    for address in ADDRESSES:
        client.get("/", headers={"client": address})
    clock.now += DAY_S
    client.get("/", headers={"client": ADDRESSES[0]})
    one, other, again, next_day = (json.loads(line)["client"] for line in lines)
    assert one == again
    assert len({one, other, next_day}) == 3
    assert "192.0.2" not in "".join(lines)


def test_two_servers_name_a_client_differently() -> None:
    assert PassingNames().of("192.0.2.7") != PassingNames().of("192.0.2.7")


def test_what_is_no_request_passes_through() -> None:
    with TestClient(Envelope(_lifespan, metrics=Metrics(), names=PassingNames(), opens_to=bool)):
        pass


async def _lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "lifespan"
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
