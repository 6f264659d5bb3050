"""Calibration learns guard and bands from photos on disk, and never fails an ingest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gumsole.calibration import Standard, Studio, calibrate
from gumsole.calibration.learn import MIN_GROUPS
from gumsole.calibration.studio import MAX_VIEWS, VIEWS_OF_PHOTO, views_of
from gumsole.errors import BadPhoto, NotFound
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard
from gumsole.records import RGB, Band, Known, Signals
from gumsole.store import Calibration, MainPhoto, Store
from tests.store.making import DIMENSION, KEY, Clock, hash_of, item, signals

COLORS = 4
STANDARD = Standard(KEY, np.zeros(DIMENSION, np.float32), COLORS, 0.15)
KINDS = (("Seating", "Sofas"), ("Seating", "Stools"), ("Lighting", "Lamps"))


class Tiny:
    """A camera and an encoder in one: a photo is a flat color that holds the number of its product."""

    def __init__(self, noise: float = 0.05) -> None:
        self._draw = np.random.default_rng(0)
        self._noise = noise
        self.asked: list[bytes] = []

    def pixels(self, ref: str, hash_: str) -> RGB | None:
        if ref.startswith("/gone"):
            raise NotFound(f"no photo at {ref}")
        return None if ref.startswith("/kept-nowhere") else np.full((64, 64, 3), 200, np.uint8)

    def analyze(self, data: bytes) -> Signals:
        self.asked.append(data)
        return signals(len(self.asked))


def stock(store: Store, count: int, prefix: str = "", *, categories: bool = True) -> None:
    run = store.runs.begin("feed")
    kinds = KINDS if categories else ((),)
    items = [item(f"p{at}", f"{prefix}/{at}.jpg", category=kinds[at % len(kinds)]) for at in range(count)]
    store.products.upsert(items, source="feed", run=run.id)
    for at, one in enumerate(items):
        found = hash_of(one.product.photos[0])
        with store.writing():
            store.photos.record(one.product.photos[0], Known(found))
            store.signals.put_many({found: signals(at)}, key=KEY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, create=True) as opened:
        yield opened


def settle(store: Store, tiny: Tiny, *, force: bool = False) -> bool:
    return calibrate(store, STANDARD, Studio(tiny.pixels, tiny.analyze, 2, 1), clock=Clock(), force=force)


def kept(store: Store) -> tuple[Guard, Bands]:
    found = store.calibrations.active()
    assert found is not None
    return Guard.from_bytes(found.guard), Bands.from_bytes(found.bands)


def test_guard_and_bands_are_kept_with_the_passport(store: Store) -> None:
    stock(store, 24)
    assert settle(store, Tiny())
    guard, bands = kept(store)
    assert set(guard.categories) == set(KINDS)
    assert len(guard.scores) == 24
    assert bands.color_weight == STANDARD.color_weight
    assert Band.SAME not in [claim.band for claim in bands.claims]  # views drawn at random look like nothing


def test_too_few_groups_for_any_promise_make_no_views(store: Store) -> None:
    stock(store, MIN_GROUPS - 1)
    tiny = Tiny()
    assert settle(store, tiny)
    guard, bands = kept(store)
    assert (guard.categories, bands.claims, tiny.asked) == ((), (), [])


@pytest.mark.parametrize("prefix", ["/gone", "/kept-nowhere"])
def test_photos_that_cannot_be_read_leave_a_blind_calibration(store: Store, prefix: str) -> None:
    stock(store, 20, prefix)
    assert settle(store, Tiny())
    assert kept(store)[0].categories == ()


def test_a_store_without_categories_still_learns_its_bands(store: Store) -> None:
    stock(store, 20, categories=False)
    settle(store, Tiny())
    guard, bands = kept(store)
    assert guard.categories == ()
    assert bands.cuts.shape == (1, 4)
    assert np.isinf(bands.cuts[0, Band.SIMILAR])


def test_a_kind_never_seen_renews_the_calibration_and_only_once(store: Store) -> None:
    stock(store, 20)
    settle(store, Tiny())
    assert not settle(store, Tiny())
    run = store.runs.begin("other")
    store.products.upsert(
        [item("rug", "/rug.jpg", category=("Textiles", "Rugs"))], source="other", run=run.id
    )
    assert not settle(store, Tiny())  # without a photo it cannot be found anyway
    with store.writing():
        store.photos.record("/rug.jpg", Known(hash_of("/rug.jpg")))
        store.signals.put_many({hash_of("/rug.jpg"): signals(77)}, key=KEY)
    assert settle(store, Tiny())
    assert kept(store)[0].leaf_of(("Textiles", "Rugs")) >= 0
    assert not settle(store, Tiny())


def test_calibrating_by_force_renews_all_and_gives_the_same_again(store: Store) -> None:
    stock(store, 20)
    settle(store, Tiny())
    before = store.calibrations.active()
    seq = store.changes.latest_seq()
    assert settle(store, Tiny(), force=True)
    assert len(store.passports.history()) == 2
    assert store.changes.latest_seq() > seq  # indexes are built anew
    after = store.calibrations.active()
    assert before is not None
    assert after is not None
    assert Guard.from_bytes(after.guard).categories == Guard.from_bytes(before.guard).categories


def test_a_passport_of_an_older_version_is_completed_by_the_next_ingest(store: Store) -> None:
    stock(store, 20)
    settle(store, Tiny())
    issued = store.passports.active()
    assert issued is not None
    store.passports.put(issued.passport)  # as a version without calibrations would
    assert store.calibrations.active() is None
    assert settle(store, Tiny())
    assert store.calibrations.active() is not None


def photo(at: int) -> MainPhoto:
    return MainPhoto(at, f"p{at}", f"p{at}", (), hash_of(str(at)), f"/{at}.jpg")


@pytest.mark.parametrize(("photos", "views"), [(0, 0), (3, 3 * VIEWS_OF_PHOTO), (MAX_VIEWS + 1, MAX_VIEWS)])
def test_views_are_bounded(photos: int, views: int) -> None:
    tiny = Tiny()
    found = views_of([photo(at) for at in range(photos)], Studio(tiny.pixels, tiny.analyze))
    assert len(found) == views


def test_views_are_the_same_on_every_run_and_a_view_that_fails_is_passed_over() -> None:
    first, second = Tiny(), Tiny()
    photos = [photo(at) for at in range(3)]
    for tiny in (first, second):
        views_of(photos, Studio(tiny.pixels, tiny.analyze))
    assert first.asked == second.asked

    def refuse(_: bytes) -> Signals:
        raise BadPhoto("no photo")

    assert views_of(photos, Studio(first.pixels, refuse)) == []


def test_a_guard_that_another_version_packed_is_renewed_by_the_next_ingest(store: Store) -> None:
    stock(store, 20)
    settle(store, Tiny())
    issued, found = store.passports.active(), store.calibrations.active()
    assert issued is not None
    assert found is not None
    store.calibrations.put(issued.id, Calibration(b"of another version", found.bands))
    assert settle(store, Tiny())
    assert kept(store)[0].categories
