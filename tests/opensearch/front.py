"""A front before a node: it passes requests on, or spoils them as a network and a busy cluster do."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import httpx


class Mood(Enum):
    """What becomes of one request."""

    PASS = "passed on"
    CUT = "the connection is closed before it reaches the node"
    LOSE = "the node does it, and the answer is lost"
    BUSY = "429"
    DOWN = "503"
    FULL = "every line of a bulk is turned away with 429"
    HALF = "every other line of a bulk is turned away with 429"


class Front:
    """Listens on loopback; each request takes the next mood, or passes."""

    def __init__(self, node_url: str) -> None:
        self.node_url = node_url
        self.moods: deque[Mood] = deque()
        self.away = False
        self.delay_s = 0.0
        self.after: Callable[[str], None] = lambda path: None
        self.asked: list[str] = []
        self.bulks: list[int] = []
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 1 << 16  # head and body in one packet: the client waits 40 ms for a second one

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def do(self) -> None:
                front.serve(self)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._client = httpx.Client(trust_env=False, timeout=60)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._client.close()

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request as the mood is."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        self.asked.append(f"{request.command} {request.path}")
        mood = self.moods.popleft() if self.moods else Mood.PASS
        time.sleep(self.delay_s)
        if self.away or mood is Mood.CUT:
            request.close_connection = True
            return
        if mood in (Mood.BUSY, Mood.DOWN):
            status, answer = (429 if mood is Mood.BUSY else 503), b"{}"
        elif mood in (Mood.HALF, Mood.FULL):
            status, answer = 200, self._some(request, body, none=mood is Mood.FULL)
        else:
            status, answer = self._passed(request, body)
        if mood is Mood.LOSE:
            request.close_connection = True
            return
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    def _passed(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        if "_bulk" in request.path:
            self.bulks.append(len(_writes(body)))
        kind = request.headers.get("Content-Type", "application/json")
        try:
            answer = self._client.request(
                request.command, self.node_url + request.path, content=body, headers={"Content-Type": kind}
            )
        except httpx.TransportError:
            return 503, b"{}"
        self.after(request.path)
        return answer.status_code, answer.content

    def _some(self, request: BaseHTTPRequestHandler, body: bytes, *, none: bool) -> bytes:
        writes = _writes(body)
        passed = [] if none else writes[::2]
        lines = b"".join(b"\n".join(lines) + b"\n" for lines in passed)
        taken = json.loads(self._passed(request, lines)[1])["items"] if passed else []
        turned_away = {"index": {"_id": "?", "status": 429, "error": {"type": "busy", "reason": "full"}}}
        items = [turned_away] * len(writes)
        items[: 2 * len(taken) : 2] = taken
        return json.dumps({"errors": True, "items": items}).encode()


def _writes(body: bytes) -> list[list[bytes]]:
    """Lines of a bulk request, by write."""
    writes: list[list[bytes]] = []
    for line in body.splitlines():
        action: dict[str, Any] = json.loads(line)
        if not action.keys() & {"index", "update", "delete"} or len(action) > 1:
            writes[-1].append(line)
        else:
            writes.append([line])
    return writes
