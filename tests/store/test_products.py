from __future__ import annotations

from dataclasses import replace

import pytest

from gumsole.errors import InputError, NotFound, RetireBrake
from gumsole.records import Availability, Offer, Product
from gumsole.store import Store, Upserted
from tests.store.making import KEY, Clock, ingest, item, places_of


def touched(store: Store, seq: int) -> tuple[set[int], set[int], set[str]]:
    """Upserted ids, deleted ids and skus with new offers after `seq`."""
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    return {e.id for e in update.upserts}, set(update.deletes), {offer.sku for offer in update.offers}


def test_a_product_comes_back_as_it_went_in(store: Store) -> None:
    product = Product(
        "s/1",
        "g",
        title="Schuh für Ärzte 鞋",
        description="<b>x</b>",
        brand="Ö",
        category=("Shoes", "Sneakers > low"),
        attributes={"size": "42", "color": "weiß"},
        gtin="0123",
        link="https://shop.example/1",
        photos=("/b.jpg", "/a.jpg"),
    )
    offer = Offer(
        "s/1", Availability.PREORDER, 100, 90, 1.5, 2.5, 3, 50, ("DE", "AT"), 4.5, 0.75, 12, 6.5, 7.5
    )
    run = store.runs.begin("feed")
    store.products.upsert([replace(item("s/1"), product=product, offer=offer)], source="feed", run=run.id)

    found = store.products.get("s/1")

    assert (found.product, found.offer, found.retired) == (product, offer, False)


def test_an_unknown_sku_is_not_found_and_left_out_of_many(store: Store) -> None:
    ingest(store, item("a"))
    with pytest.raises(NotFound, match="'b'"):
        store.products.get("b")
    assert list(store.products.get_many(["b", "a"])) == ["a"]


def test_what_did_not_change_enters_no_change_log(store: Store) -> None:
    first = store.runs.begin("feed")
    batch = [item("a"), item("b")]
    assert store.products.upsert(batch, source="feed", run=first.id) == Upserted(new=2)
    before = store.changes.latest_seq()

    assert store.products.upsert(batch, source="feed", run=first.id) == Upserted(unchanged=2)

    assert store.changes.latest_seq() == before


def test_a_new_price_is_an_offer_change_and_nothing_else(store: Store) -> None:
    run = ingest(store, item("a"), item("b"))
    before = store.changes.latest_seq()

    counts = store.products.upsert([item("a", price=900), item("b")], source="feed", run=run)

    assert counts == Upserted(changed=1, unchanged=1)
    assert touched(store, before) == (set(), set(), {"a"})
    assert store.products.get("a").offer.price == 900


@pytest.mark.parametrize("changed", [{"brand": "B"}, {"category": ("x",)}, {"group": "g"}])
def test_what_an_entry_carries_makes_the_index_look_again(
    store: Store, changed: dict[str, str | tuple[str, ...]]
) -> None:
    run = ingest(store, item("a"))
    before = store.changes.latest_seq()
    store.products.upsert([item("a", **changed)], source="feed", run=run)  # type: ignore[arg-type]
    assert touched(store, before) == ({1}, set(), set())


def test_a_new_title_is_stored_and_leaves_the_index_alone(store: Store) -> None:
    run = ingest(store, item("a"))
    before = store.changes.latest_seq()
    assert store.products.upsert([item("a", title="New")], source="feed", run=run) == Upserted(changed=1)
    assert store.products.get("a").product.title == "New"
    assert touched(store, before) == (set(), set(), set())


def test_photos_that_stay_keep_their_places_whatever_their_order(store: Store) -> None:
    run = ingest(store, item("a", "/1", "/2", "/3"))
    before, seq = places_of(store), store.changes.latest_seq()

    store.products.upsert([item("a", "/3", "/4", "/1")], source="feed", run=run)

    assert store.products.get("a").product.photos == ("/3", "/4", "/1")
    after = places_of(store)
    assert after == {"/1": before["/1"], "/3": before["/3"]}  # /4 has no signals yet
    assert touched(store, seq) == (set(), {before["/2"]}, set())


def test_a_photo_listed_twice_has_one_place(store: Store) -> None:
    run = ingest(store, item("a", "/1", "/1"))
    assert store.products.get("a").product.photos == ("/1",)
    assert store.products.upsert([item("a", "/1", "/1")], source="feed", run=run) == Upserted(unchanged=1)


def test_a_photo_that_another_product_has_already_is_found_at_once(store: Store) -> None:
    run = ingest(store, item("a", "/shared"))
    before = store.changes.latest_seq()
    store.products.upsert([item("b", "/shared")], source="feed", run=run)
    upserts, deletes, _ = touched(store, before)
    assert (upserts, deletes) == ({2}, set())


def test_the_last_of_several_rows_with_one_sku_counts(store: Store) -> None:
    run = store.runs.begin("feed")
    counts = store.products.upsert([item("a", price=1), item("a", price=2)], source="feed", run=run.id)
    assert counts == Upserted(new=1)
    assert store.products.get("a").offer.price == 2


def test_what_the_snapshot_no_longer_names_leaves_search_and_keeps_its_rows(
    store: Store, clock: Clock
) -> None:
    ingest(store, *(item(f"s{n}") for n in range(10)))
    gone, seq = places_of(store)["/photos/s9.jpg"], store.changes.latest_seq()
    clock.now += 1
    run = store.runs.begin("feed")
    store.products.upsert([item(f"s{n}") for n in range(9)], source="feed", run=run.id)

    assert store.products.retire_missing(source="feed", run=run.id) == 1

    assert store.products.count() == 9
    assert store.entries.count(key=KEY) == 9
    assert store.products.get("s9").retired
    assert touched(store, seq) == (set(), {gone}, set())


def test_a_product_that_returns_is_found_again_in_its_old_place(store: Store) -> None:
    first = ingest(store, *(item(f"s{n}") for n in range(10)))
    place = places_of(store)["/photos/s9.jpg"]
    second = store.runs.begin("feed").id
    store.products.upsert([item(f"s{n}") for n in range(9)], source="feed", run=second)
    store.products.retire_missing(source="feed", run=second)
    seq = store.changes.latest_seq()

    assert store.products.upsert([item("s9")], source="feed", run=second) == Upserted(changed=1)

    assert first != second
    assert touched(store, seq) == ({place}, set(), set())
    assert not store.products.get("s9").retired
    assert store.products.count() == 10


def test_a_snapshot_that_drops_more_than_a_fifth_is_stopped_and_changes_nothing(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(10)))
    run = store.runs.begin("feed").id
    # Three new products do not hide that three of the ten old ones are gone.
    store.products.upsert([item(f"s{n}") for n in [*range(7), 20, 21, 22]], source="feed", run=run)

    with pytest.raises(RetireBrake, match=r"3 of 10 products, more than 20%.*--allow-retire"):
        store.products.retire_missing(source="feed", run=run)
    assert store.products.count() == 13

    assert store.products.retire_missing(source="feed", run=run, allow=True) == 3
    assert store.products.count() == 10


def test_exactly_a_fifth_may_go(store: Store) -> None:
    ingest(store, *(item(f"s{n}") for n in range(5)))
    run = store.runs.begin("feed").id
    store.products.upsert([item(f"s{n}") for n in range(4)], source="feed", run=run)
    assert store.products.retire_missing(source="feed", run=run) == 1


def test_a_snapshot_retires_within_its_own_source_alone(store: Store) -> None:
    ingest(store, item("a"), source="one")
    run = ingest(store, item("b"), source="two")
    assert store.products.retire_missing(source="two", run=run) == 0
    assert store.products.count() == 2


def test_a_sku_that_a_newer_source_names_belongs_to_it(store: Store) -> None:
    ingest(store, item("a"), item("shared"), source="one")
    ingest(store, item("shared", price=5), source="two")
    run = store.runs.begin("one").id
    store.products.upsert([item("a")], source="one", run=run)

    assert store.products.retire_missing(source="one", run=run) == 0
    assert store.products.get("shared").offer.price == 5


def test_a_store_has_one_currency(store: Store) -> None:
    assert store.products.currency() is None
    store.products.claim_currency("EUR")
    store.products.claim_currency("EUR")
    assert store.products.currency() == "EUR"
    with pytest.raises(InputError, match="EUR, not USD"):
        store.products.claim_currency("USD")


@pytest.mark.parametrize("broken", [item("a", price=2**63), item("a", title="half a pair \ud800")])
def test_values_that_no_column_holds_are_refused_and_leave_nothing(store: Store, broken: object) -> None:
    run = store.runs.begin("feed").id
    with pytest.raises(InputError, match="cannot be stored"):
        store.products.upsert([item("z"), broken], source="feed", run=run)  # type: ignore[list-item]
    assert store.products.count() == 0


def test_categories_are_those_of_live_products_once_each(store: Store) -> None:
    boots, shoes = ("Shoes", "Boots"), ("Shoes",)
    ingest(store, item("a", category=shoes), item("b", category=boots), item("c", category=boots), item("d"))
    assert store.products.categories() == (shoes, boots)
    run = ingest(store, item("b", category=boots), item("c", category=boots))
    store.products.retire_missing(source="feed", run=run, allow=True)
    assert store.products.categories() == (boots,)
