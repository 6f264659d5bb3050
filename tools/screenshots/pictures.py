"""What is shown in pictures: the only list of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

ANSWER_MS = 20_000
LAMP, SOFA, SCREENSHOT = range(3)  # the samples of the shop, in their order
DESK = {"viewport": {"width": 1440, "height": 1060}}
SMALL_DESK = {"viewport": {"width": 1120, "height": 900}}
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the demo shop.

    Attributes
    ----------
    context : mapping
        Of the browser, as Playwright has it.
    pose : callable
        What a shopper does on the home page until there is something to see.
    """

    name: str
    context: dict[str, Any]
    pose: Callable[[Page], None] = field(default=lambda page: None)

    @property
    def file(self) -> str:
        """Its name in docs/images/."""
        return f"{self.name}.webp"


def _answered(page: Page) -> None:
    expect(page.locator("article.tile").first).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator('.results[aria-busy="true"]')).to_have_count(0, timeout=ANSWER_MS)
    page.mouse.move(0, 0)


def _sample(number: int) -> Callable[[Page], None]:
    def search(page: Page) -> None:
        page.locator("button.sample").nth(number).click()
        _answered(page)

    return search


def _cropped(page: Page) -> None:
    _sample(SOFA)(page)
    with page.expect_response("**/v1/search"):
        page.locator("button.box").first.click()
    _answered(page)


def _in_red(page: Page) -> None:
    _sample(LAMP)(page)
    page.get_by_label("Add words").fill("red")
    with page.expect_response("**/v1/search"):
        page.keyboard.press("Enter")
    _answered(page)
    expect(page.locator(".step")).to_contain_text("Nothing like it in that color")


def _in_arabic(page: Page) -> None:
    page.locator("gumsole-search").evaluate("(search) => { search.lang = 'ar' }")
    expect(page.get_by_role("heading", name="ابحث بصورة")).to_be_visible()
    _sample(LAMP)(page)


PICTURES = (
    Picture("home", DESK),
    Picture("results", DESK, _sample(LAMP)),
    Picture("phone", PHONE, _sample(LAMP)),
    Picture("crop", SMALL_DESK, _cropped),
    Picture("ladder", SMALL_DESK, _in_red),
    Picture("dark", {**SMALL_DESK, "color_scheme": "dark"}, _sample(SCREENSHOT)),
    Picture("arabic", SMALL_DESK, _in_arabic),
)
