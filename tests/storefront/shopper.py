"""Somebody who uses the component on a page of a shop, and what a page around it sees."""

from __future__ import annotations

import base64
import html
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Route, expect

QUERIES = Path(__file__).parents[2] / "src/gumsole/demo/store/queries"
HOST = "/embedding.html"
HOST_STYLE = "/embedding.css"
SAMPLE = "/sample.jpg"
SEARCH = "**/v1/search"
# As strict as a host can be: no style in attributes, no script in the page, no blob: or data: images.
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
ANSWER_MS = 10_000
# What browsers say of answers that are refused on purpose.
EXPECTED = "Failed to load resource"

# Hands a file to the component as browsers do, by `paste` or `drop`.
HAND_OVER = """([way, name, type, data]) => {
  const transfer = new DataTransfer()
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
  transfer.items.add(new File([bytes], name, { type }))
  const given = { bubbles: true, cancelable: true, composed: true }
  const drop = way === 'drop'
  const { shadowRoot } = document.querySelector('gumsole-search')
  const target = drop ? shadowRoot.querySelector('.drop') : document.body
  target.dispatchEvent(drop
    ? new DragEvent('drop', { ...given, dataTransfer: transfer })
    : new ClipboardEvent('paste', { ...given, clipboardData: transfer }))
}"""

# Notes what the component tells the page.
LISTEN = """() => {
  window.heard = []
  for (const name of ['select', 'add-to-cart', 'answer', 'error']) {
    addEventListener(`gumsole:${name}`, (event) => window.heard.push([name, event.detail]))
  }
}"""


def query(name: str) -> bytes:
    """A photo that a shopper of the demo store might send."""
    return (QUERIES / f"{name}.jpg").read_bytes()


@dataclass(frozen=True, slots=True)
class File:
    """What a shopper hands over."""

    data: bytes
    name: str = "IMG_2041.JPG"
    kind: str = "image/jpeg"


class Shopper:
    """A browser tab on a page that embeds the component, from the same origin as the server.

    Parameters
    ----------
    attributes : str
        Of the element, as HTML.
    """

    def __init__(self, context: BrowserContext, server: str, attributes: str) -> None:
        self.server = server
        self.faults: list[str] = []
        context.set_default_timeout(ANSWER_MS)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._noted)
        self.page.route(f"**{HOST}", lambda route: _html(route, attributes))
        self.page.route(f"**{HOST_STYLE}", lambda route: route.fulfill(body=_STYLE, content_type="text/css"))
        self.page.route(
            f"**{SAMPLE}",
            lambda route: route.fulfill(body=query("navy-mug-at-breakfast"), content_type="image/jpeg"),
        )
        self.page.goto(server + HOST)
        self.page.evaluate(LISTEN)
        self.begins.wait_for()

    def _noted(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and EXPECTED not in message.text:
            self.faults.append(message.text)

    @property
    def begins(self) -> Locator:
        """Where a search begins."""
        return self.page.locator(".entry")

    @property
    def tiles(self) -> Locator:
        return self.page.locator("article.tile")

    @property
    def count(self) -> Locator:
        """The heading that says how many products there are."""
        return self.page.locator("h2.count")

    @property
    def trouble(self) -> Locator:
        return self.page.locator(".trouble")

    @property
    def status(self) -> Locator:
        """What a screen reader is told."""
        return self.page.get_by_role("status")

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def choose(self, file: File) -> None:
        """Pick a file in the file chooser."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose a photo").click()
        chooser.value.set_files({"name": file.name, "mimeType": file.kind, "buffer": file.data})

    def hand_over(self, way: str, file: File) -> None:
        """Paste or drop a file."""
        self.page.evaluate(HAND_OVER, [way, file.name, file.kind, base64.b64encode(file.data).decode()])

    def answered(self) -> None:
        """Wait for the products."""
        expect(self.tiles.first).to_be_visible(timeout=ANSWER_MS)
        expect(self.page.locator('.results[aria-busy="true"]')).to_have_count(0, timeout=ANSWER_MS)

    def searched(self, name: str = "navy-mug-at-breakfast") -> None:
        """Search with a photo, and wait for the products."""
        self.choose(File(query(name)))
        self.answered()

    def until(self, expression: str) -> None:
        """Wait until JavaScript says so; Playwright's own way is not allowed on a page this strict."""
        over = time.monotonic() + ANSWER_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < over, f"never: {expression}"
            self.page.wait_for_timeout(30)

    def heard(self, name: str) -> list[Any]:
        """What the page was told under a name."""
        said: list[list[Any]] = self.page.evaluate("window.heard")
        return [detail for kind, detail in said if kind == name]


def doctored(shopper: Shopper, **changes: Any) -> None:
    """The server's next answers, with other words in them."""

    def doctor(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), **changes})

    shopper.page.route(SEARCH, doctor)


def samples(alt: str) -> str:
    """An attribute that offers one sample photo."""
    return f"samples='{html.escape(json.dumps([{'src': SAMPLE, 'alt': alt}]))}'"


_STYLE = "html { color-scheme: light dark; background: Canvas; color: CanvasText } body { margin: 0 }"


def _html(route: Route, attributes: str) -> None:
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{HOST_STYLE}">'
        '<script type="module" src="/storefront/component/gumsole-search.js"></script></head>'
        f"<body><main><h1>A shop</h1><gumsole-search {attributes}></gumsole-search></main></body></html>"
    )
    route.fulfill(body=page, content_type="text/html", headers={"Content-Security-Policy": STRICT})
