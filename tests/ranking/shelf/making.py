"""Catalogs to put on a shelf."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from gumsole.records import Availability, CatalogItem, Offer, Product
from gumsole.store import Store
from tests.store.making import ingest, passport

NOW = 1_000_000.0


def ware(
    sku: str, *, group: str = "", offer: Offer | None = None, photos: tuple[str, ...] = (), **words: str
) -> CatalogItem:
    """A row of a feed; words other than title and brand are attributes."""
    product = Product(
        sku,
        group or sku,
        title=words.pop("title", f"Product {sku}"),
        brand=words.pop("brand", ""),
        category=tuple(path.split(" > ")) if (path := words.pop("category", "")) else (),
        attributes=words,
        photos=photos or (f"/photos/{sku}.jpg",),
    )
    stocked = offer or Offer(sku, Availability.IN_STOCK, price=1000)
    return CatalogItem(product, replace(stocked, sku=sku), 1)


def stock(store: Store, *items: CatalogItem) -> int:
    """Ingest them into a store that has a passport; the run's number."""
    run = ingest(store, *items)
    if store.passports.active() is None:
        store.passports.put(passport())
    return run


TIMES = st.none() | st.sampled_from([NOW - 100, NOW, NOW + 100])
MINOR = st.none() | st.integers(0, 50)

OFFERS = st.builds(
    Offer,
    sku=st.just("s"),
    availability=st.sampled_from(Availability),
    price=MINOR,
    sale_price=MINOR,
    sale_from=TIMES,
    sale_until=TIMES,
    quantity=st.none() | st.integers(-1, 3),
    ships_to=st.sampled_from([(), ("DE",), ("AT", "DE"), ("US",)]),
    available_from=TIMES,
    last_sold_at=TIMES,
)
