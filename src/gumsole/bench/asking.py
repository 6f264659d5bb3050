"""What else a store is asked: words, another page, and offers that change between two queries."""

from __future__ import annotations

from collections.abc import Iterator
from time import thread_time

from gumsole.bench.figures import Figure, cpu_ms
from gumsole.ranking.shelf import LiveShelf
from gumsole.records import Offer
from gumsole.search import Searcher, SearchRequest
from gumsole.store import Store

WORD = "sofa"
PATCHED = 10_000
ROUNDS = 10


def asking_figures(store: Store, shelf: LiveShelf, searcher: Searcher, photo: bytes) -> Iterator[Figure]:
    """CPU of a search by words, of a further page, and of a change of offers until a query heeds it."""
    worded, seen = SearchRequest(words=WORD), searcher.search(photo)
    words_ms, search_ms, page_ms = cpu_ms(
        lambda: store.words.search([WORD], limit=2_000),
        lambda: searcher.search(None, worded),
        lambda: searcher.page(seen.query_id, 2),
        rounds=ROUNDS,
    )
    how = f"CPU, {len(shelf.now)} products"
    named = len(store.words.naming([WORD]))
    yield Figure("words, full text", words_ms, "ms", "", f"{how}, {named} of them name it")
    yield Figure("words, whole query", search_ms, "ms", "", f"{how}, no photo")
    yield Figure("another page", page_ms, "ms", "", how)
    patch_s, patched = patch(store, shelf, searcher, photo)
    yield Figure(
        "offers, patched and obeyed", patch_s, "s", "<= 1", f"CPU, {patched}, the next query among it"
    )


def patch(store: Store, shelf: LiveShelf, searcher: Searcher, photo: bytes) -> tuple[float, int]:
    """Take the hits of a photo off sale, and many more: seconds until others are shown, and of how many."""
    shown = [hit.product.sku for hit in searcher.search(photo).hits]
    skus = list(dict.fromkeys([*shown, *shelf.now.goods.sku[:PATCHED].tolist()]))[:PATCHED]
    offers = [Offer(sku, price=at) for at, sku in enumerate(skus)]  # of unknown availability
    begun = thread_time()
    store.offers.set_many(offers)
    searcher.search(photo)
    return thread_time() - begun, len(offers)
