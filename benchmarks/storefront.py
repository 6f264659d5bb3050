"""What a shopper waits for and loads, in a real browser on the demo shop."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.load import OK
from benchmarks.photos import LONG_SIDE, PHONE_LONG_SIDE, uploads
from benchmarks.server import Server
from gumsole.web.assets import COMPONENT, assets

KINDS = {"1024 px": LONG_SIDE, "phone": PHONE_LONG_SIDE}
SIZES = {
    "desk": ViewportSize(width=1440, height=900),
    "phone": ViewportSize(width=360, height=740),
}
MOST_AFTER_MS = 60.0
MOST_FIRST_VIEW = 100_000
MOST_COMPONENT = 35_000
_TEXTS = "texts/"
_EDGE = "----gumsole"
_FIELDS = (("language", "en"), ("session", "benchmark"), ("limit", "24"))

# Hands a photo to the component; milliseconds until the first tile is painted, and until its photo is.
_SEARCH = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
  const search = document.querySelector('gumsole-search')
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const answered = new Promise((done) => search.addEventListener('gumsole:answer', done, { once: true }))
  const begun = performance.now()
  search.searchFile(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }))
  await answered
  await painted()
  const tile = performance.now() - begun
  await search.shadowRoot.querySelector('article.tile img').decode()
  await painted()
  const photo = performance.now() - begun
  const [asked] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/v1/search'))
  return [tile, photo, asked.responseEnd - asked.startTime]
}"""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a shopper waits after having chosen a photo; medians, each search on a fresh page.

    Attributes
    ----------
    kind : str
        Of photo.
    api_ms : float
        A plain client that sends a photo of 1024 px in the form that the component sends, in the same run.
    request_ms : float
        The browser's request, from its start to the end of the answer.
    tile_ms, photo_ms : float
        Until the first tile is painted, and until its photo is: with decoding, shrinking and packing the
        shopper's photo in the browser.
    beyond_ms : float
        Of the same search: until the first tile is painted, less the request. Browser and server share the
        cores here, so that a request takes longer than that of a plain client; of a shopper's they do not.
    """

    kind: str
    api_ms: float
    request_ms: float
    tile_ms: float
    photo_ms: float
    beyond_ms: float

    @property
    def after_ms(self) -> float:
        """How much later than the plain client's answer the first tile is painted: held to a limit."""
        return self.tile_ms - self.api_ms


def waits(server: Server, browser: Browser, kind: str, *, long_side: int, photos: int, rounds: int) -> Wait:
    """Search by some photos in turns, by the API alone and in the browser."""
    sent = [_form(photo) for photo in uploads()[:photos]]
    given = uploads(long_side=long_side)[:photos]
    context = browser.new_context(base_url=_address(server), viewport=SIZES["desk"], reduced_motion="reduce")
    page = context.new_page()
    alone, shown = [], []
    for number in range(rounds + 1):
        for plain, photo in zip(sent, given, strict=True):
            api_ms, seen = _asked(server.port, plain), _searched(page, photo)
            if number:  # the first round fills caches
                alone.append(api_ms)
                shown.append(seen)
    context.close()
    tile_ms, photo_ms, request_ms = (median(column) for column in zip(*shown, strict=True))
    beyond_ms = median(tile - asked for tile, _, asked in shown)
    return Wait(kind, median(alone), request_ms, tile_ms, photo_ms, beyond_ms)


def first_view(server: Server, browser: Browser, size: ViewportSize) -> int:
    """Bytes over the wire until the home page stands, with nothing in the cache."""
    context = browser.new_context(base_url=_address(server), viewport=size)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    loaded: list[int] = []
    network.on("Network.loadingFinished", lambda told: loaded.append(round(told["encodedDataLength"])))
    _open(page)
    context.close()
    return sum(loaded)


def component_bytes() -> dict[str, int]:
    """What a page loads for the component in each language, compressed."""
    sent = {name: len(file.packed) for name, file in assets(COMPONENT).items()}
    shared = sum(size for name, size in sent.items() if not name.startswith(_TEXTS))
    return {
        name.removeprefix(_TEXTS).removesuffix(".json"): shared + size
        for name, size in sorted(sent.items())
        if name.startswith(_TEXTS)
    }


def _address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def _open(page: Page) -> None:
    page.goto("/")
    page.locator(".entry").wait_for()
    page.wait_for_load_state("networkidle")


def _searched(page: Page, photo: bytes) -> Sequence[float]:
    _open(page)
    seen: list[float] = page.evaluate(_SEARCH, base64.b64encode(photo).decode())
    return seen


def _form(photo: bytes) -> bytes:
    """A photo with the fields that the component sends along."""
    parts = [
        f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in _FIELDS
    ]
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\n'
    return (
        "".join([*parts, head, "Content-Type: image/jpeg\r\n\r\n"]).encode()
        + photo
        + f"\r\n--{_EDGE}--\r\n".encode()
    )


def _asked(port: int, body: bytes) -> float:
    begun_s = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/v1/search", body, {"Content-Type": f"multipart/form-data; boundary={_EDGE}"})
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != OK:
        raise SystemExit(f"a search was answered with {response.status}")
    return 1000 * (time.perf_counter() - begun_s)
