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
from gumsole.ranking.shelf import GONE
from gumsole.records import Choice, Facet, FacetValue, Filter, Hit
from gumsole.store import Place

PRICE_FACET = "price"


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """Filters as typed: categories by name, values of the store, prices in its currency, a country."""

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    min_price: str | None = None
    max_price: str | None = None
    in_stock: bool = False
    ships_to: str | None = None


class View:
    """What the commands show of an open shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.currency = shop.store.products.currency() or ""

    def filter(self, typed: TypedFilter) -> Filter:
        """The filters in the store's terms.

        Raises
        ------
        BadQuery
            If a category is not the store's, a price is none, or a country has no such code.
        """
        known = self._shop.store.products.categories() if typed.categories else ()
        return Filter(
            categories=tuple(path for name in typed.categories for path in categories_named(name, known)),
            brands=typed.brands,
            colors=typed.colors,
            materials=typed.materials,
            min_price=self._minor(typed.min_price),
            max_price=self._minor(typed.max_price),
            in_stock=typed.in_stock,
            ships_to=_country(typed.ships_to),
        )

    def price(self, shown: Hit | Choice) -> str:
        """What is asked now, as a shopper reads it; empty where unknown."""
        price = shown.offer.price_at(time.time())
        return "" if price is None else self.money(price)

    def money(self, minor: int) -> str:
        """An amount of the store's currency as a shopper reads it."""
        return format_price(minor, self.currency)

    def bounds(self, facet: Facet, value: FacetValue) -> tuple[str, str] | None:
        """Lowest and highest price of a value of the price facet; None of any other facet."""
        if facet.name != PRICE_FACET:
            return None
        low, _, high = value.value.partition("..")
        return self.money(int(low)), self.money(int(high))

    def thumbnail(self, hit: Hit) -> bytes | None:
        """JPEG of the photo that was near, else of the product's first; None where neither is at hand."""
        place = self._shop.store.entries.places([hit.candidate.entry]).get(hit.candidate.entry)
        return self._small(place) if place else self.product_photo(hit.product.sku)

    def product_photo(self, sku: str) -> bytes | None:
        """JPEG of a product's first photo; None where it is not at hand."""
        shelf = self._shop.shelf.now
        row = int(shelf.rows_of_skus([sku])[0])
        first = [] if row == GONE else shelf.photos(row).tolist()[:1]
        places = self._shop.store.entries.places(first)
        return next((self._small(place) for place in places.values()), None)

    def preview(self, photo: bytes) -> bytes:
        """A photo as a thumbnail."""
        return thumbnail(decode(photo).rgb)

    def _small(self, place: Place) -> bytes | None:
        if place.photo and (kept := self._shop.thumbnails.get(place.photo)):
            return kept
        if is_remote(place.ref):
            return None
        try:
            return self.preview(_local(place.ref).read_bytes())
        except (OSError, BadPhoto):
            return None

    def _minor(self, price: str | None) -> int | None:
        if price is None:
            return None
        if not self.currency:
            raise BadQuery(f"the store has no prices to hold {price!r} against")
        try:
            return to_minor(read_amount(price).number, self.currency, decimal=".")
        except NotMoney as error:
            raise BadQuery(str(error)) from error


def _country(code: str | None) -> str:
    if code is None:
        return ""
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise BadQuery(f"--ships-to takes an ISO 3166 country code such as DE, got {code!r}")
    return code.upper()


def _local(ref: str) -> Path:
    return Path(unquote(urlsplit(ref).path)) if ref.lower().startswith("file://") else Path(ref)
