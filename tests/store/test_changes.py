from __future__ import annotations

from gumsole.records import Offer
from gumsole.store import Store
from tests.store.making import KEY, ingest, item, passport


def test_many_changes_of_one_thing_cost_one_look(store: Store) -> None:
    ingest(store, item("a"), item("b"))
    seq = store.changes.latest_seq()
    for price in range(5):
        store.offers.set_many([Offer("a", price=price)])
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    assert update.offers == (Offer("a", price=4),)
    assert update.seq == store.changes.latest_seq() == seq + 5


def test_a_follower_catches_up_in_batches(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(5)))
    seen, seq = [], 0
    while (update := store.changes.since(seq, key=KEY, limit=2)) and update.seq > seq:
        seq = update.seq
        seen.append([entry.id for entry in update.upserts])
    # five products first, then the photo of each: entries 1 to 5
    assert seen == [[], [], [1], [2, 3], [4, 5]]


def test_nothing_new_leaves_the_follower_where_it_is(store: Store) -> None:
    update = store.changes.since(0, key=KEY)
    assert update is not None
    assert (update.seq, update.upserts, update.deletes, update.offers) == (0, (), (), ())


def test_a_follower_behind_what_was_pruned_is_told_to_rebuild(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(5)))
    store.changes.prune(keep=2)
    store.changes.prune(keep=4)  # keeps no more than there is
    assert store.changes.latest_seq() == 10  # five products, then the photo of each
    assert store.changes.since(7, key=KEY) is None
    update = store.changes.since(8, key=KEY)
    assert update is not None
    assert [entry.id for entry in update.upserts] == [4, 5]


def test_a_follower_ahead_of_the_log_is_told_to_rebuild(store: Store) -> None:
    assert store.changes.since(1, key=KEY) is None


def test_another_passport_makes_every_follower_rebuild(store: Store) -> None:
    ingest(store, item("a"))
    seq = store.changes.latest_seq()
    store.passports.put(passport(), activate=False)
    assert store.changes.since(seq, key=KEY) is not None
    store.passports.put(passport())
    assert store.changes.since(seq, key=KEY) is None
    assert store.changes.since(store.changes.latest_seq(), key=KEY) is not None
