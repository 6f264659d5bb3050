"""Each flaw does to a photo what its name says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageColor

from tools.photography.flaws import BADGE_COLOR, BORDER_COLOR, DARK_EXPOSURE, FLAWS, SMALL_PX, Kind, spoil
from tools.photography.lifestyle import LIFESTYLE
from tools.photography.photos import packshots, room_shots
from tools.photography.queries import QUERIES

SIDE = 256
PRODUCT = (64, 96, 192, 224)  # left, top, right, bottom of a red product on white


def packshot() -> Image.Image:
    picture = Image.new("RGB", (SIDE, SIDE), "white")
    picture.paste((180, 40, 40), PRODUCT)
    return picture


def pixels(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(picture.convert("RGB"), dtype=np.float64)


def sharpness(picture: Image.Image) -> float:
    return float(np.abs(np.diff(pixels(picture), axis=1)).max())


def share_of(picture: Image.Image, color: str) -> float:
    return float((pixels(picture) == ImageColor.getrgb(color)).all(axis=2).mean())


def test_a_small_photo_is_small() -> None:
    assert spoil(packshot(), "small").size == (SMALL_PX, SMALL_PX)


def test_a_dark_photo_has_less_light() -> None:
    ratio = pixels(spoil(packshot(), "dark")).mean() / pixels(packshot()).mean()
    assert ratio == pytest.approx(DARK_EXPOSURE, abs=0.01)


def test_a_blurred_photo_has_no_hard_edge() -> None:
    assert sharpness(spoil(packshot(), "blurred")) < 0.15 * sharpness(packshot())


def test_a_cropped_product_is_cut_off_at_the_right_and_below_only() -> None:
    cropped = pixels(spoil(packshot(), "cropped"))
    product = cropped[..., 1] < 100
    assert product[:, -1].any()
    assert product[-1, :].any()
    assert not product[:, 0].any()
    assert not product[0, :].any()


def test_a_badge_lies_over_the_corner_and_a_banner_below() -> None:
    badged = spoil(packshot(), "badge")
    assert 0.08 < share_of(badged, BADGE_COLOR) < 0.2
    assert share_of(badged.crop((0, 0, SIDE // 2, SIDE // 2)), BADGE_COLOR) == 0
    assert share_of(badged.crop((SIDE // 2, 0, SIDE, SIDE // 2)), BADGE_COLOR) > 0.05
    assert share_of(badged.crop((0, round(SIDE * 0.92), SIDE, SIDE)), BADGE_COLOR) > 0.5


def test_a_border_goes_all_around_and_the_product_shrinks() -> None:
    bordered = spoil(packshot(), "border")
    edges = pixels(bordered)
    for edge in (edges[0], edges[-1], edges[:, 0], edges[:, -1]):
        assert (edge == ImageColor.getrgb(BORDER_COLOR)).all()
    assert (edges[..., 0] == 180).mean() < (pixels(packshot())[..., 0] == 180).mean()


@pytest.mark.parametrize("kind", ["dark", "blurred", "cropped", "badge", "border", "busy", "duplicate"])
def test_every_other_flaw_keeps_the_size(kind: Kind) -> None:
    assert spoil(packshot(), kind).size == (SIDE, SIDE)


@pytest.mark.parametrize("kind", ["busy", "duplicate"])
def test_busy_photos_and_duplicates_are_other_photos_already(kind: Kind) -> None:
    assert spoil(packshot(), kind).tobytes() == packshot().tobytes()


def test_flawed_photos_are_taken_and_each_has_one_flaw() -> None:
    names = {shot.name for shot in packshots()} | {shot.name for shot in room_shots()}
    assert {flaw.photo for flaw in FLAWS} <= names
    assert {flaw.same_as for flaw in FLAWS if flaw.same_as} <= names
    assert len({flaw.photo for flaw in FLAWS}) == len(FLAWS)


def test_the_busy_photos_are_those_taken_in_rooms() -> None:
    assert {flaw.photo for flaw in FLAWS if flaw.kind == "busy"} == {f"{sku}-room" for sku in LIFESTYLE}


def test_a_duplicate_shows_a_product_of_another_group() -> None:
    groups = {shot.name: shot.group.id for shot in packshots()}
    duplicates = [flaw for flaw in FLAWS if flaw.kind == "duplicate"]
    assert duplicates
    assert all(flaw.same_as for flaw in duplicates)
    assert all(groups[flaw.photo] != groups[flaw.same_as] for flaw in duplicates)
    assert not any(flaw.same_as for flaw in FLAWS if flaw.kind != "duplicate")


def test_the_main_photo_of_what_a_query_shows_is_never_flawed() -> None:
    asked = {f"{query.sku}-three-quarter" for query in QUERIES if query.sku}
    assert not asked & {photo for flaw in FLAWS for photo in (flaw.photo, flaw.same_as)}
