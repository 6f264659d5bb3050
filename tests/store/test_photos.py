from __future__ import annotations

import pytest

from gumsole.errors import NotFound
from gumsole.records import Known
from gumsole.store import PhotoCounts, PhotoFailure, PhotoToDo, Store
from tests.store.making import KEY, OTHER_KEY, Clock, hash_of, ingest, item, places_of, signals

LATER = 3600.0


def refs(store: Store, *, checked_before: float, source: str | None = None) -> list[PhotoToDo]:
    return list(store.photos.to_do(key=KEY, checked_before=checked_before, source=source))


def test_photos_never_looked_at_are_to_do_once_however_many_products_show_them(
    store: Store, clock: Clock
) -> None:
    run = store.runs.begin("feed")
    store.products.upsert([item("a", "/1", "/2"), item("b", "/2")], source="feed", run=run.id)
    assert refs(store, checked_before=clock.now) == [PhotoToDo("/1", None, None), PhotoToDo("/2", None, None)]
    assert store.photos.counts(key=KEY) == PhotoCounts(done=0, failed=0, pending=2)


def test_photos_with_signals_wait_for_the_next_run_and_say_what_is_known(store: Store, clock: Clock) -> None:
    ingest(store, item("a"))
    known = Known(hash_of("/photos/a.jpg"))
    assert refs(store, checked_before=clock.now) == []
    assert refs(store, checked_before=clock.now + LATER) == [PhotoToDo("/photos/a.jpg", known, known.hash)]
    assert store.photos.counts(key=KEY) == PhotoCounts(done=1, failed=0, pending=0)


def test_a_photo_recorded_without_signals_is_to_do_again_and_its_bytes_are_needed(
    store: Store, clock: Clock
) -> None:
    run = store.runs.begin("feed")
    store.products.upsert([item("a")], source="feed", run=run.id)
    store.photos.record("/photos/a.jpg", Known("f" * 64, "tag", "date", 3, 4))
    assert refs(store, checked_before=clock.now) == [PhotoToDo("/photos/a.jpg", None, "f" * 64)]


def test_another_encoder_needs_every_photo_again(store: Store, clock: Clock) -> None:
    ingest(store, item("a"))
    to_do = list(store.photos.to_do(key=OTHER_KEY, checked_before=clock.now))
    assert [photo.known for photo in to_do] == [None]


def test_what_failed_waits_for_the_next_run_and_is_then_read_in_full(store: Store, clock: Clock) -> None:
    ingest(store, item("a"))
    store.photos.fail("/photos/a.jpg", "timeout", permanent=False)
    assert refs(store, checked_before=clock.now) == []
    assert refs(store, checked_before=clock.now + LATER) == [
        PhotoToDo("/photos/a.jpg", None, hash_of("/photos/a.jpg"))
    ]
    assert store.photos.counts(key=KEY) == PhotoCounts(done=0, failed=1, pending=0)


def test_a_passing_failure_leaves_the_photo_in_search_and_a_lasting_one_takes_it_out(store: Store) -> None:
    ingest(store, item("a"))
    seq = store.changes.latest_seq()

    store.photos.fail("/photos/a.jpg", "timeout", permanent=False)
    assert store.entries.count(key=KEY) == 1
    assert store.changes.latest_seq() == seq

    store.photos.fail("/photos/a.jpg", "404", permanent=True)
    assert store.entries.count(key=KEY) == 0
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    assert update.deletes == (1,)


def test_failures_are_listed_with_the_products_that_miss_the_photo(store: Store, clock: Clock) -> None:
    run = store.runs.begin("feed")
    store.products.upsert([item("b", "/1"), item("a", "/1"), item("c", "/2")], source="feed", run=run.id)
    store.photos.fail("/1", "no photo", permanent=True)
    assert store.photos.failures() == (PhotoFailure("/1", "no photo", True, clock.now, ("a", "b")),)
    store.photos.record("/1", Known("f" * 64))
    assert store.photos.failures() == ()


def test_other_bytes_at_an_address_change_the_entry_in_its_place(store: Store) -> None:
    ingest(store, item("a"))
    place, seq = places_of(store)["/photos/a.jpg"], store.changes.latest_seq()
    other = hash_of("other bytes")
    with store.writing():
        store.signals.put_many({other: signals(99)}, key=KEY)
        store.photos.record("/photos/a.jpg", Known(other))
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    assert [entry.id for entry in update.upserts] == [place]
    assert (update.upserts[0].embedding == signals(99).embedding).all()


def test_the_same_bytes_at_an_address_change_nothing(store: Store) -> None:
    ingest(store, item("a"))
    seq = store.changes.latest_seq()
    store.photos.record("/photos/a.jpg", Known(hash_of("/photos/a.jpg"), etag="new"))
    assert store.changes.latest_seq() == seq


def test_photos_of_retired_products_and_other_sources_are_not_to_do(store: Store, clock: Clock) -> None:
    ingest(store, item("a"), source="one")
    ingest(store, item("b"), source="two")
    run = store.runs.begin("one").id
    store.products.retire_missing(source="one", run=run, allow=True)
    later = clock.now + LATER
    assert [photo.ref for photo in refs(store, checked_before=later)] == ["/photos/b.jpg"]
    assert refs(store, checked_before=later, source="one") == []
    assert refs(store, checked_before=later, source="never ran") == []
    assert [photo.ref for photo in refs(store, checked_before=later, source="two")] == ["/photos/b.jpg"]
    assert store.photos.counts(key=KEY, source="one") == PhotoCounts(0, 0, 0)


def test_the_list_may_be_worked_off_while_it_is_read(store: Store, clock: Clock) -> None:
    # More than two steps of 500.
    run = store.runs.begin("feed")
    store.products.upsert([item(f"s{n}") for n in range(1100)], source="feed", run=run.id)
    seen = []
    for photo in store.photos.to_do(key=KEY, checked_before=clock.now):
        seen.append(photo.ref)
        store.photos.fail(photo.ref, "x", permanent=False)
    assert sorted(seen) == sorted({f"/photos/s{n}.jpg" for n in range(1100)})


def test_an_address_that_no_product_has_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="/nowhere"):
        store.photos.record("/nowhere", Known("f" * 64))
