"""Photos to train with: drawn by chance, the same for the same seed, each thing where it belongs."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from tools.photography.catalog import GROUPS, Group, offers, sku
from tools.photography.drill import Drill, drills
from tools.photography.habitats import GROUNDS, habitat_of
from tools.photography.lifestyle import LIFESTYLE
from tools.photography.queries import QUERIES

SOLD = {sku(group, variant): group for group, variant in offers()}
ALL = list(drills(2 * len(SOLD), seed=3))


def test_the_same_seed_draws_the_same_photos_and_another_seed_others() -> None:
    assert list(drills(40, seed=3)) == ALL[:40]
    assert not {drill.image for drill in drills(40, seed=4)} & {drill.image for drill in ALL}


def test_every_group_comes_once_before_any_comes_twice_and_then_every_variant() -> None:
    assert len({SOLD[drill.scene.sku].id for drill in ALL[: len(GROUPS)]}) == len(GROUPS)
    assert Counter(drill.scene.sku for drill in ALL) == dict.fromkeys(SOLD, 2)


def test_every_photo_has_a_name_of_its_own() -> None:
    assert len({drill.image for drill in ALL}) == len(ALL)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_a_product_is_photographed_only_where_it_belongs(group: Group) -> None:
    shown = [drill for drill in ALL if SOLD[drill.scene.sku] is group]
    assert shown
    assert {drill.scene.place for drill in shown} <= set(habitat_of(group).places)


def test_furniture_stands_on_floors_and_tableware_never_does() -> None:
    grounds = [(SOLD[drill.scene.sku].category[0], GROUNDS[drill.scene.place]) for drill in ALL]
    furniture = {"Seating", "Tables", "Storage"}
    assert {ground for department, ground in grounds if department in furniture} == {"floor"}
    assert {ground for department, ground in grounds if department == "Tabletop"} == {"top"}


def test_no_photo_to_train_with_is_one_that_is_asked_in_the_test() -> None:
    kept = [*(query.scene for query in QUERIES), *LIFESTYLE.values()]
    assert not any(drill.scene == scene for drill, scene in itertools.product(ALL, kept))


def test_what_stands_around_is_sold_and_is_never_the_product_itself_in_another_color() -> None:
    for drill in ALL:
        around = {SOLD[beside.sku].id for beside in drill.scene.props}
        assert SOLD[drill.scene.sku].id not in around, drill.image


def test_the_thing_stays_in_the_frame_and_takes_a_third_of_it_or_more() -> None:
    def cut(drill: Drill) -> float:
        eye = drill.scene.eye
        return max(map(abs, eye.shift)) + eye.fill - 1

    assert max(map(cut, ALL)) <= 0
    assert min(drill.scene.eye.fill for drill in ALL) > 1 / 3
