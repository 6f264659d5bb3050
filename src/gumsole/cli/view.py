"""A shop as the command line shows it: prices in words, photos as thumbnails, filters from options."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from gumsole.assembly import Shop
from gumsole.catalog.fetch import is_remote
from gumsole.catalog.money import NotMoney, format_price, read_amount, to_minor
from gumsole.errors import BadPhoto, BadQuery
from gumsole.images.decode import decode
from gumsole.images.thumbnail import thumbnail
from gumsole.ranking.answering.filters import categories_named
from gumsole.records import Filter, Hit


@dataclass(frozen=True, slots=True)
class Wish:
    """Filters as typed: names of categories and brands, prices in the store's currency."""

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    min_price: str | None = None
    max_price: str | None = None
    in_stock: bool = False


class View:
    """What the commands show of an open shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.currency = shop.store.products.currency() or ""

    def filter(self, wish: Wish) -> Filter:
        """The wish in the store's terms.

        Raises
        ------
        BadQuery
            If a category is not the store's, or a price is none.
        """
        known = self._shop.store.products.categories() if wish.categories else ()
        return Filter(
            categories=tuple(path for name in wish.categories for path in categories_named(name, known)),
            brands=wish.brands,
            min_price=self._minor(wish.min_price),
            max_price=self._minor(wish.max_price),
            in_stock=wish.in_stock,
        )

    def price(self, hit: Hit) -> str:
        """A hit's price as a shopper reads it; empty where unknown."""
        price = hit.offer.price_at(time.time())
        return "" if price is None else format_price(price, self.currency)

    def thumbnail(self, hit: Hit) -> bytes | None:
        """JPEG of the photo that was near; None where it is not at hand any more."""
        if kept := self._shop.thumbnails.get(hit.candidate.photo):
            return kept
        place = self._shop.store.entries.places([hit.candidate.entry]).get(hit.candidate.entry)
        if place is None or is_remote(place.ref):
            return None
        try:
            return self.preview(_local(place.ref).read_bytes())
        except (OSError, BadPhoto):
            return None

    def preview(self, photo: bytes) -> bytes:
        """A photo as a thumbnail."""
        return thumbnail(decode(photo).rgb)

    def _minor(self, price: str | None) -> int | None:
        if price is None:
            return None
        if not self.currency:
            raise BadQuery(f"the store has no prices to hold {price!r} against")
        try:
            return to_minor(read_amount(price).number, self.currency, decimal=".")
        except NotMoney as error:
            raise BadQuery(str(error)) from error


def _local(ref: str) -> Path:
    return Path(unquote(urlsplit(ref).path)) if ref.lower().startswith("file://") else Path(ref)
