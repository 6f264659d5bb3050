"""Every recipe of the policy cookbook is a policy as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from gumsole import demo
from gumsole.catalog.feed import open_feed
from gumsole.cli import main
from gumsole.ranking.policy import default_policy, load_policy
from gumsole.records import CatalogItem

PAGE = (Path(__file__).parent.parent / "docs" / "policy-cookbook.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?```toml\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_recipe_passes_the_check_of_policies(recipe: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(recipe, encoding="utf-8")
    done = CliRunner().invoke(main, ["policy", "check", str(file), "--store", str(tmp_path / "none")])
    assert done.exit_code == 0, done.output
    assert "no mistakes" in done.output


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_recipe_changes_something(recipe: str) -> None:
    read = load_policy(recipe, name="recipe.toml")
    plain = load_policy("version = 1", name="recipe.toml")
    assert read != plain


def test_there_is_a_recipe_under_every_heading() -> None:
    headings = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
    assert list(RECIPES) == headings
    assert len(headings) >= 10


def test_what_recipes_name_is_in_the_store_that_ships() -> None:
    with demo.feed() as path:
        products = [item.product for item in open_feed(path) if isinstance(item, CatalogItem)]
    known = {product.sku for product in products} | {product.group for product in products}
    rules = [rule for recipe in RECIPES.values() for rule in load_policy(recipe, name="recipe.toml").rules]
    assert {sku for rule in rules for sku in rule.skus} <= known
    assert {brand for text in RECIPES.values() for brand in re.findall(r"brand = '(\w+)'", text)} <= {
        product.brand for product in products
    }


def test_the_leash_of_the_policy_that_ships_is_the_one_the_page_counts_on() -> None:
    assert default_policy().leash > load_policy(RECIPES[list(RECIPES)[-1]], name="recipe.toml").leash == 0
