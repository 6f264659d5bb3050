"""A photo becomes signals: the one path that catalog photos and uploads both take."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from gumsole.errors import BadPhoto, BadQuery
from gumsole.images.analysis import PREPROCESSING, Analyzer
from gumsole.images.decode import Decoded, decode
from gumsole.images.encoder import Encoder, Encoding, squash, unit
from gumsole.images.fingerprint import distance
from gumsole.records import RGB, Background, Box, Vector
from tests.hostile import picture, saved

RED = (200, 30, 40)


class SquareEncoder:
    """Embeds a photo as the mean colors of its 4 x 4 squares; remembers what it was shown."""

    id = "squares-1"
    file_hash = "0" * 64
    dimension = 48
    note = "made for tests"
    prior_mean: Vector = np.zeros(48, np.float32)

    def __init__(self) -> None:
        self.seen: list[RGB] = []

    def encode(self, rgb: RGB) -> Encoding:
        self.seen.append(rgb)
        pooled: Vector = squash(rgb, 4, 4).astype(np.float32).ravel()
        return Encoding(unit(pooled), pooled, np.ones((7, 7), np.float32))


def packshot() -> bytes:
    image = Image.new("RGB", (400, 400), (255, 255, 255))
    image.paste(RED, (100, 120, 300, 280))
    return saved(image, "PNG")


def screenshot(photo: Image.Image) -> bytes:
    screen = Image.new("RGB", (photo.width, photo.height + 200), (0, 0, 0))
    screen.paste(photo, (0, 100))
    return saved(screen, "PNG")


def test_a_packshot_becomes_signals() -> None:
    encoder = SquareEncoder()
    analysis = Analyzer(encoder).analyze(packshot())
    signals = analysis.signals
    assert PREPROCESSING >= 1
    assert analysis.rgb.shape == (256, 256, 3)
    assert signals.embedding.shape == (encoder.dimension,)
    np.testing.assert_allclose(analysis.pooled, encoder.encode(analysis.rgb).pooled)
    assert np.linalg.norm(signals.color) == pytest.approx(1, abs=1e-6)
    assert [swatch.name for swatch in signals.palette] == ["red"]
    (box,) = signals.boxes
    np.testing.assert_allclose((box.x, box.y, box.w, box.h), (0.25, 0.30, 0.5, 0.4), atol=0.02)
    assert (signals.quality.width, signals.quality.height) == (400, 400)
    assert signals.quality.background is Background.WHITE
    assert 0 <= signals.fingerprint < 2**64
    assert signals.labeling is None


def test_pixels_may_come_from_elsewhere_and_a_crop_asks_for_more_of_them() -> None:
    asked: list[int] = []

    def elsewhere(data: bytes, *, short_side: int) -> Decoded:
        asked.append(short_side)
        return decode(data, short_side=short_side)

    data = saved(picture(600, 500), "JPEG")
    there = Analyzer(SquareEncoder(), decode=elsewhere)
    np.testing.assert_array_equal(
        there.analyze(data).signals.embedding, Analyzer(SquareEncoder()).analyze(data).signals.embedding
    )
    there.analyze(data, crop=Box(0, 0, 0.5, 0.5))
    assert asked == [256, 512]


def test_catalog_and_upload_take_the_same_path() -> None:
    data = saved(picture(600, 500), "JPEG")
    first, second = (Analyzer(SquareEncoder()).analyze(data).signals for _ in range(2))
    np.testing.assert_array_equal(first.embedding, second.embedding)
    np.testing.assert_array_equal(first.color, second.color)
    assert (first.palette, first.boxes, first.quality) == (second.palette, second.boxes, second.quality)


def test_of_a_screenshot_only_the_photo_is_looked_at_and_boxes_are_given_in_the_whole_frame() -> None:
    photo = Image.fromarray(np.asarray(picture(400, 400))).copy()
    encoder = SquareEncoder()
    analysis = Analyzer(encoder).analyze(screenshot(photo))
    alone = Analyzer(SquareEncoder()).analyze(saved(photo, "PNG")).signals
    assert analysis.rgb.shape[0] > encoder.seen[0].shape[0]
    assert float(analysis.signals.embedding @ alone.embedding) > 0.999
    assert distance(analysis.signals.fingerprint, alone.fingerprint) <= 10
    assert all(1 / 6 <= box.y <= box.y + box.h <= 5 / 6 + 0.01 for box in analysis.signals.boxes)
    assert (analysis.signals.quality.width, analysis.signals.quality.height) == (400, 600)


def test_the_shoppers_crop_is_all_that_is_looked_at() -> None:
    image = picture(1600, 1200)
    image.paste(RED, (800, 600, 1200, 900))
    encoder = SquareEncoder()
    crop = Box(0.5, 0.5, 0.25, 0.25)
    signals = Analyzer(encoder).analyze(saved(image, "PNG"), crop=crop).signals
    assert signals.boxes == (crop,)
    # A quarter of the frame, from a picture decoded four times as large: as many pixels as a whole photo has.
    assert encoder.seen[0].shape == (256, 342, 3)  # a quarter of 1024 x 1366, edges rounded
    assert signals.palette[0].name == "red"
    assert signals.palette[0].share > 0.95


def test_the_center_is_looked_at_too_when_two_views_are_asked_for() -> None:
    encoder = SquareEncoder()
    signals = Analyzer(encoder, views=2).analyze(saved(picture(600, 400), "PNG")).signals
    whole, center = encoder.seen
    assert whole.shape == (256, 384, 3)
    assert center.shape == (180, 268, 3)  # 0.7 of each side, edges rounded
    expected = unit(encoder.encode(whole).embedding + encoder.encode(center).embedding)
    np.testing.assert_allclose(signals.embedding, expected, atol=1e-6)
    assert np.linalg.norm(signals.embedding) == pytest.approx(1, abs=1e-6)


def test_a_photo_too_small_for_a_second_view_is_looked_at_once() -> None:
    encoder = SquareEncoder()
    Analyzer(encoder, views=2).analyze(saved(picture(20, 20), "PNG"))
    assert len(encoder.seen) == 1


@pytest.mark.parametrize(
    "crop",
    [
        Box(-0.1, 0, 0.5, 0.5),
        Box(0.6, 0, 0.5, 0.5),
        Box(0, 0.9, 0.2, 0.2),
        Box(0, 0, 0, 0.5),
        Box(0.2, 0.2, 0.5, -0.1),
    ],
)
def test_a_crop_that_leaves_the_frame_is_refused_with_its_numbers(crop: Box) -> None:
    with pytest.raises(BadQuery, match=rf"crop {crop.x},{crop.y},{crop.w},{crop.h} .* x,y,w,h in 0 to 1"):
        Analyzer(SquareEncoder()).analyze(packshot(), crop=crop)


def test_a_crop_of_too_few_pixels_is_refused_with_their_number() -> None:
    with pytest.raises(BadQuery, match="8 x 8 pixels"):
        Analyzer(SquareEncoder()).analyze(packshot(), crop=Box(0.5, 0.5, 0.02, 0.02))


def test_bytes_that_are_no_photo_are_refused_before_the_encoder_sees_anything() -> None:
    encoder = SquareEncoder()
    with pytest.raises(BadPhoto):
        Analyzer(encoder).analyze(b"nothing of the kind")
    assert encoder.seen == []


def test_only_one_or_two_views_can_be_asked_for() -> None:
    with pytest.raises(BadQuery, match="views=1 or views=2"):
        Analyzer(SquareEncoder(), views=3)


def test_one_analyzer_serves_many_threads() -> None:
    encoder: Encoder = SquareEncoder()
    analyzer = Analyzer(encoder)
    photos = [saved(picture(90 + 10 * index, 120), "JPEG") for index in range(4)] * 3
    alone = [analyzer.analyze(photo).signals for photo in photos]
    with ThreadPoolExecutor(4) as pool:
        together = [analysis.signals for analysis in pool.map(analyzer.analyze, photos)]
    for left, right in zip(alone, together, strict=True):
        np.testing.assert_array_equal(left.embedding, right.embedding)
        np.testing.assert_array_equal(left.color, right.color)
