"""The demo shop as somebody meets it who has just run `make demo`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.serving import Server
from tests.storefront.auditor import violations
from tests.storefront.shopper import EXPECTED

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
FIRST_VIEW_BYTES = 100_000
MOST_SHIFT = 0.01  # a tenth of what Core Web Vitals call good
ANSWER_MS = 15_000

# Adds up what moves without anybody having touched the page.
WATCH_SHIFTS = """
window.shifted = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({ type: 'layout-shift', buffered: true })
"""

# Two frames after it loaded a page has been laid out, and what observes it was told.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

Opens = Callable[..., Page]


@pytest.fixture
def opens(server: Server, browser: Browser) -> Iterator[Opens]:
    """Open a page of the shop in a fresh browser; an error or a warning in its console fails the test."""
    pages: list[Page] = []
    said: list[str] = []

    def noted(message: ConsoleMessage) -> None:
        of_the_page = message.location["url"] == message.page.url if message.page else False
        if not of_the_page or EXPECTED not in message.text:  # the status of the page itself is asked for
            said.append(f"{message.type}: {message.text}")

    def open_page(path: str = "/", *, size: dict[str, int] | None = None, **options: Any) -> Page:
        context = browser.new_context(viewport=size or DESK, base_url=server.url, **options)  # type: ignore[arg-type]
        context.add_init_script(WATCH_SHIFTS)
        page = context.new_page()
        page.on("console", noted)
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(path)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert [line for line in said if line.startswith(("error", "warning"))] == []


def ready(page: Page) -> None:
    """Wait until the component is there and everything it wanted came."""
    page.locator(".entry").wait_for()
    page.wait_for_load_state("networkidle")


def search(page: Page) -> None:
    """Search with the sample photo of a sofa."""
    page.get_by_role("button", name="a leather sofa").click()
    expect(page.locator("article.tile").first).to_be_visible(timeout=ANSWER_MS)


def is_event(action: str) -> Callable[[Request], bool]:
    return lambda request: request.url.endswith("/v1/events") and action in (request.post_data or "")


def test_from_a_sample_photo_to_a_product_to_the_cart(opens: Opens) -> None:
    page = opens()
    ready(page)
    search(page)
    tile = page.locator("article.tile", has_text="Marlow Chesterfield Sofa").first
    with page.expect_navigation(url="**/shop/p/**"):
        tile.get_by_role("link", name="Marlow Chesterfield Sofa").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marlow Chesterfield Sofa")
    with page.expect_response(lambda answer: is_event("add_to_cart")(answer.request)) as told:
        page.get_by_role("button", name="Add to cart").click()
    assert told.value.status == 200  # an event that is not kept is refused
    expect(page.get_by_role("status").filter(has_text="in your cart")).to_be_visible()
    page.get_by_role("link", name="Cart").click()
    expect(page.get_by_role("listitem").filter(has_text="Marlow Chesterfield Sofa")).to_be_visible()
    expect(page.get_by_text("Total €1,899.00")).to_be_visible()
    page.get_by_role("button", name="Pretend to check out").click()
    expect(page.get_by_role("status").filter(has_text="Nothing was bought")).to_be_visible()
    expect(page.get_by_text("Nothing in it yet")).to_be_visible()


def test_what_the_component_puts_into_the_cart_is_there(opens: Opens) -> None:
    page = opens()
    ready(page)
    search(page)
    with page.expect_request(is_event("add_to_cart")):
        page.get_by_role("button", name="Add to cart: Marlow Chesterfield Sofa").first.click()
    expect(page.get_by_role("link", name="Cart")).to_contain_text("1")


def test_pieces_are_added_and_taken_out_again_and_the_focus_stays(opens: Opens) -> None:
    page = opens("/shop/p/harbor-mug-navy")
    page.get_by_role("button", name="Add to cart").click()
    page.goto("/shop/cart")
    page.get_by_role("button", name="One more of Harbor Mug").click()
    expect(page.get_by_text("Total €32.00")).to_be_visible()
    expect(page.get_by_role("button", name="One more of Harbor Mug")).to_be_focused()
    page.get_by_role("button", name="Remove Harbor Mug").click()
    expect(page.get_by_text("Nothing in it yet")).to_be_visible()
    expect(page.get_by_role("link", name="Search by photo").nth(1)).to_be_focused()


def test_what_nobody_searched_for_sends_no_event(opens: Opens) -> None:
    page = opens("/shop/p/harbor-mug-navy")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_role("link", name="Cart")).to_contain_text("1")
    page.wait_for_load_state("networkidle")
    assert not [url for url in sent if "/v1/events" in url]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_view_is_light_and_nothing_in_it_moves(opens: Opens, size: dict[str, int]) -> None:
    page = opens("/shop/cart", size=size)
    page.wait_for_load_state("networkidle")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    loaded: list[int] = []
    network.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
    page.goto("/")
    ready(page)
    assert len(loaded) > 10
    assert sum(loaded) < FIRST_VIEW_BYTES
    assert page.evaluate("window.shifted") < MOST_SHIFT


@pytest.mark.parametrize("path", ["/shop/c/seating", "/shop/p/harbor-mug-navy", "/shop/cart"])
def test_every_page_fits_its_window_and_stands_still(opens: Opens, path: str) -> None:
    page = opens(path, size={"width": 320, "height": 900})
    for width in (320, 768, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload(wait_until="load")
        page.evaluate(SETTLED)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("window.shifted") < MOST_SHIFT


def test_the_shop_works_without_scripts_and_says_what_does_not(opens: Opens) -> None:
    page = opens(java_script_enabled=False)
    expect(page.get_by_text("Searching by photo needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="Seating").first.click()
    page.locator("main .tile a").first.click()
    expect(page.get_by_role("heading", name="Looks similar")).to_be_visible()
    expect(page.get_by_role("button", name="Add to cart")).to_be_hidden()


def test_whoever_uses_the_keyboard_skips_to_the_content(opens: Opens) -> None:
    page = opens("/shop/c/seating")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main").get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_any_page(opens: Opens, modules: Path, scheme: str) -> None:
    page = opens("/", color_scheme=scheme, reduced_motion="reduce")
    ready(page)
    assert violations(page, modules) == []
    for path in ("/shop/c/seating", "/shop/cart", "/shop/p/harbor-mug-navy"):
        page.goto(path)
        assert violations(page, modules) == []
    page.get_by_role("button", name="Add to cart").click()
    assert violations(page, modules) == []
    page.goto("/shop/cart")
    page.get_by_role("button", name="One more of Harbor Mug").wait_for()
    assert violations(page, modules) == []
    answer = page.goto("/shop/p/nothing-of-the-kind")
    assert answer
    assert answer.status == 404
    assert violations(page, modules) == []
