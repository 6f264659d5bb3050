"""An index beside a real store, kept up by its change log."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gumsole.index.embedded import EmbeddedIndex
from gumsole.index.follow import catch_up, centered_entries, entries_of
from gumsole.records import Availability, Filter, Offer, Passport, VectorQuery
from gumsole.store import Store
from tests.store.making import DIMENSION, KEY, OTHER_KEY, ingest, item, passport, places_of, signals

COLORS = 4
PASSPORT = replace(passport(), catalog_mean=np.full(DIMENSION, 0.1, np.float32))


class Follower:
    """An index and where it stands."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index = EmbeddedIndex(DIMENSION, COLORS)
        self.seq = store.changes.latest_seq()
        for chunk in entries_of(store, PASSPORT):
            self.index.upsert(chunk)

    def follow(self) -> None:
        seq = catch_up(self.index, self.store, PASSPORT, seq=self.seq)
        assert seq is not None
        self.seq = seq

    def found(self, where: Filter = Filter()) -> set[int]:
        first = np.eye(1, DIMENSION, dtype=np.float32)[0]
        return set(
            self.index.search(VectorQuery(first, np.zeros(COLORS, np.float32), 0.0, where)).ids.tolist()
        )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        ingest(opened, item("a"), item("bb"), item("ccc"))
        yield opened


@pytest.fixture
def follower(store: Store) -> Follower:
    return Follower(store)


def test_an_index_holds_every_entry_less_the_catalogs_mean(store: Store) -> None:
    (chunk,) = entries_of(store, PASSPORT)
    (stored,) = store.entries.all(key=KEY)
    assert [entry.id for entry in chunk] == [entry.id for entry in stored]
    for entry, before in zip(chunk, stored, strict=True):
        rest = before.embedding - PASSPORT.catalog_mean
        np.testing.assert_allclose(entry.embedding, rest / np.linalg.norm(rest), atol=1e-6)
        np.testing.assert_array_equal(entry.color, before.color)


def test_entries_of_another_encoder_are_left_out(store: Store) -> None:
    other = replace(PASSPORT, encoder=OTHER_KEY.encoder, encoder_hash=OTHER_KEY.file_hash)
    assert list(entries_of(store, other)) == []


def test_an_embedding_that_is_the_mean_itself_stays_a_number(store: Store) -> None:
    (chunk,) = store.entries.all(key=KEY)
    (entry,) = centered_entries(chunk[:1], chunk[0].embedding)
    assert np.isfinite(entry.embedding).all()


def test_new_products_are_found_once_followed(store: Store, follower: Follower) -> None:
    ingest(store, item("a"), item("bb"), item("ccc"), item("dddd"))
    place = places_of(store)["/photos/dddd.jpg"]
    assert place not in follower.found()
    follower.follow()
    assert place in follower.found()
    assert len(follower.index) == 4


def test_what_follows_is_centered_like_what_was_there(store: Store, follower: Follower) -> None:
    ingest(store, item("a"), item("bb"), item("ccc"), item("dddd"))
    follower.follow()
    assert follower.seq == store.changes.latest_seq()
    fresh = Follower(store)
    query = VectorQuery(signals(5).embedding, signals(5).color, 0.3)
    left, right = follower.index.search(query), fresh.index.search(query)
    np.testing.assert_array_equal(left.ids, right.ids)
    np.testing.assert_array_equal(left.similarity, right.similarity)


def test_retired_products_leave_the_index(store: Store, follower: Follower) -> None:
    gone = places_of(store)["/photos/ccc.jpg"]
    run = ingest(store, item("a"), item("bb"))
    store.products.retire_missing(source="feed", run=run, allow=True)
    follower.follow()
    assert gone not in follower.found()
    assert len(follower.index) == 2


def test_offers_are_followed_without_a_look_at_photos(store: Store, follower: Follower) -> None:
    cheap = places_of(store)["/photos/a.jpg"]
    assert follower.found(Filter(max_price=999)) == set()
    store.offers.set_many([Offer("a", Availability.IN_STOCK, 500)])
    follower.follow()
    assert follower.found(Filter(max_price=999)) == {cheap}


def test_a_filter_sees_an_offer_that_another_process_changed(store: Store, follower: Follower) -> None:
    sold_out = places_of(store)["/photos/bb.jpg"]
    assert sold_out in follower.found(Filter(in_stock=True))
    subprocess.run([sys.executable, "-c", SELL_OUT, str(store.folder), "bb"], check=True)
    follower.follow()
    assert sold_out not in follower.found(Filter(in_stock=True))
    assert sold_out in follower.found()


SELL_OUT = """
import sys
from pathlib import Path
from gumsole.records import Availability, Offer
from gumsole.store import Store
with Store.open(Path(sys.argv[1])) as store:
    assert not store.offers.set_many([Offer(sys.argv[2], Availability.OUT_OF_STOCK, 1000)])
"""


def test_an_index_at_the_end_of_the_log_has_nothing_to_do(store: Store, follower: Follower) -> None:
    assert catch_up(follower.index, store, PASSPORT, seq=follower.seq) == follower.seq
    assert len(follower.index) == 3


def test_an_index_that_lags_behind_what_the_log_remembers_must_be_rebuilt(
    store: Store, follower: Follower
) -> None:
    for price in (1, 2, 3):
        store.offers.set_many([Offer("a", price=price)])
    store.changes.prune(keep=1)
    assert catch_up(follower.index, store, PASSPORT, seq=follower.seq) is None
    latest = store.changes.latest_seq()
    assert catch_up(follower.index, store, PASSPORT, seq=latest - 1) == latest


def test_a_new_passport_makes_every_index_rebuild(store: Store, follower: Follower) -> None:
    renewed: Passport = replace(PASSPORT, calibrated_on=99)
    store.passports.put(renewed)
    assert catch_up(follower.index, store, renewed, seq=follower.seq) is None
