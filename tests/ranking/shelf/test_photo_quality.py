"""Photo quality, by hand on single measures, and measured on the demo store as it is and spoiled."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from gumsole import demo
from gumsole.images.analysis import Analyzer
from gumsole.images.lite0 import Lite0
from gumsole.ranking.shelf.photo_quality import BUSY, photo_quality
from gumsole.records import Background, Quality
from gumsole.store.tables.columns import MeasureColumns

GOOD = Quality(800, 800, 200.0, 0.5, 0.0, 0.2, 0.6, 0.0, Background.WHITE)
PHOTOS = 6  # of the demo store, far apart in its listing


def columns(*photos: Quality) -> MeasureColumns:
    numbers = {
        item.name: np.array([float(getattr(photo, item.name)) for photo in photos])
        for item in fields(MeasureColumns)
        if item.name != "busy"
    }
    busy = np.array([photo.background is Background.BUSY for photo in photos])
    return MeasureColumns(**numbers, busy=busy)


def quality(photo: Quality) -> float:
    (value,) = photo_quality(columns(photo)).tolist()
    return float(value)


def test_a_photo_without_fault_is_worth_one() -> None:
    assert quality(GOOD) == 1.0
    assert quality(replace(GOOD, background=Background.PLAIN)) == 1.0


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        (replace(GOOD, width=300), 0.5),  # halfway between 100 and 500
        (replace(GOOD, width=90), 0.0),
        (replace(GOOD, sharpness=27.0), 0.5),  # halfway between 4 and 50
        (replace(GOOD, exposure=0.065), 0.5),  # half of 0.13
        (replace(GOOD, exposure=0.925), 0.5),  # halfway between 0.85 and 1
        (replace(GOOD, exposure=1.0), 0.0),
        (replace(GOOD, clipped=0.25), 0.75),
        (replace(GOOD, edge_touch=0.4), 0.6),
        (replace(GOOD, fill=0.11), 0.5),  # half of 0.22
        (replace(GOOD, background=Background.BUSY), BUSY),
        (replace(GOOD, clipped=0.25, edge_touch=0.4), 0.6),  # the worse of two
    ],
)
def test_the_worst_measure_is_the_quality(photo: Quality, expected: float) -> None:
    assert quality(photo) == pytest.approx(expected, abs=1e-6)


def test_a_photo_that_was_not_measured_has_no_quality() -> None:
    unknown = {item.name: np.array([np.nan]) for item in fields(MeasureColumns) if item.name != "busy"}
    assert np.isnan(photo_quality(MeasureColumns(**unknown, busy=np.array([False])))).all()


def test_no_photos_have_no_qualities() -> None:
    assert len(photo_quality(columns())) == 0


@pytest.fixture(scope="module")
def packshots() -> list[Image.Image]:
    with demo.folder() as folder:
        paths = sorted(Path(folder).rglob("photos/*-front.webp"))
        return [Image.open(path).convert("RGB") for path in paths[:: max(1, len(paths) // PHOTOS)][:PHOTOS]]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(Lite0.load())


def judged(analyzer: Analyzer, images: Sequence[Image.Image]) -> list[float]:
    found = []
    for image in images:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=90)
        found.append(analyzer.analyze(buffer.getvalue()).signals.quality)
    return [float(value) for value in photo_quality(columns(*found))]


def blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(0.016 * min(image.size)))


def dark(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(0.15)


def far(image: Image.Image) -> Image.Image:
    """At 40 % of its size, on more of the same background."""
    wide = Image.new("RGB", (image.width * 5 // 2, image.height * 5 // 2), image.getpixel((2, 2)))
    wide.paste(image, (image.width * 3 // 4, image.height * 3 // 4))
    return wide


def small(image: Image.Image) -> Image.Image:
    return image.resize((120, 120))


def cut(image: Image.Image) -> Image.Image:
    return image.crop((image.width * 2 // 5, image.height // 10, image.width * 9 // 10, image.height))


def test_packshots_as_they_are_sell_well(analyzer: Analyzer, packshots: list[Image.Image]) -> None:
    assert min(judged(analyzer, packshots)) > 0.63  # the worst of all there are


@pytest.mark.parametrize(
    ("spoil", "below"), [(blurred, 0.05), (far, 0.5), (small, 0.1), (dark, 0.55), (cut, 0.8)]
)
def test_spoiled_packshots_sell_worse(
    analyzer: Analyzer,
    packshots: list[Image.Image],
    spoil: Callable[[Image.Image], Image.Image],
    below: float,
) -> None:
    assert median(judged(analyzer, [spoil(image) for image in packshots])) < below


def demo_photos(chosen: Callable[[str], bool]) -> list[Image.Image]:
    with demo.folder() as folder, (folder / "flaws.csv").open(encoding="utf-8", newline="") as file:
        names = [row["image"] for row in csv.DictReader(file) if chosen(row["flaw"])]
        return [Image.open(folder / name).convert("RGB") for name in names]


@pytest.mark.parametrize(("flaw", "most"), [("blurred", 0.35), ("dark", 0.45), ("small", 0.3)])
def test_weak_photos_of_the_demo_store_are_told_from_all_others(
    analyzer: Analyzer, flaw: str, most: float
) -> None:
    # of the 692 photos without a flaw, details apart, the worst has 0.63
    assert max(judged(analyzer, demo_photos(lambda listed: listed == flaw))) < most
