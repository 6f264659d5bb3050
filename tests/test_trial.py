"""A store under evaluation, asked through photos on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.catalog.feed import FeedOptions
from gumsole.images.decode import decode
from gumsole.records import WHOLE, Box
from gumsole.settings import Settings
from gumsole.trial import Trial
from tests.shelf import Drawn, assortment, drawing, lay_out

LEFT = Box(0.0, 0.0, 0.5, 1.0)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("trial")
    order = IngestOrder(str(lay_out(folder / "feed", assortment())), FeedOptions(), "shelf")
    assembly.ingest_feed(folder / "store", Settings(), order, progress=lambda _: None)
    with assembly.shop(folder / "store", Settings()) as shop:
        yield Trial(shop.store, shop.searcher, shop.analyzer, shop.encoder)


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload.jpg"
    path.write_bytes(drawing(Drawn("clock", "red"), size=400, background=(225, 225, 222)))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.jpg"
    path.write_bytes(drawing(Drawn("clock", "red"))[:40])
    return path


def test_catalog_photos_come_nearest_first(stocked: Trial, upload: Path) -> None:
    answer = stocked.subject.ask(upload, None)
    assert answer.paths[0].name == "clock-red.jpg"
    assert len(set(answer.paths)) == len(answer.paths) == len(assortment())
    assert answer.ms > 0


def test_the_found_subject_is_remembered_and_a_crop_does_not_replace_it(stocked: Trial, upload: Path) -> None:
    assert stocked.subject.find(upload) == WHOLE  # not asked for yet
    stocked.subject.ask(upload, None)
    found = stocked.subject.find(upload)
    assert 0 < found.share < 1
    stocked.subject.ask(upload, LEFT)
    assert stocked.subject.find(upload) == found


def test_a_broken_photo_finds_nothing_and_has_no_features(stocked: Trial, broken: Path) -> None:
    answer = stocked.subject.ask(broken, None)
    assert answer.paths == ()
    assert answer.ms >= 0
    features, ms = stocked.subject.pooled(broken)
    assert features is None
    assert ms >= 0
    assert stocked.subject.find(broken) == WHOLE


def test_bare_features_are_those_of_the_whole_photo_computed_once(stocked: Trial, upload: Path) -> None:
    features, ms = stocked.subject.pooled(upload)
    assert features is not None
    expected = assembly.encoder_of(Settings()).encode(decode(upload.read_bytes()).rgb).pooled
    np.testing.assert_allclose(features, expected, atol=1e-5)
    again, same_ms = stocked.subject.pooled(upload)
    assert again is features
    assert same_ms == ms
