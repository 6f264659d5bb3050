"""A head is kept where it helps on products it never saw, and refused where nothing is to be gained."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.errors import NotFound
from gumsole.tuning import tune
from gumsole.tuning.material import Looks, Material, Shown
from gumsole.tuning.scoring import Kind, questions
from tests.tuning.making import DIMENSION, TELLING, catalog


def test_a_head_learns_what_to_look_away_from_and_wins_on_products_it_never_saw() -> None:
    tuning = tune(*catalog(confusing=1.5))
    assert tuning.wins
    assert tuning.difference
    assert tuning.difference.low > 0.1
    weight = np.square(tuning.head.matrix).sum(axis=0)  # of each axis of what the head is given
    assert weight[:TELLING].mean() > 1.5 * weight[TELLING:].mean()


def test_where_there_is_nothing_to_learn_no_head_wins() -> None:
    # all axes but the telling ones are silent, and those wander alike: whitening is a turn at most
    tuning = tune(*catalog(confusing=0.0))
    assert not tuning.wins
    assert tuning.difference
    assert tuning.difference.low <= 0


def test_what_is_gained_on_composed_views_alone_decides_nothing() -> None:
    material, passport, entries = catalog(confusing=1.5)
    single = material.photos.row % 2 == 0  # one photo an item
    shown = material.shown
    alone = Shown(*(one[::2] for one in (shown.ids, shown.photo, shown.item, shown.group, shown.leaf)))
    photos, views = (looks.part(single) for looks in (material.photos, material.views))
    halved = [Looks(looks.embeddings, looks.colors, looks.row // 2) for looks in (photos, views)]
    tuning = tune(
        Material(alone, *halved), passport, lambda: [[one for chunk in entries() for one in chunk][::2]]
    )
    assert [kind.kind for kind in tuning.kinds] == ["phone"]
    assert tuning.difference is None
    assert not tuning.wins


def test_figures_count_every_question_once_with_and_without_the_head() -> None:
    material, passport, entries = catalog(confusing=1.5)
    tuning = tune(material, passport, entries)
    kinds = {kind.kind: kind for kind in tuning.kinds}
    assert {name: kind.questions for name, kind in kinds.items()} == {"phone": 120, "view": 120}
    for kind in tuning.kinds:
        gained = kind.after[0].mean - kind.before[0].mean
        assert kind.difference.mean == pytest.approx(gained)
        assert kind.before[0].low <= kind.before[0].mean <= kind.before[0].high
        assert kind.before[1].mean >= kind.before[0].mean  # R@5 holds R@1
    assert 0 < tuning.overlap < 1


def test_the_same_catalog_gives_the_same_head() -> None:
    first, second = (tune(*catalog(confusing=1.5)).head for _ in range(2))
    assert first.digest == second.digest


def test_a_handful_of_products_is_refused() -> None:
    material, passport, entries = catalog(confusing=1.5)
    few = material.shown.group[material.photos.row] < 20
    small = Material(material.shown, material.photos.part(few), material.views.part(few))
    with pytest.raises(NotFound, match="20 product groups of at least 30"):
        tune(small, passport, entries)


def test_a_photo_that_several_groups_show_asks_nothing() -> None:
    material, _, _ = catalog(confusing=1.0)
    photo = material.shown.photo
    photo[2] = photo[0]  # items 0 and 1 share a placeholder
    asked = questions(material)
    assert not {0, 2} & set(asked.looks.row.tolist())
    # of what is left of item 0 there is no other content than the placeholder, so it is still asked for
    assert Kind.VIEW in asked.kind


def test_a_head_takes_and_gives_the_base_encoders_dimension() -> None:
    head = tune(*catalog(confusing=1.5)).head
    carried = head.apply(np.eye(DIMENSION, dtype=np.float32))
    assert carried.shape == (DIMENSION, DIMENSION)
    np.testing.assert_allclose(np.linalg.norm(carried, axis=1), 1, atol=1e-5)
