from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gumsole.records import Availability, CatalogItem, Known, Offer, Product, Signals
from gumsole.store import Store
from gumsole.store.tables.columns import AVAILABILITIES, UNKNOWN, AssortmentUpdate
from tests.store.making import KEY, OTHER_KEY, hash_of, ingest, item, passport, places_of, signals


def behind(store: Store, seq: int) -> AssortmentUpdate:
    update = store.columns.since(seq, key=KEY)
    assert update is not None
    return update


def moved(store: Store, seq: int) -> tuple[list[int], list[int], list[int]]:
    """Ids of products touched after `seq`, of those read again, of those with new offers alone."""
    update = behind(store, seq)
    return update.touched.tolist(), update.fresh.products.id.tolist(), update.offers.product.tolist()


def test_every_column_of_a_product_comes_back_as_it_went_in(store: Store) -> None:
    product = Product(
        "s/1",
        "g",
        title="Schuh 鞋",
        brand="Ö",
        category=("Shoes", "Sneakers > low"),
        attributes={"color": "weiß"},
        photos=("/b.jpg", "/a.jpg"),
    )
    offer = Offer(
        "s/1", Availability.PREORDER, 100, 90, 1.5, 2.5, 3, 50, ("DE", "AT"), 4.5, 0.75, 12, 6.5, 7.5
    )
    ingest(store, replace(item("s/1"), product=product, offer=offer))
    seq, found = store.columns.all(key=KEY)
    products, offers = found.products, found.offers
    assert seq == store.changes.latest_seq()
    assert (products.id.tolist(), offers.product.tolist()) == ([1], [1])
    assert (products.sku[0], products.group[0], products.title[0]) == ("s/1", "g", "Schuh 鞋")
    assert (products.brand[0], products.category[0]) == ("Ö", ("Shoes", "Sneakers > low"))
    assert products.attributes[0] == {"color": "weiß"}
    assert AVAILABILITIES[offers.availability[0]] is Availability.PREORDER
    money = [offers.price, offers.sale_price, offers.quantity, offers.cost, offers.units_sold_30d]
    assert [column[0] for column in money] == [100, 90, 3, 50, 12]
    times = [offers.sale_from, offers.sale_until, offers.available_from, offers.last_sold_at]
    assert [column[0] for column in times] == [1.5, 2.5, 4.5, 6.5]
    assert (offers.popularity[0], offers.ships_to[0]) == (0.75, ("DE", "AT"))
    # as `making.signals` has them
    measures = found.measures
    assert (measures.width[0], measures.height[0], measures.sharpness[0]) == (640, 480, 120.5)
    assert (measures.exposure[0], measures.clipped[0], measures.fill[0]) == (0.4, 0.01, 0.6)
    assert (measures.edge_touch[0], measures.busy[0]) == (0.05, False)
    assert dict(zip(found.places.id.tolist(), found.places.product.tolist(), strict=True)) == {1: 1, 2: 1}


def test_a_product_is_live_since_the_run_with_which_its_source_began_to_name_it(store: Store) -> None:
    runs = [ingest(store, item("a")), ingest(store, item("a"), item("b"))]
    ingest(store, item("a"), source="other")
    begun = {run.id: run.started_at for run in store.runs.latest()}
    _, found = store.columns.all(key=KEY)
    assert found.products.live_since.tolist() == [begun[max(begun)], begun[runs[1]]]


def test_main_colors_are_those_of_the_first_photo_by_the_encoder_asked_for(store: Store) -> None:
    ingest(store, item("a", "/1", "/22"), item("b", "/none"), item("c"))
    store.photos.fail("/none", "gone", permanent=True)
    swatches = store.columns.swatches([1, 2, 7], key=KEY)
    assert swatches == {1: signals(len("/1")).palette}
    assert store.columns.swatches([1], key=OTHER_KEY) == {}


def test_what_the_feed_does_not_say_is_unknown(store: Store) -> None:
    ingest(store, replace(item("a"), offer=Offer("a")))
    _, found = store.columns.all(key=KEY)
    offers = found.offers
    integers = [offers.price, offers.sale_price, offers.quantity, offers.cost, offers.units_sold_30d]
    assert {int(column[0]) for column in integers} == {UNKNOWN}
    assert np.isnan([offers.popularity[0], offers.sale_from[0], offers.last_sold_at[0]]).all()
    assert offers.ships_to[0] == ()


def test_measures_are_those_of_the_first_photo_by_the_encoder_asked_for(store: Store) -> None:
    ingest(store, item("a", "/1", "/2"), item("b", "/none"))
    store.photos.fail("/none", "gone", permanent=True)
    store.signals.put_many({hash_of("/1"): replace_sharpness(7.0)}, key=KEY)
    _, found = store.columns.all(key=KEY)
    np.testing.assert_array_equal(found.measures.sharpness, [7.0, np.nan])
    _, other = store.columns.all(key=OTHER_KEY)
    assert np.isnan(other.measures.sharpness).all()


def replace_sharpness(value: float) -> Signals:
    one = signals()
    return replace(one, quality=replace(one.quality, sharpness=value))


def test_an_empty_store_has_columns_of_no_rows(store: Store) -> None:
    seq, found = store.columns.all(key=KEY)
    assert (seq, len(found.products.id), len(found.offers.price), len(found.places.id)) == (0, 0, 0, 0)


def test_retired_products_and_their_places_are_left_out(store: Store) -> None:
    ingest(store, item("a"), item("b"))
    run = store.runs.begin("feed")
    store.products.upsert([item("b")], source="feed", run=run.id)
    seq = store.changes.latest_seq()
    store.products.retire_missing(source="feed", run=run.id, allow=True)
    _, found = store.columns.all(key=KEY)
    assert (found.products.sku, found.places.product.tolist()) == (["b"], [2])
    assert moved(store, seq) == ([1], [], [])
    store.products.upsert([item("a")], source="feed", run=run.id)
    assert moved(store, store.changes.latest_seq() - 1) == ([1], [1], [])


@pytest.mark.parametrize(
    "changed",
    [
        item("a", title="New"),
        item("a", category=("Shoes",)),
        item("a", brand="New"),
        item("a", group="New"),
        item("a", "/photos/a.jpg", "/new"),
        item("a", "/new"),
        replace(item("a"), product=replace(item("a").product, attributes={"color": "red"})),
    ],
)
def test_any_change_of_a_product_is_followed(store: Store, changed: CatalogItem) -> None:
    run = ingest(store, item("z"), item("a"))
    seq = store.changes.latest_seq()
    store.products.upsert([changed], source="feed", run=run)
    assert moved(store, seq) == ([2], [2], [])
    assert behind(store, seq).seq == store.changes.latest_seq()


def test_the_order_of_photos_and_what_they_show_are_followed(store: Store) -> None:
    run = ingest(store, item("a", "/1", "/2"), item("b"))
    seq = store.changes.latest_seq()
    store.products.upsert([item("a", "/2", "/1")], source="feed", run=run)
    assert moved(store, seq) == ([1], [1], [])
    seq = store.changes.latest_seq()
    store.photos.record("/photos/b.jpg", Known(hash_of("/1")))
    assert moved(store, seq) == ([2], [2], [])
    seq = store.changes.latest_seq()
    store.photos.fail("/2", "gone", permanent=True)
    assert moved(store, seq) == ([1], [1], [])


def test_an_offer_alone_costs_no_look_at_the_product(store: Store) -> None:
    run = ingest(store, item("a"), item("b"), item("c"))
    seq = store.changes.latest_seq()
    store.offers.set_many([Offer("c", price=5), Offer("a", price=7)])
    assert moved(store, seq) == ([], [], [1, 3])
    assert behind(store, seq).offers.price.tolist() == [7, 5]
    store.products.upsert([item("a", title="New", price=9)], source="feed", run=run)
    assert moved(store, seq) == ([1], [1], [3])


def test_a_follower_that_is_up_to_date_gets_nothing(store: Store) -> None:
    run = ingest(store, item("a"))
    seq = store.changes.latest_seq()
    store.products.upsert([item("a")], source="feed", run=run)
    assert moved(store, seq) == ([], [], [])
    assert behind(store, seq).seq == seq
    assert places_of(store) == {"/photos/a.jpg": 1}


def test_a_log_that_no_longer_reaches_back_is_told(store: Store) -> None:
    ingest(store, item("a"), item("b"))
    seq = store.changes.latest_seq()
    assert store.columns.since(seq + 1, key=KEY) is None
    store.changes.prune(keep=1)
    assert store.columns.since(seq - 2, key=KEY) is None
    assert store.columns.since(seq - 1, key=KEY) is not None
    store.passports.put(passport())
    assert store.columns.since(seq, key=KEY) is None
