"""What is patched in JSON is what the store then holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gumsole.catalog.sent import SentPhotos
from gumsole.intake import Intake, ItemResult
from gumsole.records import Availability, Offer
from gumsole.store import Store
from gumsole.web.models.products import OfferChange, ProductFields
from gumsole.web.products import draft_of, patch_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True) as opened:
        yield opened


@pytest.fixture
def intake(store: Store) -> Intake:
    intake = Intake(store, SentPhotos(store.folder / "sent"))
    offer = {"price": {"amount": "5", "currency": "EUR"}}
    intake.put_products(
        [draft_of(ProductFields.model_validate({"sku": "a", "title": "A", "offer": offer}), 1)]
    )
    return intake


# JSON and what `Offer` then says; both made from one value.
cents = st.integers(0, 10**9)
money = cents.map(lambda minor: ({"amount": f"{minor // 100}.{minor % 100:02}", "currency": "EUR"}, minor))
seconds = st.integers(0, 4 * 10**9)
moments = seconds.map(lambda at: (datetime.fromtimestamp(at, UTC).isoformat(), float(at)))
counts = st.integers(0, 2**53 - 1).map(lambda count: (count, count))
countries = st.lists(st.sampled_from(["de", "FR", "us"]), unique=True)
nothing = st.just((None, None))
FIELDS: dict[str, st.SearchStrategy[tuple[Any, Any]]] = {
    "availability": st.sampled_from(Availability).map(lambda one: (one.value, one))
    | st.just((None, Availability.UNKNOWN)),
    "ships_to": countries.map(lambda given: (given, tuple(one.upper() for one in given)))
    | st.just((None, ())),
    "popularity": st.floats(-1e9, 1e9).map(lambda number: (number, number)) | nothing,
    **dict.fromkeys(("price", "sale_price", "cost"), money | nothing),
    **dict.fromkeys(("sale_from", "available_from", "last_sold_at"), moments | nothing),
    **dict.fromkeys(("quantity", "units_sold_30d"), counts | nothing),
}


@given(st.lists(st.fixed_dictionaries({}, optional=FIELDS), min_size=1, max_size=6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_patches_in_json_are_what_is_read_afterwards(
    store: Store, intake: Intake, patches: list[dict[str, tuple[Any, Any]]]
) -> None:
    model: Offer = store.offers.get_many(["a"])["a"]
    for patch in patches:
        change = OfferChange.model_validate({"sku": "a"} | {name: sent for name, (sent, _) in patch.items()})
        (outcome,) = intake.patch_offers([patch_of(change)])
        after = replace(model, **{name: meant for name, (_, meant) in patch.items()})
        assert outcome.result is (ItemResult.UNCHANGED if after == model else ItemResult.UPDATED)
        model = after
        assert store.offers.get_many(["a"])["a"] == model


def test_a_change_without_fields_changes_nothing(store: Store, intake: Intake) -> None:
    before = store.offers.get_many(["a"])
    (outcome,) = intake.patch_offers([patch_of(OfferChange(sku="a"))])
    assert (outcome.result, store.offers.get_many(["a"])) == (ItemResult.UNCHANGED, before)
