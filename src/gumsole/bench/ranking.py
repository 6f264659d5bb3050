"""What ranking costs beside the photo: from neighbors to a page of hits, and keeping up with the store."""

from __future__ import annotations

from collections.abc import Iterator
from time import thread_time

import numpy as np
from numpy.typing import NDArray

from gumsole.bench.figures import Figure, cpu_ms
from gumsole.bench.material import SEED
from gumsole.errors import NotFound
from gumsole.ranking.candidates import Moment, candidates
from gumsole.ranking.shelf import LiveShelf, Shelf
from gumsole.ranking.variants import choices
from gumsole.records import Neighbors, Offer
from gumsole.store import Store

GROUPS = 500
PAGE = 24
CHOICES = 12
PATCHED = 10_000
ROUNDS = 50

NOON = Moment(now_s=1_700_000_000.0)


def ranking_figures(store: Store) -> Iterator[Figure]:
    """CPU of the shelf: what a query takes of it, reading it, and following ten thousand new offers.

    Raises
    ------
    NotFound
        If nothing was ingested into the store.
    """
    issued = store.passports.active()
    if issued is None:
        raise NotFound(f"nothing to rank in {store.folder} yet; ingest a feed first")
    begun = thread_time()
    live = LiveShelf(store, issued.passport)
    read_s = thread_time() - begun
    shelf = live.now
    near = neighbors(shelf, GROUPS)
    page = candidates(near, shelf, NOON).rows[:PAGE]
    candidates_ms, choices_ms = cpu_ms(
        lambda: candidates(near, shelf, NOON),
        lambda: choices(store, shelf, page, NOON, most=CHOICES),
        rounds=ROUNDS,
    )
    how = f"CPU, {len(near.ids)} neighbors of {GROUPS} groups, {len(shelf)} products"
    yield Figure("candidates", candidates_ms, "ms", "", how)
    yield Figure("other variants", choices_ms, "ms", "", f"CPU, {len(page)} hits, from the store")
    yield Figure("shelf, read", read_s, "s", "", f"CPU, {len(shelf)} products")
    patch_s, patched = _patch(store, live)
    yield Figure("offers, patched and obeyed", patch_s, "s", "<= 1", f"CPU, {patched}, store and shelf")


def neighbors(shelf: Shelf, groups: int) -> Neighbors:
    """Every photo of as many groups, drawn at random, in a random order of likeness."""
    chance = np.random.default_rng(SEED)
    rows = shelf.rows(shelf.places.id)
    group: NDArray[np.int64] = shelf.goods.group[rows].astype(np.int64)
    drawn = chance.permutation(np.unique(group))[:groups]
    photos = chance.permutation(np.flatnonzero(np.isin(group, drawn)))
    similarity, color = (chance.random(len(photos), np.float32) for _ in range(2))
    similarity[::-1].sort()
    return Neighbors(shelf.places.id[photos], group[photos], similarity, similarity, color)


def _patch(store: Store, live: LiveShelf) -> tuple[float, int]:
    """Seconds until the shelf knows new prices, and of how many products."""
    skus = live.now.goods.sku[:PATCHED].tolist()
    offers = [Offer(sku, price=at) for at, sku in enumerate(skus)]
    begun = thread_time()
    store.offers.set_many(offers)
    live.catch_up()
    return thread_time() - begun, len(offers)
