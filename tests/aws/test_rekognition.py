"""Labels, colors, quality, moderation: from a Rekognition on loopback that verifies signatures and shapes."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gumsole.aws import Account, Patience
from gumsole.errors import BadPhoto, ServiceDown
from gumsole.images.rekognition import MAX_BYTES, Rekognition
from gumsole.records import Box, Label, Moderation
from tests.aws.service import REGION, Aws
from tests.aws.test_account import Sleepless
from tests.hostile import saved
from tests.shelf import Drawn, drawing

PHOTO = drawing(Drawn("mug", "navy"), size=800)


def color(red: int, green: int, blue: int, percent: float) -> dict[str, Any]:
    return {"Red": red, "Green": green, "Blue": blue, "PixelPercent": percent}


def box(left: float, top: float, width: float, height: float) -> dict[str, Any]:
    return {"BoundingBox": {"Left": left, "Top": top, "Width": width, "Height": height}, "Confidence": 97.0}


SOFA: dict[str, Any] = {
    "Labels": [
        {
            "Name": "Couch",
            "Confidence": 98.1,
            "Instances": [box(0.1, 0.2, 0.7, 0.5), box(-0.1, 0.5, 0.4, 0.75)],
            "Parents": [{"Name": "Furniture"}],
            "Aliases": [{"Name": "Sofa"}],
            "Categories": [{"Name": "Home and Indoors"}],
        },
        {"Name": "Cushion", "Confidence": 71.5, "Instances": [], "Parents": [], "Aliases": []},
    ],
    "LabelModelVersion": "3.0",
    "ImageProperties": {
        "Quality": {"Brightness": 71.0, "Sharpness": 88.0, "Contrast": 64.0},
        "DominantColors": [color(128, 128, 128, 100.0)],
        "Foreground": {
            "Quality": {"Brightness": 60.0, "Sharpness": 90.5},
            "DominantColors": [color(0, 0, 0, 30.0), color(25, 35, 90, 70.0)],
        },
        "Background": {
            "Quality": {"Brightness": 90.0, "Sharpness": 40.0},
            "DominantColors": [color(255, 255, 255, 100.0)],
        },
    },
}


def sent(service: Aws) -> Image.Image:
    """The photo that was sent last."""
    data = service.asked[-1][1]["Image"]["Bytes"]
    assert len(data) <= MAX_BYTES
    return Image.open(io.BytesIO(data))


def test_labels_come_with_aliases_parents_categories_and_boxes_in_the_frame(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    labeling = Rekognition(Account(REGION)).labels(PHOTO)
    assert labeling.model == "rekognition-3.0"
    couch, cushion = labeling.labels
    assert (couch.name, couch.words) == ("Couch", ("Couch", "Sofa"))
    assert couch.confidence == pytest.approx(0.981)
    assert (couch.parents, couch.categories) == (("Furniture",), ("Home and Indoors",))
    whole, cut = couch.boxes
    assert (whole.x, whole.y, whole.w, whole.h) == pytest.approx((0.1, 0.2, 0.7, 0.5))
    # From -0.1 to 0.3 and from 0.5 to 1.25: what lies in the frame is 0.3 wide and 0.5 high.
    assert (cut.x, cut.y) == (0.0, 0.5)
    assert (cut.w, cut.h) == pytest.approx((0.3, 0.5))
    assert cushion.name == "Cushion"
    assert cushion.boxes == ()


def test_colors_are_those_of_foreground_and_background_in_cielab_largest_first(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    labeling = Rekognition(Account(REGION)).labels(PHOTO)
    navy, black = labeling.foreground
    (white,) = labeling.background
    assert [(one.name, one.share) for one in (navy, black, white)] == [
        ("navy", pytest.approx(0.7)), ("black", pytest.approx(0.3)), ("white", 1.0),
    ]  # fmt: skip
    assert white.lab == pytest.approx((100, 0, 0), abs=0.01)  # the white of sRGB, by definition
    assert (labeling.brightness, labeling.sharpness, labeling.contrast) == (60.0, 90.5, None)


def test_without_a_foreground_the_whole_photo_stands_in(service: Aws) -> None:
    properties = {name: SOFA["ImageProperties"][name] for name in ("Quality", "DominantColors")}
    service.answers["DetectLabels"] = lambda _: SOFA | {"ImageProperties": properties}
    labeling = Rekognition(Account(REGION)).labels(PHOTO)
    assert [one.name for one in labeling.foreground] == ["gray"]
    assert labeling.background == ()
    assert (labeling.brightness, labeling.sharpness, labeling.contrast) == (71.0, 88.0, 64.0)


def test_labels_alone_are_enough(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: {"Labels": [], "LabelModelVersion": "3.0"}
    labeling = Rekognition(Account(REGION)).labels(PHOTO)
    assert (labeling.labels, labeling.foreground, labeling.brightness) == ((), (), None)


def test_labels_and_image_properties_are_asked_for_in_one_call(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    Rekognition(Account(REGION)).labels(PHOTO)
    ((_, params),) = service.asked
    assert params["Features"] == ["GENERAL_LABELS", "IMAGE_PROPERTIES"]


# --- what is sent ---


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("RGBA", (900, 700), (200, 10, 10, 128)), "PNG"),
        (Image.new("CMYK", (900, 700), (10, 200, 10, 0)), "JPEG"),
        (Image.new("L", (900, 700), 99), "WEBP"),
        (Image.new("P", (900, 700), 3), "GIF"),
    ],
)
def test_whatever_comes_is_sent_as_an_rgb_jpeg_downscaled(
    service: Aws, image: Image.Image, kind: str
) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    Rekognition(Account(REGION)).labels(saved(image, kind))
    photo = sent(service)
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (823, 640))  # 900 / 700 * 640


def test_metadata_is_never_sent(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    exif = Image.Exif()
    exif[0x010F] = "planted-maker"
    data = saved(
        Image.new("RGB", (700, 700), (90, 90, 90)), "JPEG", exif=exif.tobytes(), comment=b"planted-words"
    )
    assert b"planted" in data
    Rekognition(Account(REGION)).labels(data)
    assert b"planted" not in service.asked[-1][1]["Image"]["Bytes"]


def test_a_photo_of_many_megabytes_is_sent_below_five(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    noise = np.random.default_rng(3).integers(0, 256, (2000, 2600, 3), np.uint8)
    data = saved(Image.fromarray(noise), "JPEG", quality=95)
    assert len(data) > MAX_BYTES
    Rekognition(Account(REGION)).labels(data)
    assert min(sent(service).size) == 640


def test_a_narrow_photo_keeps_the_pixels_that_the_service_wants(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    Rekognition(Account(REGION)).labels(saved(Image.new("RGB", (6000, 320), (9, 9, 9)), "JPEG"))
    assert sent(service).size == (2048, 109)


def test_a_photo_too_small_for_the_service_is_not_sent(service: Aws) -> None:
    with pytest.raises(BadPhoto, match="80 pixels a side or more, this has 79"):
        Rekognition(Account(REGION)).labels(saved(Image.new("RGB", (200, 79), (9, 9, 9)), "PNG"))
    assert service.asked == []


def test_of_a_crop_nothing_else_is_sent_and_boxes_are_of_the_whole(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    image = Image.new("RGB", (1000, 1000), (255, 0, 0))
    image.paste((0, 0, 255), (500, 500, 1000, 1000))
    crop = Box(0.5, 0.5, 0.5, 0.5)
    labeling = Rekognition(Account(REGION)).labels(saved(image, "PNG"), crop=crop)
    photo = sent(service)
    assert photo.size == (500, 500)
    red, _, blue = np.asarray(photo, np.float64).mean(axis=(0, 1))
    assert red < 20
    assert blue > 230
    box = labeling.labels[0].boxes[0]
    assert (box.x, box.y, box.w, box.h) == pytest.approx((0.55, 0.6, 0.35, 0.25))


# --- answers that make no sense ---


@pytest.mark.parametrize(
    "answer",
    [
        {"LabelModelVersion": "3.0"},
        {"Labels": [{"Confidence": 3.0}], "LabelModelVersion": "3.0"},
        {"Labels": [{"Name": "Couch"}], "LabelModelVersion": "3.0"},
        {"Labels": [{"Name": "Couch", "Confidence": float("nan")}], "LabelModelVersion": "3.0"},
        {"Labels": [{"Name": "X", "Confidence": 9.0, "Instances": [{}]}], "LabelModelVersion": "3.0"},
        {"Labels": [], "LabelModelVersion": "3.0", "ImageProperties": {"DominantColors": [{"Red": 1}]}},
    ],
)
def test_an_answer_that_lacks_what_it_must_have_is_asked_for_again_and_then_told(
    service: Aws, answer: dict[str, Any]
) -> None:
    service.answers["DetectLabels"] = lambda _: answer
    account = Account(REGION, patience=Patience(attempts=2), world=Sleepless().world)
    with pytest.raises(ServiceDown, match="shape that is not understood"):
        Rekognition(account).labels(PHOTO)


# --- moderation ---


def test_moderation_tells_what_is_unfit_with_its_parent(service: Aws) -> None:
    service.answers["DetectModerationLabels"] = lambda _: {
        "ModerationLabels": [
            {"Name": "Weapons", "ParentName": "Violence", "Confidence": 91.0, "TaxonomyLevel": 2},
            {"Name": "Violence", "ParentName": "", "Confidence": 91.0, "TaxonomyLevel": 1},
        ],
        "ModerationModelVersion": "7.0",
        "ContentTypes": [],
    }
    found = Rekognition(Account(REGION)).moderation(PHOTO)
    assert found == Moderation(
        "rekognition-moderation-7.0",
        (Label("Weapons", 0.91, parents=("Violence",)), Label("Violence", 0.91)),
    )
    ((name, _),) = service.asked
    assert name == "DetectModerationLabels"
    assert sent(service).format == "JPEG"


def test_a_photo_that_is_fit_has_no_moderation_labels(service: Aws) -> None:
    service.answers["DetectModerationLabels"] = lambda _: {
        "ModerationLabels": [],
        "ModerationModelVersion": "7.0",
    }
    assert Rekognition(Account(REGION)).moderation(PHOTO).labels == ()
