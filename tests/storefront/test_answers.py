"""What an answer shows, and what can be done with it."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Request, expect

from tests.storefront.conftest import Visits
from tests.storefront.shopper import Shopper, doctored

LABELS = ["Looks like the same item", "Close match", "Similar", "Related", "More from the store", "Favorites"]
BANDS = ["same", "close", "similar", "related", "other"]


def hit(sku: str, band: str = "similar", **product: Any) -> dict[str, Any]:
    """A hit as the API has it."""
    plain = {
        "sku": sku,
        "group": sku,
        "title": sku,
        "brand": "Kiln",
        "category": ["Tabletop", "Mugs"],
        "link": "",
        "attributes": {"color": "Navy"},
        "price": {"amount": "19.90", "currency": "EUR"},
        "list_price": {"amount": "19.90", "currency": "EUR"},
        "availability": "in_stock",
        "sellable": True,
        "confidential": None,
    }
    return {
        "product": {**plain, **product},
        "photo": "0" * 64,
        "band": band,
        "likeness": 0.6,
        "shape": 0.5,
        "color": 0.9,
        "reasons": [{"kind": "likeness", "name": "likeness", "points": 60.0}],
        "score": None,
        "choices": [],
    }


def showing(visit: Visits, *hits: dict[str, Any], **changes: Any) -> Shopper:
    shopper = visit()
    doctored(shopper, hits=list(hits), total=len(hits), **changes)
    shopper.searched()
    return shopper


def test_products_stand_in_sections_that_say_how_close_they_are(visit: Visits) -> None:
    shopper = showing(visit, *(hit(f"mug-{band}", band) for band in reversed(BANDS)))
    assert shopper.page.locator(".band h3").all_inner_texts() == LABELS[:5]
    similar = shopper.page.get_by_role("region", name="Similar", exact=True)
    expect(similar.locator("article")).to_have_count(1)
    expect(similar).to_contain_text("mug-similar")


def test_a_band_says_how_often_it_was_right(visit: Visits) -> None:
    claim = {"band": "similar", "precision": 0.83, "low": 0.79, "high": 0.86, "pairs": 412}
    shopper = showing(visit, hit("mug"), claims=[claim])
    shopper.page.get_by_text("How sure is that?").click()
    expect(shopper.page.locator(".claim")).to_contain_text(
        "Of 100 such products 83 were the same kind of thing when it was measured, between 79 and 86"
    )


def test_prices_and_stock_are_said_in_words_of_the_language(visit: Visits) -> None:
    shopper = visit('lang="de"')
    sale: dict[str, Any] = {
        "price": {"amount": "1249.50", "currency": "EUR"},
        "list_price": {"amount": "1499.00", "currency": "EUR"},
    }
    hits = [
        hit("sale", **sale),
        hit("preorder", availability="preorder"),
        hit("backorder", availability="backorder"),
        hit("gone", availability="out_of_stock", sellable=False),
        hit("free", price=None, list_price=None),
    ]
    doctored(shopper, hits=hits, total=5)
    shopper.page.get_by_label("Mit Worten suchen").fill("Becher")
    shopper.page.keyboard.press("Enter")
    shopper.answered()
    text = shopper.tiles.first.inner_text().replace("\xa0", " ")
    assert "1.249,50 €" in text
    assert "−17 %" in text
    assert shopper.tiles.first.locator("s").inner_text().replace("\xa0", " ") == "1.499 €"
    stock = ["Auf Lager", "Vorbestellbar", "Später lieferbar", "Ausverkauft", "Auf Lager"]
    assert shopper.page.locator(".stock").all_inner_texts() == stock
    expect(shopper.tiles.nth(4)).to_contain_text("Preis auf Anfrage")
    expect(shopper.tiles.nth(3).get_by_role("button", name="In den Warenkorb")).to_have_count(0)


def test_a_product_says_why_it_is_there_when_asked(visit: Visits) -> None:
    shopper = showing(visit, hit("mug"))
    expect(shopper.page.get_by_text("Shape 50% alike")).to_be_hidden()
    shopper.page.get_by_text("Why this?").click()
    expect(shopper.page.get_by_text("Shape 50% alike")).to_be_visible()
    expect(shopper.page.get_by_text("Color 90% alike")).to_be_visible()


def test_text_of_a_feed_stays_text_and_its_links_lead_to_the_web_alone(visit: Visits) -> None:
    evil = '<img src=x onerror="window.hurt = 1">'
    shopper = showing(
        visit,
        hit("evil", title=evil, brand=evil, link="javascript:window.hurt=1"),
        hit("good", title="A mug", link="https://shop.example/mug"),
    )
    expect(shopper.tiles.first).to_contain_text(evil)
    assert shopper.tiles.first.locator("a").count() == 0
    shopper.tiles.first.get_by_role("button", name=evil, exact=True).click()
    assert shopper.page.get_by_role("link", name="A mug").get_attribute("href") == "https://shop.example/mug"
    assert shopper.page.evaluate("window.hurt") is None


def test_variants_can_be_opened_from_the_tile(visit: Visits) -> None:
    one = hit("mug-navy")
    white = {**one["product"], "sku": "mug-white", "attributes": {"color": "White"}}
    gone = {**white, "sku": "mug-red", "attributes": {"color": "Red"}, "sellable": False}
    shopper = showing(visit, {**one, "choices": [white, gone]})
    expect(shopper.page.locator(".choices")).to_have_text("Also inWhite")
    shopper.button("White").click()
    (selected,) = shopper.heard("select")
    assert (selected["sku"], selected["position"]) == ("mug-white", 1)


def test_each_step_of_the_ladder_is_explained_in_a_sentence(visit: Visits) -> None:
    step = {"kind": "color_adjacent", "label": "Nothing like it in that color.", "dropped": []}
    shopper = showing(visit, hit("mug"), step=step)
    head = shopper.page.locator(".head")
    expect(head).to_contain_text("Nothing like it in that color.")
    expect(head).to_contain_text("The shape fits best here; the color differs.")
    expect(shopper.status).to_contain_text("1 product. Nothing like it in that color.")


def test_a_wish_that_nothing_fits_is_let_go_and_named(visit: Visits) -> None:
    shopper = visit()
    shopper.page.get_by_label("Search in words").fill("mug under 0.01")
    shopper.page.keyboard.press("Enter")
    shopper.answered()
    (answer,) = shopper.heard("answer")
    assert answer["step"] == "looser_filters"
    expect(shopper.page.locator(".step")).to_contain_text("Left out: under 0.01")
    expect(shopper.page.locator(".head")).to_contain_text("a wish was left out")


def test_favorites_do_not_pass_for_matches(visit: Visits) -> None:
    step = {"kind": "store_favorites", "label": "We found nothing like it.", "dropped": []}
    shopper = showing(visit, hit("mug", "other"), step=step)
    expect(shopper.page.locator(".head")).to_contain_text("They were not chosen by your photo.")
    assert shopper.page.locator(".band h3").all_inner_texts() == ["Favorites"]


def test_further_products_are_shown_on_demand_and_the_keyboard_goes_on_there(visit: Visits) -> None:
    shopper = visit()
    shopper.searched("guitar")
    (answer,) = shopper.heard("answer")
    shown = shopper.tiles.count()
    assert shown < answer["total"]
    shopper.page.get_by_text("Why this?").first.click()
    shopper.button("Show more").click()
    expect(shopper.tiles).to_have_count(min(answer["total"], 2 * shown))
    expect(shopper.page.locator(f'[data-ordinal="{shown + 1}"] .title')).to_be_focused()
    expect(shopper.page.locator("details.why[open]")).to_have_count(1)


def test_more_like_this_starts_from_a_product_and_leads_back(visit: Visits) -> None:
    shopper = visit()
    shopper.searched()
    before = shopper.tiles.all_inner_texts()
    shopper.tiles.nth(1).get_by_role("button", name=re.compile("^More like this")).click()
    expect(shopper.page.locator(".liked")).to_contain_text("Products like")
    shopper.answered()
    shopper.button("Back").click()
    expect(shopper.page.locator(".liked")).to_have_count(0)
    assert shopper.tiles.all_inner_texts() == before
    expect(shopper.count).to_be_focused()


def test_the_same_in_another_color(visit: Visits) -> None:
    shopper = visit()
    shopper.searched()
    mug = shopper.tiles.filter(has_text="Navy").first
    with shopper.page.expect_response("**/similar?*") as response:
        mug.get_by_role("button", name=re.compile("^Another color")).click()
    shopper.answered()
    assert response.value.json()["understood"] == ["color: another one"]
    assert "Navy" not in shopper.tiles.first.locator(".name").inner_text()


def test_the_page_is_told_and_may_take_over_while_the_server_learns_of_clicks_and_carts(
    visit: Visits,
) -> None:
    shopper = visit()
    shopper.page.evaluate("addEventListener('gumsole:select', (event) => event.preventDefault())")
    shopper.searched()

    def an_event(request: Request) -> bool:
        return request.url.endswith("/v1/events")

    with shopper.page.expect_request(an_event) as clicked:
        shopper.page.locator('[data-ordinal="2"] .title').click()
    with shopper.page.expect_response("**/v1/events") as added:
        shopper.page.locator('[data-ordinal="1"] .add').click()
    expect(shopper.page.locator('[data-ordinal="1"] .add')).to_have_text("Added")
    expect(shopper.status).to_contain_text("In your cart")
    assert shopper.page.url.endswith("/embedding.html")
    (selected,), (cart,), (answer,) = (shopper.heard(name) for name in ("select", "add-to-cart", "answer"))
    assert (selected["position"], cart["position"]) == (2, 1)
    assert selected["queryId"] == cart["queryId"] == answer["queryId"]
    assert set(cart) == {"sku", "title", "price", "queryId", "position"}
    event = json.loads(clicked.value.post_data or "")
    assert (event["action_name"], event["event_attributes"]["object"]["object_id"]) == (
        "click",
        selected["sku"],
    )
    assert added.value.status == 200, "an event that is sent alone and not kept is refused"


def test_a_page_without_a_cart_shows_no_button_for_it(visit: Visits) -> None:
    shopper = visit("no-cart")
    shopper.searched()
    expect(shopper.page.locator(".add")).to_have_count(0)


def test_a_search_can_be_started_by_the_page(visit: Visits) -> None:
    shopper = visit()
    shopper.page.evaluate("document.querySelector('gumsole-search').searchWords('navy mug')")
    shopper.answered()
    shopper.page.evaluate("document.querySelector('gumsole-search').searchLike('slump-bean-bag-beige')")
    shopper.page.locator(".liked").wait_for()
    shopper.answered()
    expect(shopper.page.locator(".liked")).to_have_text("Products like the one you chose")
    shopper.page.evaluate("document.querySelector('gumsole-search').reset()")
    expect(shopper.begins).to_be_visible()
