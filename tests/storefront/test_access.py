"""For everybody: screen readers, keyboards, any light, any direction, any width."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.storefront.auditor import violations
from tests.storefront.conftest import Visits
from tests.storefront.shopper import samples

WIDTHS = (320, 800, 3840)
# Of a title the whole tile is the target, of a box in the photo the dot in its middle.
SMALL_TARGETS = """() => {
  const root = document.querySelector('gumsole-search').shadowRoot
  const targets = 'button:not(.title, .box), summary, .handle, .choice, label.check'
  const small = (one) => one.checkVisibility() && one.getBoundingClientRect().height < 24
  return [...root.querySelectorAll(targets)].filter(small).map((one) => one.outerHTML)
}"""
KEPT = "Your photo is used for this search and is not kept."


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing_wrong(visit: Visits, modules: Path, scheme: str, language: str) -> None:
    shopper = visit(f'lang="{language}" {samples("a mug")}', color_scheme=scheme, reduced_motion="reduce")
    expect(shopper.page.locator(".privacy summary")).to_be_visible()
    assert violations(shopper.page, modules) == []
    shopper.page.locator(".sample").click()
    shopper.answered()
    for details in shopper.page.locator("details.facet:not([open]), details.why").all()[:6]:
        details.locator("summary").click()
    assert violations(shopper.page, modules) == []


def test_axe_finds_nothing_wrong_with_errors(visit: Visits, modules: Path) -> None:
    shopper = visit()
    shopper.page.route("**/v1/search", lambda route: route.abort())
    shopper.page.get_by_label("Search in words").fill("mug")
    shopper.page.keyboard.press("Enter")
    expect(shopper.trouble).to_be_visible()
    assert violations(shopper.page, modules) == []


def test_nothing_sticks_out_at_any_width(visit: Visits) -> None:
    shopper = visit(f'lang="de" {samples("a mug")}')
    shopper.page.locator(".sample").click()
    shopper.answered()
    shopper.page.locator(".panel").evaluate("(panel) => { panel.open = true }")
    for width in WIDTHS:
        shopper.page.set_viewport_size({"width": width, "height": 900})
        assert shopper.page.evaluate("document.documentElement.scrollWidth") == width


def test_targets_are_large_enough_for_fingers(visit: Visits) -> None:
    """24 px a side (WCAG 2.2, 2.5.8)."""
    shopper = visit(viewport={"width": 320, "height": 700})
    shopper.searched()
    assert shopper.page.evaluate(SMALL_TARGETS) == []


def test_the_keyboard_alone_finds_a_product_and_puts_it_into_the_cart(visit: Visits) -> None:
    shopper = visit(samples("a navy mug"))
    shopper.page.locator("body").press("Tab")
    focused = "document.querySelector('gumsole-search').shadowRoot.activeElement"
    for _ in range(5):
        if shopper.page.evaluate(f"{focused}?.className") == "sample":
            break
        shopper.page.keyboard.press("Tab")
    shopper.page.keyboard.press("Enter")
    shopper.answered()
    expect(shopper.count).to_be_focused()
    for _ in range(12):
        shopper.page.keyboard.press("Tab")
        if "add" in (shopper.page.evaluate(f"{focused}?.className") or "").split():
            break
    shopper.page.keyboard.press("Enter")
    assert len(shopper.heard("add-to-cart")) == 1


def test_arabic_runs_from_right_to_left(visit: Visits) -> None:
    shopper = visit('lang="ar"')
    assert shopper.page.locator(".gumsole").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    expect(shopper.page.get_by_role("heading", name="ابحث بصورة")).to_be_visible()


def test_it_speaks_the_language_of_its_tag_and_english_otherwise(visit: Visits) -> None:
    shopper = visit()
    for language, title in (
        ("es-MX", "Busca con una foto"),
        ("de", "Mit einem Foto suchen"),
        ("fr", "Search with a photo"),
        ("ja", "写真で探す"),
        ("en", "Search with a photo"),
    ):
        shopper.page.locator("gumsole-search").evaluate(
            "(search, language) => search.setAttribute('lang', language)", language
        )
        expect(shopper.page.get_by_role("heading", name=title)).to_be_visible()


def test_shoppers_read_what_becomes_of_their_photo_before_they_send_one(visit: Visits) -> None:
    shopper = visit()
    privacy = shopper.page.locator(".privacy")
    expect(privacy).to_contain_text(KEPT)
    privacy.locator("summary").click()
    expect(privacy).to_contain_text("Faces are not detected, compared or identified.")
    expect(privacy).to_contain_text("15 minutes")


def test_retention_is_said_where_photos_are_kept(visit: Visits) -> None:
    shopper = visit()
    said = {
        "purpose": "To search.",
        "uploads_kept_seconds": 172_800,
        "kept": [],
        "processors": ["AWS"],
        "faces": "No.",
    }
    shopper.page.route("**/v1/privacy", lambda route: route.fulfill(json=said))
    shopper.page.reload()
    expect(shopper.page.locator(".privacy")).to_contain_text("kept, encrypted, for at most 2 days")
    expect(shopper.page.locator(".privacy")).to_contain_text("AWS")
