"""The shoppers' photos are many, of all kinds of things, and name only what the store sells."""

from __future__ import annotations

from collections import Counter

from tools.photography.catalog import offers, sku
from tools.photography.lifestyle import LIFESTYLE
from tools.photography.queries import QUERIES

SOLD = {sku(group, variant): (group, variant) for group, variant in offers()}


def test_names_are_unique_and_say_what_is_seen() -> None:
    names = [query.name for query in QUERIES]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)


def test_there_are_enough_of_each_kind() -> None:
    looks = Counter(query.look for query in QUERIES)
    assert len(QUERIES) >= 60
    assert sum(not query.sku for query in QUERIES) >= 10
    assert looks["post"] + looks["shop page"] >= 8
    assert looks["old phone"] >= 8


def test_the_queries_reach_at_least_25_categories_and_things_that_are_sold_out() -> None:
    asked = [SOLD[query.sku] for query in QUERIES if query.sku]
    assert len({group.category for group, _ in asked}) >= 25
    assert any(variant.quantity == 0 for _, variant in asked)


def test_a_query_shows_a_sold_variant_or_an_unsold_thing() -> None:
    for query in QUERIES:
        assert (query.sku in SOLD) != (query.scene.unsold is not None), query.name


def test_what_stands_around_is_sold_too() -> None:
    scenes = [*(query.scene for query in QUERIES), *LIFESTYLE.values()]
    assert {beside.sku for scene in scenes for beside in scene.props} <= set(SOLD)


def test_a_lifestyle_photo_shows_its_own_sku_and_no_query_asks_for_it() -> None:
    assert all(own == scene.sku for own, scene in LIFESTYLE.items())
    assert not set(LIFESTYLE) & {query.sku for query in QUERIES}
