"""A store adapts its encoder to its own catalog, without labels, and measures what that is worth."""

from gumsole.tuning.material import MOST_VIEWS, Material, gathered
from gumsole.tuning.recipes import RECIPES, Recipe
from gumsole.tuning.tune import KindFigures, Tuning, tune

__all__ = [
    "MOST_VIEWS",
    "RECIPES",
    "KindFigures",
    "Material",
    "Recipe",
    "Tuning",
    "gathered",
    "tune",
]
