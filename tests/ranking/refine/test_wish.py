from __future__ import annotations

import numpy as np
import pytest

from gumsole.ranking.ladder import Wanted
from gumsole.ranking.refine import Demand, Wish, in_another_color, understand
from gumsole.ranking.refine.wish import AIMED_COLOR_WEIGHT
from gumsole.records import Product
from tests.ranking.refine.stocked import allows, keeps, vocabulary

STORE = vocabulary()


def product(category: tuple[str, ...] = (), brand: str = "", **attributes: str) -> Product:
    return Product("a", "a", brand=brand, category=category, attributes=attributes)


@pytest.mark.parametrize(
    ("words", "kept", "dropped"),
    [
        ("not leather", product(material="Linen"), product(material="Leather")),
        ("not leather", product(), product(material="本革")),
        ("wool", product(material="Wool/Cotton"), product()),
        ("oak", product(color="Oak"), product(color="Navy", material="Leather")),
        ("not Kilnroot", product(brand="Other"), product(brand="Kilnroot")),
        ("no sofas", product(("Seating",)), product(("Seating", "Sofas", "Corner sofas"))),
        ("not green", product(color="Navy"), product(color="Sage")),
    ],
)
def test_a_wish_allows_what_meets_it(words: str, kept: Product, dropped: Product) -> None:
    wish = understand(words, STORE)
    assert allows(wish, kept)
    assert not allows(wish, dropped)


@pytest.mark.parametrize("excluded", [False, True])
def test_coded_columns_are_judged_as_single_products_are(excluded: bool) -> None:
    names = {"color": ["Navy", "Oak"], "material": ["Oak", "Linen"]}
    codes = {"color": np.array([-1, 0, 1, 0], np.int32), "material": np.array([-1, 0, 1, 1], np.int32)}
    demand = Demand((("color", frozenset({"Oak"})), ("material", frozenset({"Oak"}))), excluded=excluded)
    rows = [
        {name: names[name][column[row]] if column[row] >= 0 else "" for name, column in codes.items()}
        for row in range(4)
    ]
    assert demand.mask(names, codes).tolist() == [keeps(demand, row) for row in rows]
    assert demand.mask(names, codes).tolist() == [excluded, not excluded, not excluded, excluded]


def test_the_ladder_is_told_colors_by_palette_name_and_the_rest_by_value() -> None:
    wish = understand("navy or sage, wool, not leather, not red", STORE)
    assert wish.wanted() == Wanted(
        colors=("navy", "green"),
        materials=("Merino wool", "Wool/Cotton"),
        exclusions=("Leather", "Red/Blue", "本革", "赤"),
    )


@pytest.mark.parametrize(
    ("words", "materials", "exclusions"),
    [
        ("striped", ("Striped",), ()),
        ("not striped", (), ("Striped",)),
        ("not Kilnroot", (), ("Kilnroot",)),
        ("no sofas", (), ("Sofas",)),
        ("not shiny", (), ("shiny",)),
    ],
)
def test_whatever_was_asked_or_ruled_out_is_known_to_the_ladder(
    words: str, materials: tuple[str, ...], exclusions: tuple[str, ...]
) -> None:
    assert understand(words, STORE).wanted() == Wanted(materials=materials, exclusions=exclusions)


@pytest.mark.parametrize(
    ("words", "hard"),
    [
        ("navy", True),
        ("wool", True),
        ("not shiny", True),
        ("no sofas", True),
        ("in another color", True),
        ("Kilnroot under 80", False),
        ("shiny", False),
    ],
)
def test_an_index_knows_brands_prices_and_nothing_of_what_else_words_rule_out(words: str, hard: bool) -> None:
    assert understand(words, STORE).hard is hard


def test_the_same_in_another_color_rules_the_color_out_and_keeps_the_rest() -> None:
    wish = in_another_color(
        understand("navy wool under 80", STORE), "Forest green", STORE.same_color("Forest green")
    )
    assert wish.other_color
    assert wish.colors == ()
    assert wish.filter.max_price == 8000
    assert allows(wish, product(color="Navy", material="Merino wool"))
    assert not allows(wish, product(color="Forest green", material="Merino wool"))


def test_words_about_color_say_how_much_color_counts() -> None:
    assert understand("sofa", STORE).color_weight is None
    assert understand("in navy", STORE).color_weight == AIMED_COLOR_WEIGHT
    assert understand("in another color", STORE).color_weight == 0


def test_a_hit_without_a_color_rules_none_out() -> None:
    wish = in_another_color(Wish(), "", frozenset())
    assert wish.other_color
    assert wish.demands == ()
