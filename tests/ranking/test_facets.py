"""Facets: what a ranked list can be narrowed by, with honest counts."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.ranking.facets import facets, price_bands
from gumsole.records import Availability, Facet, FacetValue
from gumsole.store.tables.columns import UNKNOWN
from tests.ranking.wares import Ware, shelf_of

CATEGORIES = ((), ("Seating", "Sofas"), ("Seating", "Stools"), ("Tabletop", "Mugs"))


def stock_of(count: int, seed: int) -> list[Ware]:
    any_of = Random(seed)
    return [
        Ware(
            group=str(row),
            category=any_of.choice(CATEGORIES),
            brand=any_of.choice(("Ada", "Bo", "Cy", "")),
            color=any_of.choice(("navy", "beige", "")),
            material=any_of.choice(("wool", "")),
            availability=any_of.choice(list(Availability)),
            price=any_of.choice((None, any_of.randint(1, 10 ** any_of.randint(1, 6)))),
        )
        for row in range(count)
    ]


stocks = st.builds(stock_of, count=st.integers(0, 40), seed=st.integers(0, 2**32))


def facets_of(stock: list[Ware], *, sold_out: bool = False, most: int = 20) -> dict[str, Facet]:
    found = facets(shelf_of(stock), np.arange(len(stock)), now_s=0.0, sold_out=sold_out, most=most)
    return {facet.name: facet for facet in found}


def held(values: tuple[FacetValue, ...], price: int) -> int:
    """How many bands a price falls into."""
    ranges = [[int(end) for end in value.value.split("..")] for value in values]
    return sum(low <= price <= high for low, high in ranges)


@given(stocks)
def test_counts_sum_to_the_groups_that_have_a_value(stock: list[Ware]) -> None:
    having = {
        "category": sum(bool(ware.category) for ware in stock),
        "brand": sum(bool(ware.brand) for ware in stock),
        "color": sum(bool(ware.color) for ware in stock),
        "material": sum(bool(ware.material) for ware in stock),
        "price": sum(ware.price is not None for ware in stock),
        "availability": len(stock),
    }
    counted = {
        name: sum(value.count for value in facet.values)
        for name, facet in facets_of(stock, sold_out=True).items()
    }
    assert counted == {name: count for name, count in having.items() if count}


@given(stocks)
def test_every_count_is_the_number_of_groups_with_that_value(stock: list[Ware]) -> None:
    for value in facets_of(stock).get("brand", Facet("brand", ())).values:
        assert value.count == sum(ware.brand == value.value for ware in stock)


@given(stocks, st.integers(1, 4))
def test_a_bound_keeps_the_values_with_the_highest_counts(stock: list[Ware], most: int) -> None:
    whole, bounded = facets_of(stock), facets_of(stock, most=most)
    assert {name: facet.values[:most] for name, facet in whole.items()} == {
        name: facet.values[:most] for name, facet in bounded.items()
    }
    assert all(len(facet.values) <= most for name, facet in bounded.items() if name != "price")
    for name, facet in whole.items():
        counts = [value.count for value in facet.values]
        assert name == "price" or counts == sorted(counts, reverse=True)


def test_values_of_equal_count_come_in_the_order_of_the_list() -> None:
    stock = [Ware("1", brand="Zoe"), Ware("2", brand="Bo"), Ware("3", brand="Ada"), Ware("4", brand="Ada")]
    assert facets_of(stock)["brand"].values == (
        FacetValue("Ada", 2),
        FacetValue("Zoe", 1),
        FacetValue("Bo", 1),
    )


def test_a_category_is_named_by_its_whole_path() -> None:
    assert facets_of([Ware("1", ("Seating", "Sofas"))])["category"].values == (
        FacetValue("Seating > Sofas", 1),
    )


def test_availability_is_a_facet_only_where_sold_out_ones_are_shown() -> None:
    stock = [Ware("1"), Ware("2", availability=Availability.OUT_OF_STOCK), Ware("3")]
    assert "availability" not in facets_of(stock)
    assert facets_of(stock, sold_out=True)["availability"].values == (
        FacetValue("in_stock", 2),
        FacetValue("out_of_stock", 1),
    )


def test_only_what_is_ranked_is_counted() -> None:
    shelf = shelf_of([Ware("1", brand="Ada"), Ware("2", brand="Bo"), Ware("3", brand="Bo")])
    brand, _ = facets(shelf, np.array([2, 0]), now_s=0.0)
    assert brand.values == (FacetValue("Bo", 1), FacetValue("Ada", 1))


# --- prices ---

prices = st.lists(st.integers(0, 10**9) | st.just(UNKNOWN), max_size=50)


@given(prices)
def test_every_price_is_in_just_one_band_and_bands_rise(asked: list[int]) -> None:
    bands = price_bands(np.array(asked, np.int64))
    assert all(held(bands, price) == (price != UNKNOWN) for price in asked)
    lows = [int(band.value.split("..")[0]) for band in bands]
    assert lows == sorted(set(lows))
    assert len(bands) <= 4
    assert all(band.count > 0 for band in bands)


@given(prices)
def test_the_order_of_the_list_does_not_move_the_bands(asked: list[int]) -> None:
    assert price_bands(np.array(asked, np.int64)) == price_bands(np.array(asked[::-1], np.int64))


@pytest.mark.parametrize(
    ("asked", "bands"),
    [
        # Quartiles 3000, 5000, 7000; half of their range is 2000, a step already: of its multiples, 3000
        # rounds up to 4000, 5000 to 6000, 7000 to 8000.
        (range(1000, 9000, 1000), ["1000..3999", "4000..5999", "6000..7999", "8000..8000"]),
        # Quartiles 210.00, 300.00, 450.00 of these; half of the range is 120.00, the step 100.00.
        (
            (19000, 21000, 21000, 30000, 30000, 45000, 45000, 89000),
            ["19000..19999", "20000..29999", "30000..49999", "50000..89000"],
        ),
        ((500, 500, 500), ["500..500"]),
        ((), []),
    ],
)
def test_bands_meet_at_round_prices_near_the_quartiles(asked: tuple[int, ...], bands: list[str]) -> None:
    assert [band.value for band in price_bands(np.array(asked, np.int64))] == bands
