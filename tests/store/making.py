"""Small catalogs and signals whose values are known by construction."""

from __future__ import annotations

import hashlib

import numpy as np

from gumsole.records import (
    Availability,
    Background,
    Box,
    CatalogItem,
    Known,
    Offer,
    Passport,
    Product,
    Quality,
    Signals,
    Swatch,
)
from gumsole.store import EncoderKey, Store

KEY = EncoderKey("tiny-1", "0" * 64, 1)
OTHER_KEY = EncoderKey("tiny-2", "1" * 64, 1)

DIMENSION = 8


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def item(
    sku: str,
    *photos: str,
    price: int | None = 1000,
    group: str = "",
    title: str = "",
    brand: str = "",
    category: tuple[str, ...] = (),
) -> CatalogItem:
    """A row of a feed; its photo is named after the sku unless others are given."""
    product = Product(
        sku,
        group or sku,
        title=title,
        brand=brand,
        category=category,
        attributes={"size": "M", "color": "navy"},
        photos=photos or (f"/photos/{sku}.jpg",),
    )
    return CatalogItem(product, Offer(sku, Availability.IN_STOCK, price), 1)


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def signals(seed: int = 0) -> Signals:
    """Signals with every field filled and different from each other."""
    draw = np.random.default_rng(seed)
    embedding = draw.normal(size=DIMENSION).astype(np.float32)
    color = np.abs(draw.normal(size=4)).astype(np.float32)
    return Signals(
        embedding=embedding / np.linalg.norm(embedding),
        color=color / np.linalg.norm(color),
        palette=(Swatch((50.5, -10.25, 20.125), 0.75, "navy"), Swatch((1.0, 2.0, 3.0), 0.25, "black")),
        boxes=(Box(0.1, 0.2, 0.3, 0.4), Box(0.0, 0.0, 1.0, 1.0)),
        quality=Quality(640, 480, 120.5, 0.4, 0.01, 0.2, 0.6, 0.05, Background.PLAIN),
        fingerprint=2**64 - 1 - seed,
    )


def ingest(store: Store, *items: CatalogItem, source: str = "feed", key: EncoderKey = KEY) -> int:
    """A whole ingest in which every photo's content is its address; gives back the run's number."""
    run = store.runs.begin(source)
    store.products.upsert(items, source=source, run=run.id)
    for photo in list(store.photos.to_do(key=key, checked_before=run.checked_before)):
        found = hash_of(photo.ref)
        with store.writing():
            store.photos.record(photo.ref, Known(found))
            store.signals.put_many({found: signals(len(photo.ref))}, key=key)
    return run.id


def places_of(store: Store, key: EncoderKey = KEY) -> dict[str, int]:
    """Ids of all entries by the address of their photo."""
    ids = [entry.id for chunk in store.entries.all(key=key) for entry in chunk]
    return {place.ref: place.id for place in store.entries.places(ids).values()}


def passport(encoder: str = "tiny-1") -> Passport:
    return Passport(
        encoder=encoder,
        encoder_hash="0" * 64,
        preprocessing=1,
        dimension=DIMENSION,
        color_dimension=4,
        color_weight=0.25,
        catalog_mean=np.arange(DIMENSION, dtype=np.float32),
        upload_mean=-np.arange(DIMENSION, dtype=np.float32),
        calibrated_at=1_000_000.0,
        calibrated_on=7,
    )
