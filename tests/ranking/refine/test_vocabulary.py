from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.ranking.refine import Vocabulary, understand
from gumsole.records import Availability, CatalogItem, Offer, Product
from gumsole.store import Store, StoreValue
from tests.ranking.refine.stocked import allows, vocabulary


def test_the_vocabulary_of_a_store_knows_its_values(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        run = store.runs.begin("feed").id
        sofa = Product(
            "a", "a", "Sofa", brand="Fenn", category=("Home", "Sofas"), attributes={"material": "Felt"}
        )
        item = CatalogItem(sofa, Offer("a", Availability.IN_STOCK, 100), 1)
        store.products.upsert([item], source="feed", run=run)
        known = Vocabulary.of(store.words.values(), version=store.words.values_version())
        wish = understand("fenn sofa not felt", known)
        assert (wish.filter.brands, wish.filter.categories) == (("Fenn",), (("Home", "Sofas"),))
        assert not allows(wish, sofa)
        assert known.version == store.words.values_version() > 0


@pytest.mark.parametrize(
    ("color", "same"),
    [
        ("Navy", {"Navy"}),
        ("Sage", {"Sage", "Forest green"}),
        ("Moonbeam", {"Moonbeam"}),
        ("Unheard", {"Unheard"}),
    ],
)
def test_values_that_mean_one_color_are_told(color: str, same: set[str]) -> None:
    assert vocabulary().same_color(color) == same


def test_a_sentence_is_no_name_of_a_value() -> None:
    known = Vocabulary.of([StoreValue("material", "the very best wool of many happy sheep", 1)])
    assert understand("wool", known).terms == ("wool",)


@given(
    values=st.lists(
        st.builds(
            StoreValue,
            st.sampled_from(["brand", "color", "material", "pattern"]),
            st.text(min_size=1, max_size=20),
            st.just(1),
        ),
        max_size=8,
    )
)
@settings(max_examples=60)
def test_any_values_make_a_vocabulary_and_each_can_be_asked_for(values: list[StoreValue]) -> None:
    known = Vocabulary.of(values)
    for value in values:
        wish = understand(value.value, known)
        named = {one for demand in wish.demands for _, found in demand.anywhere for one in found}
        named |= {one for aim in wish.colors for one in aim.values} | set(wish.filter.brands)
        assert named <= {one.value for one in values}
