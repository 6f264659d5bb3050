"""A store's index: built, followed, exchanged; nothing that the store acknowledged is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest

from gumsole.errors import EngineAway, EngineRefused, IndexMismatch, NotFound
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.keeping import AT_ONCE, KeptIndex
from gumsole.records import Filter, Offer, VectorQuery
from gumsole.store import Store
from gumsole.store.layout import FOLLOW_LOCK_FILE, INDEX_LOCK_FILE
from gumsole.store.lock import held
from tests.opensearch.front import Front
from tests.opensearch.making import ALONE
from tests.store.making import ingest, item, passport, signals

ITEMS = [item(f"p{at}") for at in range(30)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        ingest(opened, *ITEMS)
        opened.passports.put(passport())
        yield opened


def kept(store: Store, connection: Connection) -> KeptIndex:
    issued = store.passports.active()
    assert issued
    return KeptIndex(store, issued, connection, name="gumsole", spread=ALONE)


@pytest.fixture
def index(store: Store, through_front: Connection) -> KeptIndex:
    opened = kept(store, through_front)
    opened.open()
    return opened


def found(index: KeptIndex, where: Filter = Filter()) -> int:
    return len(index.search(VectorQuery(signals(1).embedding, signals(1).color, 0.2, where)).ids)


def versions(front: Front) -> list[str]:
    there: dict[str, object] = httpx.get(f"{front.node_url}/gumsole-*/_alias", trust_env=False).json()
    return sorted(name[-6:] for name in there)


def test_an_index_is_built_once_and_opened_from_then_on(
    front: Front, store: Store, index: KeptIndex, through_front: Connection
) -> None:
    again = kept(store, through_front)
    again.open()
    assert (found(again), found(index), len(again), versions(front)) == (30, 30, 30, ["000001"])


def test_an_index_carries_its_passport_and_takes_nothing_that_was_not_declared(
    front: Front, index: KeptIndex
) -> None:
    url = f"{front.node_url}/{index.version}"
    (mapped,) = httpx.get(f"{url}/_mapping", trust_env=False).json().values()
    meta = mapped["mappings"]["_meta"]
    assert (meta["encoder"], meta["dimension"], meta["color_weight"]) == ("tiny-1", 8, 0.25)
    odd = httpx.put(f"{url}/_doc/1", json={"shopper": "x"}, trust_env=False)
    assert (odd.status_code, odd.json()["error"]["type"]) == (400, "strict_dynamic_mapping_exception")


def test_changes_of_the_store_are_found_by_the_next_search(store: Store, index: KeptIndex) -> None:
    store.offers.set_many([Offer("p3", price=1), Offer("p4", price=2)])
    assert found(index, Filter(max_price=2)) == 2
    ingest(store, *ITEMS, item("new", price=1))
    assert (found(index), found(index, Filter(max_price=1))) == (31, 1)


def test_what_another_process_brought_is_found(
    store: Store, index: KeptIndex, through_front: Connection
) -> None:
    other = kept(store, through_front)
    other.open()
    store.offers.set_many([Offer("p3", price=1)])
    assert [found(each, Filter(max_price=1)) for each in (other, index)] == [1, 1]


def test_a_search_goes_on_while_another_process_follows(store: Store, index: KeptIndex) -> None:
    store.offers.set_many([Offer("p3", price=1)])
    with held(store.folder / FOLLOW_LOCK_FILE, "taken"):
        assert (found(index), found(index, Filter(max_price=1))) == (30, 0)
    assert found(index, Filter(max_price=1)) == 1


def test_many_changes_are_left_to_the_background(store: Store, index: KeptIndex) -> None:
    for price in range(AT_ONCE // len(ITEMS) + 1):
        store.offers.set_many([Offer(f"p{at}", price=price) for at in range(30)])
    assert found(index, Filter(max_price=9)) == 0
    index.catch_up()
    assert found(index, Filter(max_price=9)) == 30


def test_what_was_acknowledged_while_the_node_was_away_is_found_when_it_is_back(
    front: Front, store: Store, index: KeptIndex
) -> None:
    front.away = True
    ingest(store, *ITEMS, item("new", price=1))
    store.offers.set_many([Offer("p3", price=1)])
    with pytest.raises(EngineAway):
        found(index)
    front.away = False
    assert (found(index), found(index, Filter(max_price=1))) == (31, 2)


def test_a_process_that_ended_between_write_and_note_does_no_harm(
    front: Front, store: Store, index: KeptIndex
) -> None:
    before = httpx.get(f"{front.node_url}/{index.version}/_doc/position", trust_env=False).json()["_source"]
    store.offers.set_many([Offer("p3", price=1)])
    assert found(index, Filter(max_price=1)) == 1
    httpx.put(f"{front.node_url}/{index.version}/_doc/position", json=before, trust_env=False)
    store.offers.set_many([Offer("p4", price=1)])
    assert found(index, Filter(max_price=1)) == 2


def test_a_new_version_is_compared_and_used_and_can_be_taken_back(
    front: Front, store: Store, index: KeptIndex
) -> None:
    comparison = index.reindex()
    assert (comparison.photos, comparison.held, comparison.overlap) == (30, 30, 1.0)
    assert (versions(front), str(index.version)[-6:]) == (["000001", "000002"], "000002")
    store.offers.set_many([Offer("p3", price=1)])
    assert found(index, Filter(max_price=1)) == 1
    assert index.roll_back()[-6:] == "000001"
    assert found(index, Filter(max_price=1)) == 1  # what changed since is in the version before, too
    store.offers.set_many([Offer("p4", price=1)])
    assert found(index, Filter(max_price=1)) == 2


def test_there_is_no_going_back_from_the_first_version(index: KeptIndex) -> None:
    with pytest.raises(NotFound, match="gumsole reindex"):
        index.roll_back()


def test_only_the_version_before_is_kept(front: Front, index: KeptIndex) -> None:
    for _ in range(3):
        index.reindex()
    assert versions(front) == ["000003", "000004"]


def test_a_version_that_finds_other_neighbors_is_not_used(front: Front, index: KeptIndex) -> None:
    url = f"{front.node_url}/{index.version}"
    for id_ in range(1, 21):  # lost by somebody else's hand
        httpx.delete(f"{url}/_doc/{id_}", trust_env=False).raise_for_status()
    httpx.post(f"{url}/_refresh", trust_env=False)
    with pytest.raises(EngineRefused, match="33% of neighbors as before; the old one stays in use"):
        index.reindex()
    assert versions(front) == ["000001"]
    assert index.reindex(force=True).overlap == pytest.approx(1 / 3)
    assert found(index) == 30


def test_each_passport_has_an_index_and_those_before_the_last_go(
    front: Front, store: Store, index: KeptIndex, through_front: Connection
) -> None:
    for shift in (0.1, 0.2):
        store.passports.put(replace(passport(), catalog_mean=np.full(8, shift, np.float32)))
        kept(store, through_front).open()
    assert versions(front) == ["000001", "000001"]
    with pytest.raises(IndexMismatch):
        found(index)


def test_an_index_behind_what_the_log_remembers_is_built_anew(
    front: Front, store: Store, index: KeptIndex, through_front: Connection
) -> None:
    for price in (1, 2):
        store.offers.set_many([Offer("p1", price=price)])
    store.changes.prune(keep=0)
    with pytest.raises(IndexMismatch):
        found(index)
    again = kept(store, through_front)
    again.open()
    assert (found(again, Filter(max_price=2)), str(again.version)[-6:]) == (1, "000002")
    assert versions(front) == ["000001", "000002"]


def test_an_index_that_was_deleted_is_built_anew(
    front: Front, store: Store, index: KeptIndex, through_front: Connection
) -> None:
    httpx.delete(f"{front.node_url}/{index.version}", trust_env=False)
    with pytest.raises(IndexMismatch):
        found(index)
    again = kept(store, through_front)
    again.open()
    assert found(again) == 30


def test_remains_of_a_build_that_was_cut_off_go_with_the_next(
    front: Front, store: Store, index: KeptIndex, pauses: object
) -> None:
    del pauses
    front.moods.clear()
    original = front.node_url
    front.node_url = "http://127.0.0.1:9"  # nobody listens there
    with pytest.raises(EngineAway):
        index.reindex()
    front.node_url = original
    index._connection._breaker.succeeded()
    index.reindex()
    assert len(versions(front)) == 2


def test_while_an_index_is_built_elsewhere_searches_ask_to_come_again(
    store: Store, through_front: Connection
) -> None:
    first = kept(store, through_front)
    with held(store.folder / INDEX_LOCK_FILE, "taken"):
        with pytest.raises(NotFound, match="nothing to search yet"):
            first.open()
        with pytest.raises(EngineAway, match="being built"):
            found(first)
    first.open()
    assert found(first) == 30
