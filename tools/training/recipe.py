"""The recipe as an object: `recipe.toml`, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDS = 5
RECIPE = Path(__file__).with_name("recipe.toml")


@dataclass(frozen=True, slots=True)
class Source:
    """How the photos of one folder are used.

    Attributes
    ----------
    name : str
        What the command line calls it.
    kin : str
        Sources of one kin are drawn from as if they were one.
    fold_by : str
        `product` or `group`, whose photos stay together; `never` where nothing is held out.
    shown_views, other_views : int
        Altered views of each catalog photo, and of each other photo.
    """

    name: str
    kin: str
    fold_by: str
    shown_views: int
    other_views: int


@dataclass(frozen=True, slots=True)
class Draw:
    """What a batch takes of one kin: categories, products of each, views of each.

    `category_pull` is the share of a view's pull that goes to other products of its category.
    """

    categories: int
    products: int
    views: int
    category_pull: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what training makes of given photos; see `recipe.toml`."""

    dimension: int
    steps: int
    learning_rate: float
    projection_rate: float
    weight_decay: float
    warm_up: int
    temperature: float
    memory: int
    memory_from: int
    average: float
    share: float
    sources: Mapping[str, Source]
    draws: Mapping[str, Draw]


def read_recipe(path: Path = RECIPE) -> Recipe:
    """The recipe in a TOML file."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    tables: list[dict[str, Any]] = raw.pop("source")
    sources = {
        row["name"]: Source(
            row["name"], row.get("as", row["name"]), row["fold_by"], row["shown_views"], row["other_views"]
        )
        for row in tables
    }
    draws = {row["name"]: Draw(**row["batch"]) for row in tables if "batch" in row}
    return Recipe(**raw, sources=sources, draws=draws)
