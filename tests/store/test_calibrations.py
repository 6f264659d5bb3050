from __future__ import annotations

import pytest

from gumsole.store import Calibration, MainPhoto, Store
from tests.store.making import KEY, OTHER_KEY, hash_of, ingest, item, passport, places_of


def test_a_store_has_no_calibration_before_one_is_put(store: Store) -> None:
    assert store.calibrations.active() is None
    store.passports.put(passport())  # as an older version left it
    assert store.calibrations.active() is None


def test_a_calibration_holds_with_its_passport_and_comes_back_with_it(store: Store) -> None:
    old, new = store.passports.put(passport("old")), store.passports.put(passport("new"))
    store.calibrations.put(old, Calibration(b"old guard", b"old bands"))
    store.calibrations.put(new, Calibration(b"new guard", b"new bands"))
    assert store.calibrations.active() == Calibration(b"new guard", b"new bands")
    store.passports.activate(old)
    assert store.calibrations.active() == Calibration(b"old guard", b"old bands")


def test_a_calibration_put_again_replaces_the_one_before(store: Store) -> None:
    number = store.passports.put(passport())
    store.calibrations.put(number, Calibration(b"a", b"b"))
    store.calibrations.put(number, Calibration(b"c", b"d"))
    assert store.calibrations.active() == Calibration(b"c", b"d")


def test_passport_and_calibration_are_kept_together_or_not_at_all(store: Store) -> None:
    def break_off() -> None:
        with store.writing():
            number = store.passports.put(passport())
            store.calibrations.put(number, Calibration(b"guard", b"bands"))
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        break_off()
    assert (store.passports.active(), store.calibrations.active()) == (None, None)


def test_main_photos_are_the_first_of_each_live_product_in_the_order_of_their_hashes(store: Store) -> None:
    sofa = item("sofa", "/a.jpg", "/b.jpg", group="seat", category=("Seating", "Sofas"))
    ingest(store, sofa, item("stool", "/c.jpg"), item("gone", "/d.jpg"))
    store.products.retire_missing(source="feed", run=ingest(store, sofa, item("stool", "/c.jpg")), limit=1.0)
    places = places_of(store)
    first = MainPhoto(places["/a.jpg"], "sofa", "seat", ("Seating", "Sofas"), hash_of("/a.jpg"), "/a.jpg")
    second = MainPhoto(places["/c.jpg"], "stool", "stool", (), hash_of("/c.jpg"), "/c.jpg")
    expected = sorted([first, second], key=lambda photo: photo.hash)
    assert store.calibrations.main_photos(key=KEY, limit=9) == expected
    assert store.calibrations.main_photos(key=KEY, limit=1) == expected[:1]
    assert store.calibrations.main_photos(key=OTHER_KEY, limit=9) == []


def test_one_picture_of_two_products_counts_once(store: Store) -> None:
    ingest(store, item("small", "/same.jpg"), item("large", "/same.jpg"))
    (photo,) = store.calibrations.main_photos(key=KEY, limit=9)
    assert photo.sku == "small"
