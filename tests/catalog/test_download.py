"""A feed on the web, from a real host on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gumsole.catalog.download import downloaded
from gumsole.errors import BadFeed, NotFound, TryLater

FEED = b"id,title\n1,Mug\n" * 1000


class Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path:
            case "/feed":
                self.send_response(200)
                self.send_header("Content-Length", str(len(FEED)))
                self.end_headers()
                self.wfile.write(FEED)
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/feed")
                self.end_headers()
            case "/broken":
                self.send_error(500)
            case _:
                self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/feed", "/moved"])
def test_a_feed_is_streamed_into_a_file_that_goes_afterwards(host: str, path: str) -> None:
    with downloaded(host + path) as feed:
        assert feed.read_bytes() == FEED
    assert not feed.exists()


def test_what_is_not_there_is_said(host: str) -> None:
    with pytest.raises(NotFound, match="404"), downloaded(host + "/none"):
        pass


def test_a_host_in_trouble_is_for_later(host: str) -> None:
    with pytest.raises(TryLater, match="500"), downloaded(host + "/broken"):
        pass


def test_a_feed_beyond_the_limit_is_refused(host: str) -> None:
    with pytest.raises(BadFeed, match="larger than 100 bytes"), downloaded(host + "/feed", max_bytes=100):
        pass
