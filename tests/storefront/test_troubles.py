"""What the shopper is told when it does not work, and how it goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.storefront.conftest import Visits
from tests.storefront.shopper import SEARCH, File, Shopper, query

MUG = File(query("navy-mug-at-breakfast"))
HOUR_MS = 3_600_000
PROBLEM = "urn:gumsole:problem:"


def refused(shopper: Shopper, status: int, slug: str, **headers: str) -> None:
    def refuse(route: Route) -> None:
        body = {"type": PROBLEM + slug, "title": "", "status": status, "detail": "", "instance": ""}
        route.fulfill(status=status, json=body, headers=headers, content_type="application/problem+json")

    shopper.page.route(SEARCH, refuse)


def test_a_file_that_is_no_photo_never_leaves_the_browser(visit: Visits) -> None:
    shopper = visit()
    asked: list[str] = []
    shopper.page.on("request", lambda request: asked.append(request.url))
    shopper.choose(File(b"%PDF-1.7 not a photo", "bill.jpg"))
    expect(shopper.trouble).to_contain_text("This is not a photo we can read")
    expect(shopper.trouble.get_by_role("heading")).to_be_focused()
    expect(shopper.status).to_contain_text("This is not a photo we can read")
    expect(shopper.begins).to_be_visible()
    expect(shopper.button("Try again")).to_have_count(0)
    assert not [url for url in asked if "/v1/search" in url]
    assert shopper.heard("error") == [{"type": "not-a-photo", "status": 0}]
    shopper.searched()
    expect(shopper.trouble).to_have_count(0)


def test_a_file_beyond_all_measure_is_too_large(visit: Visits) -> None:
    shopper = visit()
    shopper.page.evaluate(
        "document.querySelector('gumsole-search').searchFile(new Blob([new Uint8Array(65 * 2 ** 20)]))"
    )
    expect(shopper.trouble).to_contain_text("This photo is too large")


def test_refusals_of_the_server_are_told_in_plain_words(visit: Visits) -> None:
    shopper = visit()
    for status, slug, told in (
        (413, "photo-too-large", "This photo is too large"),
        (415, "photo-unsupported", "This is not a photo we can read"),
        (400, "bad-query", "We did not understand that"),
        (422, "photo-unreadable", "This is not a photo we can read"),
        (500, "fault", "Something went wrong"),
        (401, "unauthenticated", "Search is not set up for this page"),
    ):
        refused(shopper, status, slug)
        shopper.choose(MUG)
        expect(shopper.trouble).to_contain_text(told)
        assert shopper.heard("error")[-1] == {"type": slug, "status": status}


@pytest.mark.parametrize(("status", "slug"), [(503, "overloaded"), (429, "throttled")])
def test_a_busy_store_says_when_to_come_again_and_then_lets_one(
    visit: Visits, status: int, slug: str
) -> None:
    shopper = visit()
    shopper.page.clock.install(time=0)
    shopper.page.clock.pause_at(HOUR_MS)
    refused(shopper, status, slug, **{"Retry-After": "20"})
    shopper.choose(MUG)
    again = shopper.button("Try again")
    expect(shopper.page.locator(".countdown")).to_have_text("Try again in 20 seconds.")
    expect(shopper.status).to_contain_text("Try again in 20 seconds.")
    shopper.page.clock.run_for(19_000)
    expect(again).to_be_disabled()
    expect(shopper.page.locator(".countdown")).to_have_text("Try again in 1 second.")
    shopper.page.unroute(SEARCH)
    shopper.page.clock.run_for(1_000)
    expect(again).to_be_enabled()
    expect(shopper.status).to_have_text("You can try again now.")
    again.click()
    shopper.answered()
    expect(shopper.trouble).to_have_count(0)


def test_a_server_that_is_gone_can_be_asked_again(visit: Visits) -> None:
    shopper = visit()
    shopper.page.route(SEARCH, lambda route: route.abort())
    shopper.choose(MUG)
    expect(shopper.trouble).to_contain_text("The store cannot be reached")
    shopper.page.unroute(SEARCH)
    shopper.button("Try again").click()
    shopper.answered()


def test_trouble_while_refining_leaves_what_was_found(visit: Visits) -> None:
    shopper = visit()
    shopper.searched()
    found = shopper.tiles.count()
    shopper.page.route(SEARCH, lambda route: route.abort())
    shopper.page.get_by_label("Only in stock").check()
    expect(shopper.trouble).to_be_visible()
    expect(shopper.tiles).to_have_count(found)


def test_trouble_with_a_product_leaves_the_way_back(visit: Visits) -> None:
    shopper = visit()
    shopper.searched()
    found = shopper.tiles.count()
    shopper.page.route("**/similar?*", lambda route: route.abort())
    shopper.page.get_by_role("button", name="More like this: ").first.click()
    expect(shopper.trouble).to_be_visible()
    shopper.button("Back").click()
    expect(shopper.tiles).to_have_count(found)
    expect(shopper.trouble).to_have_count(0)


def test_trouble_is_over_once_another_search_begins(visit: Visits) -> None:
    shopper = visit()
    refused(shopper, 503, "overloaded", **{"Retry-After": "60"})
    shopper.choose(MUG)
    expect(shopper.trouble).to_be_visible()
    shopper.page.unroute(SEARCH)
    shopper.searched()
    expect(shopper.trouble).to_have_count(0)


def test_an_answer_that_is_no_longer_kept_is_searched_for_again(visit: Visits) -> None:
    shopper = visit()
    shopper.searched("guitar")
    gone = {"type": PROBLEM + "expired", "title": "", "status": 410, "detail": "", "instance": ""}
    shopper.page.route("**/v1/search/*", lambda route: route.fulfill(status=410, json=gone))
    shopper.button("Show more").click()
    expect(shopper.trouble).to_contain_text("These results are no longer kept")
    shopper.button("Try again").click()
    shopper.until("window.heard.filter(([name]) => name === 'answer').length === 2")
    expect(shopper.trouble).to_have_count(0)


def test_something_stands_there_while_a_slow_store_works(visit: Visits) -> None:
    shopper = visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    shopper.page.route(SEARCH, hold)
    shopper.choose(MUG)
    expect(shopper.count).to_have_text("Looking for it …")
    expect(shopper.page.locator(".blank").first).to_be_visible()
    expect(shopper.page.locator(".stage canvas")).to_be_visible()
    held[0].continue_()
    shopper.answered()
    expect(shopper.page.locator(".blank")).to_have_count(0)


def test_where_the_component_cannot_be_loaded_the_page_keeps_its_own(visit: Visits) -> None:
    shopper = visit()
    shopper.page.route("**/component/style.css", lambda route: route.abort())
    shopper.page.evaluate("document.querySelector('gumsole-search').remove()")
    shopper.page.reload()
    shopper.page.evaluate("document.querySelector('gumsole-search').append('Search our catalog instead')")
    expect(shopper.page.get_by_text("Search our catalog instead")).to_be_visible()
