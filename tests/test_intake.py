"""What the API sends, taken in: offers change in what is named, and nothing acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gumsole.catalog.items.fields import Field, Raw
from gumsole.catalog.sent import SentPhotos
from gumsole.errors import BadQuery, NotFound
from gumsole.intake import SOURCE, Draft, Intake, ItemResult, OfferPatch
from gumsole.records import Availability, Offer, Rejected
from gumsole.store import Store
from tests.store.making import Clock, ingest, item

ROUNDS = 20


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True, clock=Clock()) as opened:
        yield opened


@pytest.fixture
def intake(store: Store) -> Intake:
    return Intake(store, SentPhotos(store.folder / "sent"))


def draft(
    sku: str,
    texts: Mapping[str, str] = MappingProxyType({}),
    *,
    row: int = 1,
    photos: tuple[str, ...] | None = None,
    offered: bool = True,
) -> Draft:
    values = {Field.SKU: sku, Field.TITLE: f"Product {sku}"}
    if offered:
        values |= {Field.PRICE: "5.00 EUR", Field.AVAILABILITY: "in_stock"}
    values |= {Field(name): text for name, text in texts.items()}
    return Draft(Raw(row, values, photos or ()), offered, photos is not None)


def test_a_sku_with_a_nul_is_rejected_however_often_it_is_sent(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a")])
    for _ in range(2):
        rejected, kept = intake.put_products([draft("a\0b"), draft("b", row=2)])
        assert (rejected.result, rejected.notes) == (
            ItemResult.REJECTED,
            (Rejected(1, "sku", r"'a\x00b' holds a NUL character"),),
        )
        assert kept.result is not ItemResult.REJECTED
    assert store.products.count() == 2


def test_products_are_created_changed_or_left_as_they_are(store: Store, intake: Intake) -> None:
    first = intake.put_products([draft("a"), draft("b", row=2)])
    second = intake.put_products([draft("a"), draft("b", {"title": "Another"}, row=2)])
    assert [outcome.result for outcome in first] == [ItemResult.CREATED] * 2
    assert [outcome.result for outcome in second] == [ItemResult.UNCHANGED, ItemResult.UPDATED]
    assert store.products.get("b").product.title == "Another"
    assert store.products.currency() == "EUR"


def test_a_feed_retires_nothing_that_the_api_put_in(store: Store, intake: Intake) -> None:
    intake.put_products([draft("by-api")])
    ingest(store, item("by-feed"))
    run = store.runs.begin("feed")
    store.products.retire_missing(source="feed", run=run.id, allow=True)
    assert store.products.get("by-api").retired is False
    assert [run.source for run in store.runs.latest() if run.source == SOURCE] == [SOURCE]


def test_the_api_has_one_run_however_often_it_writes(store: Store, intake: Intake) -> None:
    for number in range(5):
        intake.put_products([draft(f"p{number}")])
    (run,) = (run for run in store.runs.latest() if run.source == SOURCE)
    assert run.finished_at is not None
    assert run.id == 1


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"price": "5.00 USD"}, "price", "EUR"),
        ({"price": "cheap"}, "price", "cheap"),
        ({"title": "x" * 2_001}, "title", "2,001"),
    ],
)
def test_what_cannot_be_read_is_rejected_by_field(
    intake: Intake, more: dict[str, str], field: str, says: str
) -> None:
    intake.put_products([draft("known")])
    (outcome,) = intake.put_products([draft("new", more)])
    assert outcome.result is ItemResult.REJECTED
    assert outcome.notes[0].field == field
    assert says in outcome.notes[0].reason


def test_a_price_without_a_currency_is_rejected_while_nothing_tells_it(intake: Intake) -> None:
    (outcome,) = intake.put_products([draft("a", {"price": "5.00"})])
    assert outcome.result is ItemResult.REJECTED
    assert "currency" in outcome.notes[0].reason


def test_photos_are_numbered_without_gaps(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a", photos=("https://shop.example/1.jpg",))])
    second = intake.put_photo("a", 2, b"second")
    first = intake.put_photo("a", 1, b"first")
    assert store.products.get("a").product.photos == (first, second)
    assert intake.put_photo("a", 1, b"first") == first
    for number in (0, 4, 251):
        with pytest.raises(BadQuery, match="2 photos"):
            intake.put_photo("a", number, b"third")
    with pytest.raises(NotFound):
        intake.put_photo("nobody", 1, b"photo")
    intake.retire("a")
    with pytest.raises(NotFound, match="taken out"):
        intake.put_photo("a", 1, b"photo")


def test_the_same_photo_stands_on_a_product_once(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a")])
    ref = intake.put_photo("a", 1, b"photo")
    assert intake.put_photo("a", 2, b"photo") == ref
    assert store.products.get("a").product.photos == (ref,)


def test_a_product_that_was_taken_out_returns_when_it_is_put_in_again(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a")])
    intake.retire("a")
    intake.retire("a")
    assert store.products.get("a").retired
    (outcome,) = intake.put_products([draft("a")])
    assert (outcome.result, store.products.get("a").retired) == (ItemResult.UPDATED, False)
    with pytest.raises(NotFound):
        intake.retire("nobody")


amounts = st.none() | st.integers(0, 10**9)
moments = st.none() | st.floats(0, 4e9)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "availability": st.sampled_from(Availability),
    "price": amounts,
    "sale_price": amounts,
    "sale_from": moments,
    "sale_until": moments,
    "quantity": amounts,
    "cost": amounts,
    "ships_to": st.lists(st.sampled_from(["DE", "FR", "US"]), unique=True).map(tuple),
    "available_from": moments,
    "popularity": st.none() | st.floats(-1e9, 1e9),
    "units_sold_30d": amounts,
    "last_sold_at": moments,
}


@given(st.lists(st.fixed_dictionaries({}, optional=CHANGES), min_size=1, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_patched_an_offer_is_what_the_patches_say(
    store: Store, intake: Intake, patches: list[dict[str, Any]]
) -> None:
    (outcome,) = intake.put_products([draft("a")])
    assert outcome.result is not ItemResult.REJECTED
    model = store.products.get("a").offer
    for changes in patches:
        (outcome,) = intake.patch_offers([OfferPatch("a", changes)])
        after = replace(model, **changes)
        if _ends_before_it_begins(after):
            assert outcome.result is ItemResult.REJECTED
        else:
            assert outcome.result is (ItemResult.UNCHANGED if after == model else ItemResult.UPDATED)
            model = after
        assert store.products.get("a").offer == model


def _ends_before_it_begins(offer: Offer) -> bool:
    return (
        offer.sale_from is not None and offer.sale_until is not None and offer.sale_from >= offer.sale_until
    )


def test_later_patches_of_a_batch_build_on_earlier_ones(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a")])
    outcomes = intake.patch_offers(
        [OfferPatch("a", {"quantity": 3}), OfferPatch("a", {"cost": 100}, "EUR"), OfferPatch("b", {})]
    )
    assert [outcome.result for outcome in outcomes] == [
        ItemResult.UPDATED,
        ItemResult.UPDATED,
        ItemResult.UNKNOWN,
    ]
    offer = store.products.get("a").offer
    assert (offer.quantity, offer.cost, offer.price) == (3, 100, 500)


def test_the_first_amount_tells_the_currency_of_a_store_without_prices(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a", offered=False)])
    intake.patch_offers([OfferPatch("a", {"price": 700}, "JPY")])
    assert store.products.currency() == "JPY"
    (outcome,) = intake.patch_offers([OfferPatch("a", {"price": 800}, "EUR")])
    assert outcome.result is ItemResult.REJECTED


def test_the_first_of_several_currencies_in_one_request_holds(store: Store, intake: Intake) -> None:
    intake.put_products([draft("a", offered=False), draft("b", offered=False, row=2)])
    outcomes = intake.patch_offers(
        [OfferPatch("a", {"price": 700}, "JPY"), OfferPatch("b", {"price": 800}, "EUR")]
    )
    assert [outcome.result for outcome in outcomes] == [ItemResult.UPDATED, ItemResult.REJECTED]
    assert (store.products.currency(), store.offers.get_many(["a"])["a"].price) == ("JPY", 700)


WRITE = """
import sys
from pathlib import Path
from gumsole.catalog.items.fields import Field, Raw
from gumsole.catalog.sent import SentPhotos
from gumsole.intake import Draft, Intake
from gumsole.store import Store
folder, begin = Path(sys.argv[1]), int(sys.argv[2])
with Store.open(folder, create=True) as store:
    intake = Intake(store, SentPhotos(folder / "sent"))
    for number in range(begin, begin + 10_000):
        sku = f"p{number}"
        intake.put_products([Draft(Raw(1, {Field.SKU: sku, Field.TITLE: sku}, ()), True, True)])
        ref = intake.put_photo(sku, 1, sku.encode() * 100)
        print(sku, ref, flush=True)
"""


def test_what_was_acknowledged_is_there_after_every_kill(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    acknowledged: dict[str, str] = {}
    for number in range(ROUNDS):
        command = [sys.executable, "-c", WRITE, str(folder), str(number * 10_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            lines = [process.stdout.readline()]
            time.sleep(0.02)
            process.kill()
            lines += process.stdout
        for line in lines:
            if line.endswith("\n"):
                sku, ref = line.split()
                acknowledged[sku] = ref
    sent = SentPhotos(folder / "sent")
    with Store.open(folder) as store:
        for sku, ref in acknowledged.items():
            assert store.products.get(sku).product.photos == (ref,)
            assert sent.fetch(ref, None).data == sku.encode() * 100
    assert len(acknowledged) >= ROUNDS
