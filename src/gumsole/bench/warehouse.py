"""A large store without photos: products and offers as any, vectors drawn from those of real photos."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gumsole import assembly
from gumsole.bench.material import Vectors
from gumsole.images.encoder import Encoder
from gumsole.records import WHOLE, Background, CatalogItem, Entry, Known, Product, Quality, Signals
from gumsole.search import Searcher
from gumsole.settings import Settings
from gumsole.store import EncoderKey, Store

SOURCE = "bench"


@contextmanager
def stocked_searcher(
    folder: Path, settings: Settings, encoder: Encoder, vectors: Vectors, rows: int
) -> Iterator[Searcher]:
    """A searcher over a store of `rows` products with one photo each."""
    with Store.open(folder, create=True) as store:
        key = assembly.key_for(encoder)
        run = store.runs.begin(SOURCE)
        for chunk in vectors.entries(rows):
            _put(store, key, run.id, chunk)
        assembly.settle(store, encoder, settings)
    with assembly.shop(folder, settings) as shop:
        yield shop.searcher


def _put(store: Store, key: EncoderKey, run: int, chunk: list[Entry]) -> None:
    with store.writing():
        store.products.upsert([_item(entry) for entry in chunk], source=SOURCE, run=run)
        hashes = {entry.id: hashlib.sha256(str(entry.id).encode()).hexdigest() for entry in chunk}
        store.signals.put_many({hashes[entry.id]: _signals(entry) for entry in chunk}, key=key)
        for entry in chunk:
            store.photos.record(_ref(entry), Known(hashes[entry.id]))


def _item(entry: Entry) -> CatalogItem:
    product = Product(
        sku=entry.offer.sku,
        group=entry.group,
        title=f"Product {entry.id}",
        brand=entry.brand,
        category=entry.category,
        photos=(_ref(entry),),
    )
    return CatalogItem(product, entry.offer, entry.id)


def _ref(entry: Entry) -> str:
    return f"/{entry.offer.sku}.jpg"


def _signals(entry: Entry) -> Signals:
    quality = Quality(1024, 1024, 100.0, 0.5, 0.0, 0.2, 0.5, 0.0, Background.WHITE)
    return Signals(entry.embedding, entry.color, (), (WHOLE,), quality, entry.id)
