from __future__ import annotations

import numpy as np

from gumsole.index.lookup import MERGE_ROWS, Lookup
from gumsole.index.names import Categories, Destinations, Words, key


def test_a_lookup_finds_old_and_recent_slots_once() -> None:
    lookup = Lookup(np.array([7, 3, 7]), np.array([0, 1, 2]))
    lookup.add(np.array([7, 9, 7]), np.array([2, 4, 5]))
    assert lookup.find(7) == [0, 2, 5]
    assert lookup.find(9) == [4]
    assert lookup.find(8) == []


def test_a_lookup_is_crowded_when_many_keys_are_recent() -> None:
    lookup = Lookup(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert not lookup.crowded
    lookup.add(np.arange(MERGE_ROWS + 1), np.arange(MERGE_ROWS + 1))
    assert lookup.crowded


def test_keys_differ_and_fit_64_bits() -> None:
    keys = {key(f"sku{n}") for n in range(10_000)}
    assert len(keys) == 10_000
    assert all(-(2**63) <= number < 2**63 for number in keys)


def test_a_prefix_stands_for_all_paths_below_it() -> None:
    categories = Categories([("a",), ("a", "b"), ("ab",), ()])
    assert categories.under([("a",)]).tolist() == [0, 1]
    assert categories.under([("a", "b"), ("ab",)]).tolist() == [1, 2]
    assert categories.under([()]).tolist() == [0, 1, 2, 3]
    assert categories.under([("x",)]).tolist() == []


def test_words_keep_their_codes() -> None:
    brands = Words(["x", "y", "x"])
    assert (brands.code("y"), brands.names) == (1, ["x", "y"])
    assert brands.among(["y", "z"]).tolist() == [1]


def test_a_country_is_reached_by_the_sets_that_name_it_and_by_everywhere() -> None:
    destinations = Destinations([("DE", "AT"), ("US",)])
    codes = [destinations.code(countries) for countries in ((), ("AT", "DE", "AT"), ("FR",))]
    assert codes == [0, 1, 3]
    assert destinations.reaching("AT").tolist() == [0, 1]
    assert destinations.reaching("JP").tolist() == [0]
    assert Destinations(destinations.sets).sets == destinations.sets
