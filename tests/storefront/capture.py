"""A server that takes whatever pages of any origin send it, and is too busy to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast


@dataclass(frozen=True, slots=True)
class Captured:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def part(self, name: str) -> bytes:
        """A field of a form."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + self.body)
        (found,) = [
            one for one in form.iter_parts() if one.get_param("name", header="content-disposition") == name
        ]
        return cast("bytes", found.get_payload(decode=True))


@contextmanager
def capturing() -> Iterator[tuple[str, list[Captured]]]:
    """The server's address, and the requests that came."""
    captured: list[Captured] = []

    class Taker(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._answer(204)

        def do_GET(self) -> None:
            self._take()

        def do_POST(self) -> None:
            self._take()

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            captured.append(Captured(self.path, headers, body))
            self._answer(503)

        def _answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Taker) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", captured
        finally:
            server.shutdown()
            thread.join()
