from __future__ import annotations

from gumsole.records import Availability, Offer
from gumsole.store import Store
from tests.store.making import KEY, ingest, item


def test_offers_replace_those_of_known_products_and_name_the_unknown(store: Store) -> None:
    ingest(store, item("a"), item("b"))
    before = store.changes.latest_seq()
    offer = Offer("a", Availability.OUT_OF_STOCK, None, quantity=0, ships_to=("FR",))

    assert store.offers.set_many([offer, Offer("nobody")]) == ("nobody",)

    assert store.products.get("a").offer == offer
    update = store.changes.since(before, key=KEY)
    assert update is not None
    assert (update.offers, update.upserts, update.deletes) == ((offer,), (), ())


def test_the_last_offer_for_a_sku_counts_and_is_followed_once(store: Store) -> None:
    ingest(store, item("a"))
    before = store.changes.latest_seq()
    store.offers.set_many([Offer("a", price=1), Offer("a", price=2)])
    assert store.products.get("a").offer.price == 2
    assert store.changes.latest_seq() == before + 1


def test_an_offer_that_says_nothing_new_is_not_followed(store: Store) -> None:
    ingest(store, item("a", price=7))
    before = store.changes.latest_seq()
    assert store.offers.set_many([Offer("a", Availability.IN_STOCK, 7)]) == ()
    assert store.changes.latest_seq() == before
