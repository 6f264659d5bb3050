"""A store's own page at an origin of its own, with a policy that lets it use the search server alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

# What docs/component.md tells hosts to add to a policy that allows nothing else.
_POLICY = (
    "default-src 'none'; script-src 'self' {search}; connect-src 'self' {search}; img-src 'self' {search}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A store</title>
<script type="module" src="{search}/storefront/component/gumsole-search.js"></script></head>
<body><main><h1>A store</h1><gumsole-search endpoint="{search}" key="{key}"></gumsole-search></main></body>
</html>
"""


class Host:
    """A store's own page.

    Attributes
    ----------
    key : str
        What its tag says from now on.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.search = ""
        self.key = ""

    def page(self) -> bytes:
        """The page, with one script and one tag."""
        return _PAGE.format(search=self.search, key=self.key).encode()


@contextmanager
def hosting() -> Iterator[Host]:
    """A page for the length of a `with`."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/"
            body = host.page() if is_page else b""
            self.send_response(200 if is_page else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", _POLICY.format(search=host.search))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        host = Host(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
