"""The recipe that ships can be read, and says for each kin how it is drawn."""

from __future__ import annotations

from tools.training.recipe import read_recipe


def test_every_source_belongs_to_a_kin_that_is_drawn_from() -> None:
    recipe = read_recipe()
    assert {source.kin for source in recipe.sources.values()} == set(recipe.draws)
    assert {source.fold_by for source in recipe.sources.values()} <= {"product", "group", "never"}


def test_a_batch_of_each_kin_holds_pairs() -> None:
    assert all(draw.views > 1 for draw in read_recipe().draws.values())
