"""One exam for every engine; its answers are known by construction or found by a loop over a dict."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.index.contract import Index
from gumsole.index.embedded import EmbeddedIndex
from gumsole.records import Availability, Entry, Filter, Offer
from tests.contracts.world import (
    COLORS,
    DIMENSION,
    NOON,
    Clock,
    Ledger,
    agrees,
    ask,
    axis,
    entry,
    random_entry,
    random_offer,
    unit,
)
from tests.opensearch.making import fresh_index

Engine = Callable[[Clock], Index]
ENGINES = [
    pytest.param(lambda clock: EmbeddedIndex(DIMENSION, COLORS, clock=clock), id="embedded"),
    pytest.param(fresh_index, id="opensearch"),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def index(engine: Engine, clock: Clock) -> Index:
    return engine(clock)


@pytest.fixture
def store(index: Index) -> tuple[Index, Ledger]:
    """600 random entries, in the engine and in the ledger."""
    rng = np.random.default_rng(5)
    ledger = Ledger()
    entries = [random_entry(rng, number) for number in range(1, 601)]
    index.upsert(entries)
    ledger.upsert(entries)
    return index, ledger


def found(index: Index, **options: Any) -> list[int]:
    ids: list[int] = index.search(ask(**options)).ids.tolist()
    return ids


FILTERS = [
    Filter(categories=(("shoes",),)),
    Filter(categories=(("shoes", "boots"),)),
    Filter(categories=(("bags",), ("shoes", "boots", "rain"))),
    Filter(categories=((),)),
    Filter(categories=(("never", "seen"),)),
    Filter(brands=("acme",)),
    Filter(brands=("", "zoë", "never seen")),
    Filter(colors=("Navy", "紺")),
    Filter(colors=("never seen",)),
    Filter(materials=("oak",), colors=("",)),
    Filter(min_price=1000),
    Filter(max_price=1000),
    Filter(min_price=1000, max_price=1000),
    Filter(min_price=0),
    Filter(min_price=2000, max_price=1000),
    Filter(in_stock=True),
    Filter(ships_to="DE"),
    Filter(ships_to="FR"),
    Filter(brands=("acme",), in_stock=True, ships_to="US"),
    Filter(categories=(("bags",),), brands=("acme",), min_price=500, max_price=2500, in_stock=True),
]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_a_filter_holds_inside_the_search(store: tuple[Index, Ledger], where: Filter) -> None:
    index, ledger = store
    for weight, groups in product((0.0, 0.2, 1.0), (1, 10, 200)):
        query = ask(weight=weight, groups=groups, where=where)
        agrees(index.search(query), ledger.ranking(query, NOON), groups)


def test_a_category_begins_at_whole_words(index: Index) -> None:
    index.upsert(
        [entry(1, category=("shoes",)), entry(2, category=("shoe",)), entry(3, category=("shoes", "x"))]
    )
    assert sorted(found(index, where=Filter(categories=(("shoe",),)))) == [2]
    assert sorted(found(index, where=Filter(categories=(("shoes",),)))) == [1, 3]


def test_price_bounds_are_inclusive_and_no_price_matches_none(index: Index) -> None:
    index.upsert(
        [entry(n, offer=Offer(f"s{n}", price=price)) for n, price in enumerate((0, 99, 100, None), start=1)]
    )
    assert sorted(found(index, where=Filter(min_price=99, max_price=100))) == [2, 3]
    assert sorted(found(index, where=Filter(min_price=0))) == [1, 2, 3]
    assert sorted(found(index, where=Filter(max_price=10**12))) == [1, 2, 3]
    assert sorted(found(index)) == [1, 2, 3, 4]


def test_unknown_availability_and_zero_pieces_are_not_in_stock(index: Index) -> None:
    offers = [
        Offer(f"s{n}", availability=how) for n, how in enumerate(Availability, start=1)
    ]  # in stock first
    offers.append(Offer("s6", availability=Availability.IN_STOCK, quantity=0))
    index.upsert([entry(n, offer=offer) for n, offer in enumerate(offers, start=1)])
    assert found(index, where=Filter(in_stock=True)) == [1]


def test_an_offer_ships_to_the_countries_it_names_and_everywhere_if_it_names_none(index: Index) -> None:
    countries: tuple[tuple[str, ...], ...] = ((), ("DE",), ("DE", "AT"), ("US",))
    index.upsert([entry(n, offer=Offer(f"s{n}", ships_to=to)) for n, to in enumerate(countries, start=1)])
    asked = {country: sorted(found(index, where=Filter(ships_to=country))) for country in ("DE", "AT", "FR")}
    assert asked == {"DE": [1, 2, 3], "AT": [1, 3], "FR": [1]}
    assert sorted(found(index)) == [1, 2, 3, 4]
    index.set_offers([Offer("s1", ships_to=("FR", "US")), Offer("s4")])
    assert sorted(found(index, where=Filter(ships_to="DE"))) == [2, 3, 4]
    assert sorted(found(index, where=Filter(ships_to="FR"))) == [1, 4]


def test_an_empty_index_finds_nothing(index: Index) -> None:
    answer = index.search(ask())
    assert (len(index), answer.ids.tolist(), answer.similarity.tolist()) == (0, [], [])
    assert (answer.ids.dtype.name, answer.similarity.dtype.name) == ("int64", "float32")


def test_an_entry_is_found_by_the_next_search(index: Index) -> None:
    index.upsert([entry(1, embedding=axis(1))])
    index.upsert([entry(2, embedding=axis(0))])
    assert found(index, embedding=axis(0), weight=0.0) == [2, 1]


def test_an_upsert_replaces_vectors_words_and_offer(index: Index) -> None:
    index.upsert(
        [
            entry(
                1,
                embedding=axis(0),
                category=("a",),
                brand="x",
                color_name="Red",
                material="oak",
                offer=Offer("s1", price=5),
            ),
            entry(2),
        ]
    )
    index.upsert(
        [
            entry(
                1,
                embedding=axis(1),
                category=("b",),
                brand="y",
                color_name="Navy",
                material="ash",
                offer=Offer("s2", price=7),
            )
        ]
    )
    assert len(index) == 2
    assert found(index, where=Filter(categories=(("a",),))) == []
    assert found(
        index,
        where=Filter(
            categories=(("b",),),
            brands=("y",),
            colors=("Navy",),
            materials=("ash",),
            min_price=7,
            max_price=7,
        ),
    ) == [1]
    assert index.search(ask(axis(1), weight=0.0)).shape[0] == pytest.approx(1)


def test_the_last_of_a_repeated_id_counts(index: Index) -> None:
    index.upsert([entry(1, embedding=axis(0)), entry(1, embedding=axis(1))])
    assert len(index) == 1
    assert index.search(ask(axis(1), weight=0.0)).similarity.tolist() == pytest.approx([1.0])


def test_a_deleted_entry_is_gone_at_once_and_unknown_ids_are_ignored(index: Index) -> None:
    index.upsert([entry(1), entry(2), entry(3)])
    index.delete([2, 2, 77, 2**40])
    assert (sorted(found(index)), len(index)) == ([1, 3], 2)
    index.delete([])
    index.upsert([entry(2)])
    assert (sorted(found(index)), len(index)) == ([1, 2, 3], 3)


def test_an_offer_changes_every_photo_of_its_sku_at_once(index: Index) -> None:
    sold_out = Offer("boot", availability=Availability.OUT_OF_STOCK, price=100)
    index.upsert(
        [entry(1, offer=sold_out), entry(2, offer=sold_out), entry(3, offer=Offer("shoe", price=100))]
    )
    index.set_offers([Offer("boot", availability=Availability.IN_STOCK, price=90), Offer("unknown", price=1)])
    assert sorted(found(index, where=Filter(in_stock=True))) == [1, 2]
    assert sorted(found(index, where=Filter(max_price=90))) == [1, 2]
    assert found(index, where=Filter(min_price=91)) == [3]
    assert len(index) == 3


def test_offers_of_a_former_sku_no_longer_touch_an_entry(index: Index) -> None:
    index.upsert([entry(1, offer=Offer("old", price=1))])
    index.upsert([entry(1, offer=Offer("new", price=2))])
    index.set_offers([Offer("old", price=3)])
    assert found(index, where=Filter(min_price=2, max_price=2)) == [1]
    index.delete([1])
    index.set_offers([Offer("new", price=9)])
    assert (found(index), len(index)) == ([], 0)


def test_the_last_of_a_repeated_offer_counts(index: Index) -> None:
    index.upsert([entry(1, offer=Offer("s", price=1))])
    index.set_offers([Offer("s", price=2), Offer("s", price=3)])
    assert found(index, where=Filter(min_price=3, max_price=3)) == [1]


def test_a_sale_price_holds_from_its_first_to_before_its_last_second(index: Index, clock: Clock) -> None:
    sale = Offer("s1", price=100, sale_price=60, sale_from=NOON + 10, sale_until=NOON + 20)
    index.upsert([entry(1, offer=sale)])
    seen = []
    for clock.now_s in (NOON, NOON + 10, NOON + 19.9, NOON + 20, NOON + 15, NOON - 1e6):
        seen.append(found(index, where=Filter(max_price=60)))
    assert seen == [[], [1], [1], [], [1], []]


def test_a_sale_set_later_begins_and_ends_by_the_clock(index: Index, clock: Clock) -> None:
    index.upsert([entry(1, offer=Offer("s1", price=100)), entry(2, offer=Offer("s2", sale_price=5))])
    index.set_offers([Offer("s1", price=100, sale_price=50, sale_until=NOON + 5)])
    assert sorted(found(index, where=Filter(max_price=60))) == [1, 2]
    clock.now_s = NOON + 5
    index.upsert([entry(3, offer=Offer("s3", price=55))])
    assert sorted(found(index, where=Filter(max_price=60))) == [2, 3]


def test_scores_are_cosines_and_channels_are_reported_apart(index: Index) -> None:
    index.upsert(
        [
            entry(1, embedding=axis(0), color=axis(0, COLORS)),
            entry(2, embedding=-axis(0), color=axis(0, COLORS)),
            entry(3, embedding=axis(1), color=axis(1, COLORS)),
            entry(4, embedding=unit([3, 4] + [0] * (DIMENSION - 2)), color=np.zeros(COLORS, np.float32)),
        ]
    )
    # (1 - w) * shape + w * color at w = 0.25, by hand
    answer = index.search(ask(axis(0), axis(0, COLORS), weight=0.25))
    assert answer.ids.tolist() == [1, 4, 3, 2]
    assert answer.similarity.tolist() == pytest.approx([1.0, 0.45, 0.0, -0.5], abs=1e-6)
    assert answer.shape.tolist() == pytest.approx([1.0, 0.6, 0.0, -1.0], abs=1e-6)
    assert answer.color.tolist() == pytest.approx([1.0, 0.0, 0.0, 1.0], abs=1e-6)
    assert np.abs(answer.similarity).max() <= 1


def test_color_weight_is_chosen_per_query(index: Index) -> None:
    index.upsert(
        [
            entry(1, embedding=axis(0), color=axis(1, COLORS)),
            entry(2, embedding=axis(1), color=axis(0, COLORS)),
        ]
    )
    order = [found(index, embedding=axis(0), color=axis(0, COLORS), weight=w) for w in (0.0, 0.2, 0.8, 1.0)]
    assert order == [[1, 2], [1, 2], [2, 1], [2, 1]]


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
def test_a_query_without_color_is_answered(store: tuple[Index, Ledger], weight: float) -> None:
    index, ledger = store
    query = ask(color=np.zeros(COLORS, np.float32), weight=weight, groups=30)
    agrees(index.search(query), ledger.ranking(query, NOON), 30)


def test_ties_come_by_ascending_id_however_they_were_written(index: Index) -> None:
    same: dict[str, Any] = {"embedding": axis(0), "color": axis(0, COLORS)}
    for number in (9, 3, 2**33, 5):
        index.upsert([entry(number, **same)])
    index.delete([3])
    index.upsert([entry(4, **same), entry(3, **same)])
    assert found(index, embedding=axis(0), groups=5) == [3, 4, 5, 9, 2**33]
    assert found(index, embedding=axis(0), groups=2)[:2] == [3, 4]


def test_a_tie_at_the_cut_keeps_the_smallest_ids(index: Index) -> None:
    crowd = np.random.default_rng(1).permutation(np.arange(1, 3001)).tolist()
    index.upsert([entry(number, embedding=axis(0), color=axis(0, COLORS)) for number in crowd])
    answer = index.search(ask(axis(0), axis(0, COLORS), groups=7))
    assert answer.ids.tolist()[:7] == [1, 2, 3, 4, 5, 6, 7]
    assert answer.ids.tolist() == sorted(answer.ids.tolist())


def test_ids_beyond_32_bits_come_back_whole(index: Index) -> None:
    ids = [2**31, 2**32 + 1, 2**53 + 1, 2**63 - 1]
    index.upsert([entry(number) for number in ids])
    assert sorted(found(index)) == ids
    index.delete([2**32 + 1])
    assert sorted(found(index)) == [ids[0], *ids[2:]]


def test_groups_are_found_behind_a_group_of_five_thousand_photos(index: Index) -> None:
    rng = np.random.default_rng(2)
    near = [unit(axis(0) + rng.normal(size=DIMENSION) * 0.01) for _ in range(5000)]
    index.upsert([entry(number, embedding=v, group="crowd") for number, v in enumerate(near, start=1)])
    index.upsert([entry(number, embedding=-axis(0), group=f"other{number}") for number in range(6001, 6101)])
    answer = index.search(ask(axis(0), weight=0.0, groups=50))
    assert len(np.unique(answer.groups)) >= 50
    assert answer.ids.tolist()[5000:5049] == list(range(6001, 6050))
    all_of_them = index.search(ask(axis(0), weight=0.0, groups=200))
    assert (len(all_of_them.ids), len(np.unique(all_of_them.groups))) == (5100, 101)


def test_one_group_is_enough_where_one_is_asked(store: tuple[Index, Ledger]) -> None:
    index, ledger = store
    query = ask(groups=1)
    assert index.search(query).ids[0] == ledger.ranking(query, NOON)[0][0]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, int, list[int]]]:
    """What happens to a store: kinds of writes, a seed, the ids they touch."""
    step = st.tuples(
        st.sampled_from(["upsert", "upsert", "delete", "offers", "time"]),
        st.integers(0, 2**16),
        st.lists(st.integers(1, 40), max_size=12),
    )
    return draw(st.lists(step, min_size=1, max_size=12))


@given(history=histories(), weight=st.sampled_from([0.0, 0.2, 1.0]), groups=st.integers(1, 12))
@settings(max_examples=40)
@pytest.mark.parametrize("make", ENGINES)
def test_after_any_history_the_answer_is_that_of_a_plain_loop(
    make: Engine, history: list[tuple[str, int, list[int]]], weight: float, groups: int
) -> None:
    clock, ledger = Clock(), Ledger()
    index = make(clock)
    for kind, seed, ids in history:
        rng = np.random.default_rng(seed)
        match kind:
            case "upsert":
                entries: list[Entry] = [random_entry(rng, number) for number in ids]
                index.upsert(entries)
                ledger.upsert(entries)
            case "delete":
                index.delete(ids)
                ledger.delete(ids)
            case "offers":
                offers = [random_offer(rng, f"s{number}", number * 100) for number in ids]
                index.set_offers(offers)
                ledger.set_offers(offers)
            case _:
                clock.now_s = NOON + seed % 800 - 400
        where = FILTERS[seed % len(FILTERS)]
        for condition in (Filter(), where):
            query = ask(weight=weight, groups=groups, where=condition)
            agrees(index.search(query), ledger.ranking(query, clock.now_s), groups)
        assert len(index) == len(ledger.entries)
