"""Held-out queries are asked of the network of their fold, and search the whole catalog of their kin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gumsole.records import Matrix
from tools.training.bank import ALTERED, CENTER, WHOLE, Bank, Photo
from tools.training.looks import ALTERED_LOOKS, Indices, Looks, look, outcomes
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
    kinds = [WHOLE, CENTER] + [ALTERED] * (ALTERED_LOOKS + 2)
    views = np.repeat(np.arange(len(photos)), len(kinds))
    maps = np.zeros((len(views), 1, 1, 1), np.float16)
    maps[:, 0, 0, 0] = views + 1
    colors = np.ones((len(photos), 1), np.float32)
    return Bank(photos, colors, maps, views, np.tile(kinds, len(photos)))


BANK = make_bank()
NOTHING = Looks(*np.zeros((3, 60, 2), np.float32))


def test_what_a_fold_asks_for_is_looked_at_and_nothing_else() -> None:
    looks = look(BANK, lambda maps: maps[:, 0, 0, :].astype(np.float32), fold=2)
    for index, photo in enumerate(BANK.photos):
        asked = photo.fold == 2 and not photo.shown
        needed = photo.shown or asked or photo.source == "clothes"
        number = index + 1
        assert looks.whole[index, 0] == (number if needed else 0)
        assert looks.center[index, 0] == (number if asked or needed else 0)
        assert looks.altered[index, 0] == (number * ALTERED_LOOKS if photo.shown else 0)


def test_altered_views_are_looked_at_only_where_they_are_wanted() -> None:
    assert not look(BANK, lambda maps: maps[:, 0, 0, :].astype(np.float32), 2, altered=False).altered.any()


def test_sources_of_one_kin_search_one_catalog_and_the_rest_is_scored_by_category() -> None:
    def own_number(looks: Looks, colors: Matrix, asked: Indices, shown: Indices) -> Matrix:
        """Alike are those whose numbers leave the same rest by 10."""
        return np.equal.outer(asked % PRODUCTS, shown % PRODUCTS).astype(np.float32)

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
    networks = {fold: replace(NOTHING, whole=NOTHING.whole + fold) for fold in range(5)}

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
