"""How a photo comes in, and what leaves the browser."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.storefront.capture import Captured, capturing
from tests.storefront.conftest import Visits
from tests.storefront.shopper import File, query, samples

MUG = File(query("navy-mug-at-breakfast"))
LONGEST_PX = 1024
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
QUARTER_TURN = 6  # the camera was held upright: rows and columns are swapped when it is shown


def of_a_phone() -> bytes:
    """A large photo, red above blue once it is shown upright, that says where it was taken and with what."""
    upright = Image.new("RGB", (1800, 2400), (200, 30, 30))
    upright.paste((30, 30, 200), (0, 1200, 1800, 2400))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = QUARTER_TURN, "Secretphone"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 10.0)})
    data = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(data, "JPEG", exif=exif, quality=90, comment=b"mine")
    return data.getvalue()


def uploaded(visit: Visits, file: File, language: str = "") -> Captured:
    with capturing() as (address, captured):
        shopper = visit(
            f'endpoint="{address}" key="gs_pub_example" ships-to="DE" {language}', bypass_csp=True
        )
        shopper.hand_over("paste", file)
        expect(shopper.trouble).to_be_visible()
    (search,) = [one for one in captured if one.path == "/v1/search"]
    return search


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_photo_is_pasted_or_dropped(visit: Visits, way: str) -> None:
    shopper = visit()
    shopper.hand_over(way, MUG)
    shopper.answered()
    expect(shopper.tiles.filter(has_text="Mug").first).to_be_visible()


def test_a_photo_is_chosen_as_a_file_and_shown(visit: Visits) -> None:
    shopper = visit()
    shopper.choose(MUG)
    shopper.answered()
    expect(shopper.page.get_by_role("img", name="Your photo")).to_be_visible()
    expect(shopper.count).to_be_focused()
    expect(shopper.status).to_contain_text("products")


def test_a_sample_photo_invites_the_first_click(visit: Visits) -> None:
    shopper = visit(samples("a navy mug"))
    shopper.button("Search with this photo: a navy mug").click()
    shopper.answered()


def test_a_camera_is_offered_where_fingers_point(visit: Visits) -> None:
    phone = visit(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    expect(phone.button("Take a photo")).to_be_visible()
    assert phone.page.locator('input[capture="environment"]').get_attribute("accept") == "image/*"
    desk = visit()
    expect(desk.button("Take a photo")).to_be_hidden()


def test_words_alone_search(visit: Visits) -> None:
    shopper = visit()
    shopper.page.get_by_label("Search in words").fill("navy mug under 30")
    shopper.page.keyboard.press("Enter")
    shopper.answered()
    expect(shopper.page.locator(".chips")).to_contain_text("navy")
    shopper.page.get_by_role("searchbox", name="Search in words").fill("")
    shopper.button("Apply").click()
    expect(shopper.begins).to_be_visible()


def test_a_photo_leaves_the_browser_small_upright_and_without_what_its_file_said(visit: Visits) -> None:
    captured = uploaded(visit, File(of_a_phone()))
    photo = Image.open(io.BytesIO(captured.part("photo")))
    assert (photo.format, max(photo.size)) == ("JPEG", LONGEST_PX)
    assert photo.size == (768, 1024)
    red, blue = photo.getpixel((384, 200)), photo.getpixel((384, 800))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > red[2]
    assert blue[2] > blue[0]
    assert dict(photo.getexif()) == {}
    assert not {"exif", "comment", "xmp"} & set(photo.info)
    for secret in (b"Secretphone", b"mine", b"IMG_2041"):
        assert secret not in captured.body


def test_a_search_says_key_session_language_and_country(visit: Visits) -> None:
    captured = uploaded(visit, MUG, 'lang="de-AT"')
    assert captured.headers["authorization"] == "Bearer gs_pub_example"
    assert captured.part("language") == b"de-AT"
    assert captured.part("ships_to") == b"DE"
    assert 8 <= len(captured.part("session")) <= 64
    assert "cookie" not in captured.headers


def test_without_a_key_none_is_said(visit: Visits) -> None:
    with capturing() as (address, captured):
        shopper = visit(f'endpoint="{address}"', bypass_csp=True)
        shopper.choose(MUG)
        expect(shopper.trouble).to_be_visible()
    assert captured
    assert all("authorization" not in one.headers for one in captured)
