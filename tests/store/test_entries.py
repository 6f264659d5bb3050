from __future__ import annotations

import numpy as np

from gumsole.records import Availability, Offer
from gumsole.store import Place, Store
from tests.store.making import KEY, OTHER_KEY, hash_of, ingest, item, signals


def test_an_entry_is_one_photo_of_a_live_product_with_its_live_offer(store: Store) -> None:
    ingest(store, item("a", "/1", "/22", group="g", brand="B", category=("x", "y")), item("b", "/333"))
    store.offers.set_many([Offer("a", Availability.BACKORDER, 5)])

    ((first, second, third),) = store.entries.all(key=KEY)

    assert [first.id, second.id, third.id] == [1, 2, 3]
    assert (first.group, first.brand, first.category) == ("g", "B", ("x", "y"))
    assert first.offer == second.offer == Offer("a", Availability.BACKORDER, 5)
    assert third.offer.sku == "b"
    np.testing.assert_array_equal(second.embedding, signals(len("/22")).embedding)
    np.testing.assert_array_equal(second.color, signals(len("/22")).color)


def test_entries_come_in_chunks_by_ascending_id(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(5)))
    chunks = [[entry.id for entry in chunk] for chunk in store.entries.all(key=KEY, chunk=2)]
    assert chunks == [[1, 2], [3, 4], [5]]


def test_entries_can_be_read_by_id(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(5)))
    assert [entry.id for entry in store.entries.get([4, 2, 99], key=KEY)] == [2, 4]


def test_photos_without_signals_of_this_encoder_are_no_entries(store: Store) -> None:
    ingest(store, item("a"))
    assert store.entries.count(key=KEY) == 1
    assert list(store.entries.all(key=OTHER_KEY)) == []
    assert store.entries.count(key=OTHER_KEY) == 0


def test_an_id_stands_for_a_photo_of_a_product(store: Store) -> None:
    run = ingest(store, item("a", group="g"))
    store.products.upsert([item("b")], source="feed", run=run)
    assert store.entries.places([2, 1, 7]) == {
        1: Place(1, "a", "g", hash_of("/photos/a.jpg"), "/photos/a.jpg"),
        2: Place(2, "b", "b", "", "/photos/b.jpg"),
    }


def test_a_reader_halfway_through_sees_the_store_as_it_was(store: Store) -> None:
    run = ingest(store, *(item(f"s{n}") for n in range(4)))
    chunks = store.entries.all(key=KEY, chunk=2)
    next(chunks)
    store.products.upsert([item("s3", price=1)], source="feed", run=run)
    assert [entry.offer.price for entry in next(chunks)] == [1000, 1000]
    assert store.products.get("s3").offer.price == 1
