"""Held-out queries are asked of the network of their fold, and search the whole catalog of their kin."""

from __future__ import annotations

import numpy as np
import pytest

from gumsole.records import Matrix
from tools.training.bank import CENTER, WHOLE, Bank, Photo
from tools.training.looks import Indices, Looks, as_product, look, outcomes
from tools.training.recipe import Source

SOURCES = {
    name: Source(name, kin, "product", 1, 1)
    for name, kin in (("shop", "shop"), ("rooms", "shop"), ("clothes", "clothes"))
}
PRODUCTS = 10


def make_bank() -> Bank:
    """A shop's catalog, queries from two sources, and clothes that have categories alone."""
    photos = [
        Photo(f"{source}-{p}", source, f"p{p}", f"p{p}", "Things", role, fold=p % 5)
        for source, role in (("shop", "catalog"), ("shop", "query"), ("rooms", "query"))
        for p in range(PRODUCTS)
    ]
    photos += [
        Photo(f"c{i}", "clothes", f"c{i}", f"c{i}", f"k{i % 2}", "query", fold=i % 5) for i in range(30)
    ]
    views = np.repeat(np.arange(len(photos)), 2)
    maps = np.zeros((len(views), 1, 1, 1), np.float16)
    maps[:, 0, 0, 0] = views
    colors = np.ones((len(photos), 1), np.float32)
    return Bank(photos, colors, maps, views, np.tile([WHOLE, CENTER], len(photos)))


BANK = make_bank()
NOTHING = Looks(np.zeros((60, 2), np.float32), np.zeros((60, 2), np.float32))


def test_every_photo_is_embedded_whole_and_its_center() -> None:
    looks = look(BANK, lambda maps: maps[:, 0, 0, :].astype(np.float32))
    assert looks.whole[:, 0].tolist() == looks.center[:, 0].tolist() == list(range(60))


def test_sources_of_one_kin_search_one_catalog_and_the_rest_is_scored_by_category() -> None:
    def own_number(looks: Looks, colors: Matrix, asked: Indices, shown: Indices) -> Matrix:
        """Alike are those whose numbers leave the same rest by 10."""
        return (asked[:, None] % PRODUCTS == shown[None] % PRODUCTS).astype(np.float32)

    found = outcomes(BANK, SOURCES, dict.fromkeys(range(5), NOTHING), own_number)
    assert {name: outcome.found.shape for name, outcome in found.items()} == {
        "shop": (10, 3),
        "rooms": (10, 3),
        "clothes": (30, 1),
    }
    assert found["shop"].found.min() == found["rooms"].found.min() == 1
    # Of nine others two end in the same digit; they share the category, as half of the rest does by chance.
    assert found["clothes"].found.mean() > 0.5


def test_a_query_is_asked_of_the_network_that_never_saw_it() -> None:
    asked_of: dict[int, set[int]] = {}
    networks = {fold: Looks(NOTHING.whole + fold, NOTHING.center) for fold in range(5)}

    def note(looks: Looks, colors: Matrix, asked: Indices, shown: Indices) -> Matrix:
        asked_of.setdefault(int(looks.whole[0, 0]), set()).update(BANK.photos[i].fold for i in asked)
        return np.zeros((len(asked), len(shown)), np.float32)

    outcomes(BANK, SOURCES, networks, note)
    assert asked_of == {fold: {fold} for fold in range(5)}


def test_figures_come_with_an_interval_and_a_difference_to_others() -> None:
    def chance(looks: Looks, colors: Matrix, asked: Indices, shown: Indices) -> Matrix:
        return np.random.default_rng(len(asked)).normal(size=(len(asked), len(shown))).astype(np.float32)

    outcome = outcomes(BANK, SOURCES, dict.fromkeys(range(5), NOTHING), chance)["clothes"]
    (figure,) = outcome.figures()
    assert figure.low < figure.mean < figure.high
    (none,) = outcome.figures(outcome)
    assert none.low == none.mean == none.high == 0


def test_similarity_is_the_products_own_two_looks_centered_and_color_beside() -> None:
    random = np.random.default_rng(0)
    looks = Looks(*(random.normal(size=(2, 60, 4)).astype(np.float32)))
    asked, shown = np.array([10]), np.arange(PRODUCTS)
    colors = np.zeros((60, 3), np.float32)
    colors[[10, 4], 0] = 1
    plain = as_product(looks, colors, asked, shown, color_weight=0)
    with_color = as_product(looks, colors, asked, shown, color_weight=0.25)
    assert with_color[0, 4] == pytest.approx(0.75 * plain[0, 4] + 0.25)
    assert with_color[0, 5] == pytest.approx(0.75 * plain[0, 5])
    assert not np.allclose(as_product(looks, colors, asked, shown, color_weight=0, views=1), plain)
