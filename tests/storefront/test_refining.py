"""Crop, words, colors, balance and facets."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.storefront.capture import Captured, capturing
from tests.storefront.conftest import Visits
from tests.storefront.shopper import File, Shopper, doctored, query

# Records the fields of every search without touching it: a browser does not show forms with files to tests.
SPY = """() => {
  window.asked = []
  const append = FormData.prototype.append
  FormData.prototype.append = function (name, value, ...more) {
    if (name === 'language') window.asked.push([])
    if (typeof value === 'string') window.asked.at(-1)?.push([name, value])
    return append.call(this, name, value, ...more)
  }
}"""

LIKE = """async (endpoint) => {
  const { Api } = await import('/storefront/component/api.js')
  const api = new Api({ endpoint, key: '', language: 'en', session: 'abcdefgh', shipsTo: '' })
  const chosen = { color: ['Navy', 'Beige'], material: ['Linen'] }
  const asked = { words: '', crop: null, chosen, inStock: false, colorWeight: null }
  const source = { kind: 'like', sku: 'a/b', hit: null }
  await api.search(source, asked, new AbortController().signal).catch(() => {})
}"""


def searching(visit: Visits, name: str = "navy-mug-at-breakfast", attributes: str = "") -> Shopper:
    shopper = visit(attributes)
    shopper.page.evaluate(SPY)
    shopper.searched(name)
    return shopper


def asked(shopper: Shopper, name: str) -> list[str]:
    """Values of a field in the last search."""
    last: list[list[str]] = shopper.page.evaluate("window.asked.at(-1)")
    return [value for key, value in last if key == name]


def answers(shopper: Shopper, count: int) -> None:
    """Wait until so many answers came."""
    shopper.until(f"window.heard.filter(([name]) => name === 'answer').length >= {count}")


def crop(shopper: Shopper) -> list[float]:
    (said,) = asked(shopper, "crop")
    return [float(part) for part in said.split(",")]


def test_the_crop_is_moved_and_resized_by_keys(visit: Visits) -> None:
    shopper = searching(visit)
    frame = shopper.page.get_by_role("application", name="Part of the photo to search with")
    frame.focus()
    for key in [*["Shift+ArrowLeft"] * 10, *["Shift+ArrowUp"] * 10, *["ArrowRight"] * 5, "ArrowDown"]:
        shopper.page.keyboard.press(key)
    answers(shopper, 2)
    assert crop(shopper) == [0.1, 0.02, 0.8, 0.8]
    expect(frame).to_be_focused()
    shopper.button("Whole photo").click()
    answers(shopper, 3)
    assert asked(shopper, "crop") == []


def test_a_box_that_was_found_in_the_photo_is_a_button(visit: Visits) -> None:
    shopper = searching(visit, "navy-lamp-on-the-shelf")
    box = shopper.button("Search with part 1 of the photo").first
    box.focus()
    shopper.page.keyboard.press("Enter")
    answers(shopper, 2)
    assert len(crop(shopper)) == 4
    expect(box).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()


def test_a_handle_is_dragged_and_a_tap_says_what_is_meant(visit: Visits) -> None:
    shopper = searching(visit)
    stage = shopper.page.locator(".stage").bounding_box()
    assert stage
    right, bottom = stage["x"] + stage["width"], stage["y"] + stage["height"]
    mouse = shopper.page.mouse
    mouse.move(right, bottom)
    mouse.down()
    mouse.move(right - stage["width"] * 0.25, bottom - stage["height"] * 0.5, steps=4)
    mouse.up()
    answers(shopper, 2)
    assert crop(shopper) == pytest.approx([0, 0, 0.75, 0.5], abs=0.02)
    mouse.click(right - 3, bottom - stage["height"] * 0.1)
    answers(shopper, 3)
    assert crop(shopper) == pytest.approx([0.25, 0.5, 0.75, 0.5], abs=0.02)
    shopper.button("Smaller part").click()
    answers(shopper, 4)
    assert crop(shopper)[2] == pytest.approx(0.75 / 1.2, abs=0.02)


def test_a_tap_on_the_whole_photo_searches_around_it(visit: Visits) -> None:
    shopper = searching(visit)
    stage = shopper.page.locator(".stage").bounding_box()
    assert stage
    shopper.page.mouse.click(stage["x"] + stage["width"] * 0.3, stage["y"] + stage["height"] * 0.75)
    answers(shopper, 2)
    assert crop(shopper) == pytest.approx([0.05, 0.5, 0.5, 0.5], abs=0.02)


def test_words_are_added_to_the_photo_and_taken_back(visit: Visits) -> None:
    shopper = searching(visit)
    shopper.page.get_by_label("Add words").fill("not navy, under 40")
    shopper.button("Apply").click()
    answers(shopper, 2)
    chip = shopper.button(re.compile("price: under .*: remove"), exact=False)  # type: ignore[arg-type]
    expect(chip).to_be_visible()
    expect(shopper.page.get_by_label("Add words")).to_have_value("not navy, under 40")
    chip.click()
    answers(shopper, 3)
    assert asked(shopper, "words") == []


def test_facets_narrow_the_list(visit: Visits) -> None:
    shopper = searching(visit, "guitar")
    group = shopper.page.get_by_role("group", name="Category")
    choice = group.get_by_role("checkbox").first
    value = choice.get_attribute("value")
    choice.check()
    answers(shopper, 2)
    assert asked(shopper, "category") == [value]
    expect(choice).to_be_focused()
    assert group.get_by_role("checkbox").count() > 1, "others can still be added"
    price = shopper.page.get_by_role("group", name="Price").get_by_role("radio").first
    low, high = (price.get_attribute("value") or "").split("..")
    price.check()
    answers(shopper, 3)
    assert (asked(shopper, "min_price"), asked(shopper, "max_price")) == ([low], [high])
    shopper.page.get_by_label("Only in stock").check()
    answers(shopper, 4)
    assert asked(shopper, "in_stock") == ["true"]
    chips = shopper.page.locator(".chips").get_by_role("button")
    expect(chips).to_have_count(3)
    chips.filter(has_text="Only in stock").click()
    answers(shopper, 5)
    expect(chips).to_have_count(2)


def test_colors_and_materials_of_the_list_are_asked_by_name(visit: Visits) -> None:
    """Their fields are repeated, as `brand` is; what the server makes of them is its own affair."""
    with capturing() as (address, captured):
        shopper = visit(bypass_csp=True)
        shopper.page.evaluate(LIKE, address)
    assert fields(captured[-1]) == {
        "language": ["en"],
        "session": ["abcdefgh"],
        "limit": ["24"],
        "color": ["Navy", "Beige"],
        "material": ["Linen"],
    }
    assert captured[-1].path.startswith("/v1/products/a%2Fb/similar?")


def fields(captured: Captured) -> dict[str, list[str]]:
    return parse_qs(urlsplit(captured.path).query)


def test_a_color_of_the_photo_is_asked_for_and_taken_back(visit: Visits) -> None:
    shopper = searching(visit)
    navy = shopper.button("navy")
    navy.click()
    answers(shopper, 2)
    assert asked(shopper, "words") == ["navy"]
    expect(shopper.page.locator(".chips")).to_contain_text("color: navy")
    expect(navy).to_have_attribute("aria-pressed", "true")
    navy.click()
    answers(shopper, 3)
    assert asked(shopper, "words") == []


@pytest.mark.parametrize(
    ("language", "color", "words", "understood"),
    [
        ("es", "azul marino", "sin cuero", "color: azul marino"),
        ("ar", "كحلي", "بلا جلد", "اللون: كحلي"),
        ("ja", "紺", "革以外", "色: 紺"),
        ("de", "dunkelblau", "ohne Leder", "Farbe: dunkelblau"),
    ],
)
def test_a_color_is_asked_for_beside_other_words_in_the_shoppers_language(
    visit: Visits, language: str, color: str, words: str, understood: str
) -> None:
    shopper = visit(f'lang="{language}"')
    shopper.page.evaluate(SPY)
    shopper.hand_over("paste", File(query("navy-mug-at-breakfast")))
    shopper.answered()
    field = shopper.page.locator(".refine").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    answers(shopper, 2)
    chip = shopper.button(color)
    chip.click()
    answers(shopper, 3)
    assert asked(shopper, "words") == [f"{words}, {color}"]
    expect(shopper.page.locator(".chips")).to_contain_text(understood)
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    answers(shopper, 4)
    assert asked(shopper, "words") == [words]


def test_the_slider_says_how_much_color_counts(visit: Visits) -> None:
    shopper = searching(visit)
    slider = shopper.page.get_by_role("slider", name="What counts more?")
    assert 0 < int(slider.input_value()) < 50, "it starts where the store has it: shape counts more"
    slider.focus()
    shopper.page.keyboard.press("End")
    answers(shopper, 2)
    assert asked(shopper, "color_weight") == ["1"]
    expect(slider).to_have_attribute("aria-valuetext", "Color counts 100%")
    expect(slider).to_be_focused()


def test_a_hint_offers_parts_of_the_photo_to_try(visit: Visits) -> None:
    shopper = visit()
    shopper.page.evaluate(SPY)
    part = {"x": 0.25, "y": 0.5, "w": 0.5, "h": 0.25}
    doctored(shopper, hints=[{"kind": "small_subject", "text": "The thing is small.", "crops": [part]}])
    shopper.searched()
    hint = shopper.page.locator(".hint")
    expect(hint).to_contain_text("The thing is small.")
    hint.get_by_role("button").click()
    answers(shopper, 2)
    assert crop(shopper) == [0.25, 0.5, 0.5, 0.25]


def test_a_wish_made_while_a_search_runs_replaces_it(visit: Visits) -> None:
    shopper = searching(visit)
    for key in ("End", "Home"):
        shopper.page.get_by_role("slider").press(key)
        shopper.until(f"window.asked.length >= {3 if key == 'Home' else 2}")
    shopper.answered()
    assert asked(shopper, "color_weight") == ["0"]
    assert len(shopper.heard("answer")) <= 3
