"""Over real connections: a body that never comes or never ends ties up nothing, and who sent it hears why."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from gumsole.errors import GumsoleError
from gumsole.images.decode import MAX_BYTES
from gumsole.web import serving
from gumsole.web.bodies import MOST_BYTES, MOST_JSON_BYTES, Bodies
from gumsole.web.problems import problem_of
from gumsole.web.upload import read_upload

CHUNK = b"10000\r\n" + bytes(1 << 16) + b"\r\n"
CHUNKED = "Transfer-Encoding: chunked"


async def search(request: Request) -> JSONResponse:
    upload = await read_upload(request)
    return JSONResponse({"bytes": len(upload.photo or b"")})


async def refuse(request: Request) -> JSONResponse:
    return JSONResponse({"who": "are you"}, 401)


async def refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GumsoleError)
    return JSONResponse({"why": str(error)}, problem_of(error).status)


@contextmanager
def served(*, within_s: float) -> Iterator[tuple[str, int]]:
    app = Starlette(
        routes=[Route("/search", search, methods=["POST"]), Route("/refuse", refuse, methods=["POST"])],
        exception_handlers={GumsoleError: refused},
    )
    listening = serving.listening("127.0.0.1", 0)
    bodies = Bodies(app, within_s=within_s)

    async def named(scope: Scope, receive: Receive, send: Send) -> None:
        await bodies({**scope, "state": {"request_id": "r-1"}}, receive, send)

    server = uvicorn.Server(uvicorn.Config(named, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield listening.getsockname()
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def patient() -> Iterator[tuple[str, int]]:
    with served(within_s=600) as address:
        yield address


@contextmanager
def connected(address: tuple[str, int], *headers: str, path: str = "/search") -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=60) as connection:
        head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: shop", *headers])
        connection.sendall(f"{head}\r\n\r\n".encode())
        yield connection


def answer(connection: socket.socket) -> bytes:
    """The response up to the end of its body, which is a JSON object."""
    received = b""
    while not received.endswith(b"}"):
        piece = connection.recv(4096)
        if not piece:
            break
        received += piece
    return received


def is_closed(connection: socket.socket) -> bool:
    """True once the server ended it; waits for that or for the test's patience."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def test_a_body_of_unknown_length_is_read(patient: tuple[str, int]) -> None:
    with connected(patient, CHUNKED) as connection:
        connection.sendall(CHUNK + b"0\r\n\r\n")
        assert answer(connection).endswith(b'{"bytes":65536}')


def test_a_body_without_end_is_cut_off_and_told_why(patient: tuple[str, int]) -> None:
    sent = 0
    with connected(patient, CHUNKED) as connection, suppress(ConnectionError):
        while sent < 40 * MAX_BYTES:
            connection.sendall(CHUNK)
            sent += len(CHUNK)
    assert sent < 40 * MAX_BYTES


def test_a_photo_somewhat_too_large_is_refused_at_once_and_its_sender_may_finish(
    patient: tuple[str, int],
) -> None:
    large = MAX_BYTES + (1 << 20)
    with connected(patient, f"Content-Length: {large}") as connection:
        told = answer(connection)
        assert told.startswith(b"HTTP/1.1 413")
        assert b"close" not in told.lower()
        connection.sendall(bytes(large))
        connection.sendall(b"POST /search HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\nabc")
        assert answer(connection).endswith(b'{"bytes":3}')


def test_a_body_that_is_announced_far_too_large_ends_the_connection(patient: tuple[str, int]) -> None:
    with connected(patient, f"Content-Length: {MOST_BYTES + 1}") as connection:
        told = answer(connection)
        assert told.startswith(b"HTTP/1.1 413")
        assert b'"urn:gumsole:problem:body-too-large"' in told
        assert b"the body has 25,165,825 bytes, more than 25,165,824" in told
        assert b"connection: close" in told.lower()
        assert is_closed(connection)


@pytest.mark.parametrize("kind", ["application/json", "Application/Problem+JSON; charset=utf-8"])
def test_json_has_less_room_for_it_is_parsed_before_a_key_is_looked_at(
    patient: tuple[str, int], kind: str
) -> None:
    with connected(patient, f"Content-Type: {kind}", f"Content-Length: {MOST_JSON_BYTES + 1}") as connection:
        assert answer(connection).startswith(b"HTTP/1.1 413")
        connection.sendall(bytes(MOST_JSON_BYTES + 1))
        connection.sendall(b"POST /search HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\nabc")
        assert answer(connection).endswith(b'{"bytes":3}')


def test_json_of_unknown_length_is_read_no_further_than_its_room(patient: tuple[str, int]) -> None:
    with connected(patient, "Content-Type: application/json", CHUNKED) as connection:
        for _ in range(MOST_JSON_BYTES // len(CHUNK) + 2):
            connection.sendall(CHUNK)
        told = answer(connection)
        assert told.startswith(b"HTTP/1.1 400")
        assert b"the connection was closed" in told


def test_a_refusal_without_reading_keeps_the_connection_of_a_usual_photo(patient: tuple[str, int]) -> None:
    with connected(patient, "Content-Length: 200000", path="/refuse") as connection:
        assert answer(connection).startswith(b"HTTP/1.1 401")
        connection.sendall(bytes(200_000))
        connection.sendall(b"POST /search HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\nabc")
        assert answer(connection).endswith(b'{"bytes":3}')


def test_a_client_that_waits_to_be_asked_for_a_body_too_large_never_is(patient: tuple[str, int]) -> None:
    with connected(patient, f"Content-Length: {MAX_BYTES + 1}", "Expect: 100-continue") as connection:
        assert answer(connection).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("headers", [(CHUNKED,), ("Content-Length: 200000",)])
def test_a_body_that_does_not_come_in_time_ends_the_connection(headers: tuple[str, ...]) -> None:
    with served(within_s=0.05) as address, connected(address, *headers) as connection:
        told = answer(connection)
        assert told.startswith(b"HTTP/1.1 400")
        assert b"the connection was closed before the request was complete" in told
        assert is_closed(connection)


def test_the_second_half_of_an_answer_is_not_held_back() -> None:
    async def story() -> int:
        held_back: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            held_back.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = serving.listening("127.0.0.1", 0)
        async with await asyncio.start_server(meet, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            writer.close()
            return await held_back

    assert asyncio.run(story()) == 1


def test_other_protocols_and_what_comes_after_the_body_pass_untouched() -> None:
    seen: list[Message] = []

    async def app(scope: Scope, receive: object, send: object) -> None:
        if scope["type"] == "http":
            seen.extend([await receive(), await receive()])  # type: ignore[operator]

    messages = iter([{"type": "http.request"}, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(messages)

    async def send(message: Message) -> None:
        raise AssertionError(message)

    bodies = Bodies(app)
    asyncio.run(bodies({"type": "lifespan"}, receive, send))
    asyncio.run(bodies({"type": "http", "headers": []}, receive, send))
    assert [message["type"] for message in seen] == ["http.request", "http.disconnect"]
