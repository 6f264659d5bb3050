"""Story one, by the API: single products, offers and photos come in while the store serves.

    product, photo ─▶ store ─▶ photo queue
    offer          ─▶ store

What is acknowledged is on the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.fields import Field, Raw
from gumsole.catalog.items.maker import MAX_PHOTOS, ItemMaker
from gumsole.catalog.items.prices import Prices
from gumsole.catalog.items.references import WebReferences
from gumsole.catalog.sent import SentPhotos
from gumsole.errors import BadFeed, BadQuery, NotFound
from gumsole.records import CatalogItem, Offer, Rejected
from gumsole.store import Listing, Store, Upserted

# The source of what the API sends: no feed's snapshot retires it.
SOURCE = "api"


class ItemResult(StrEnum):
    """What became of one item of a request."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What became of one item, in the order of the request.

    Attributes
    ----------
    notes : tuple of Rejected
        Why it was rejected, or what was left out of it; rows count the items of the request from 1.
    """

    sku: str
    result: ItemResult
    notes: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A product as it was sent.

    Attributes
    ----------
    offered, pictured : bool
        False leaves the offer, or the photos, of a known product as they are.
    """

    raw: Raw
    offered: bool
    pictured: bool


@dataclass(frozen=True, slots=True)
class OfferPatch:
    """What changes in one offer: fields of `Offer` by name; money in minor units.

    Attributes
    ----------
    currency : str
        ISO 4217 code of the amounts in it; empty where it has none.
    flaw : tuple of str or None
        Field, and why it cannot be read: then nothing of it is taken.
    """

    sku: str
    changes: Mapping[str, Any]
    currency: str = ""
    flaw: tuple[str, str] | None = None


class Intake:
    """Takes in what the API is sent.

    Parameters
    ----------
    sent : SentPhotos
        Where photos that were sent as bytes are kept.
    allow_private : bool
        Photos may be named by addresses in private networks too.
    """

    def __init__(self, store: Store, sent: SentPhotos, *, allow_private: bool = False) -> None:
        self._store = store
        self._sent = sent
        self._allow_private = allow_private

    def put_products(self, drafts: Sequence[Draft]) -> list[ItemOutcome]:
        """Create or replace products; one that cannot be taken does not keep the others out.

        Photos that are named and failed before are looked at as if they were new.
        """
        store = self._store
        named = [ref for draft in drafts if draft.pictured for ref in draft.raw.photos]
        with store.writing(durable=True):
            store.photos.look_again(named)
            known = store.products.get_many([draft.raw.values[Field.SKU] for draft in drafts])
            maker, prices = self._maker()
            return [self._put(draft, maker, prices, known) for draft in drafts]

    def put_photo(self, sku: str, number: int, data: bytes) -> str:
        """Make these bytes the product's photo of that number, counted from 1; their reference.

        Raises
        ------
        NotFound
            If there is no such product.
        BadQuery
            If the number would leave a gap, or is beyond what a product may have.
        """
        ref = self._sent.keep(data)
        with self._store.writing(durable=True):
            listing = self._live(sku)
            photos = list(listing.product.photos)
            if not 1 <= number <= min(len(photos) + 1, MAX_PHOTOS):
                raise BadQuery(
                    f"{sku!r} has {len(photos)} photos; number {number} is none of them, nor the next"
                )
            photos[number - 1 : number] = [ref]
            product = replace(listing.product, photos=tuple(dict.fromkeys(photos)))
            self._store.photos.look_again([ref])
            self._upsert(CatalogItem(product, listing.offer, number))
        return ref

    def patch_offers(self, patches: Sequence[OfferPatch]) -> list[ItemOutcome]:
        """Change the named fields of offers, and nothing else of them; unknown skus are told."""
        store = self._store
        with store.writing(durable=True):
            currency = store.products.currency() or ""
            offers = store.offers.get_many([patch.sku for patch in patches])
            before = dict(offers)
            outcomes = []
            for row, patch in enumerate(patches, 1):
                outcome = _patched(patch, offers, currency, row)
                outcomes.append(outcome)
                if outcome.result is ItemResult.UPDATED:
                    currency = currency or patch.currency
            store.offers.set_many([offer for sku, offer in offers.items() if offer != before[sku]])
            if currency:
                store.products.claim_currency(currency)
            return outcomes

    def retire(self, sku: str) -> None:
        """Take a product out of search; again does nothing more.

        Raises
        ------
        NotFound
            If there never was such a product.
        """
        with self._store.writing(durable=True):
            if not self._store.products.get(sku).retired:
                self._store.products.retire([sku])

    def _put(self, draft: Draft, maker: ItemMaker, prices: Prices, known: dict[str, Listing]) -> ItemOutcome:
        sku, row = draft.raw.values[Field.SKU], draft.raw.row
        try:
            first, *notes = maker.make(draft.raw)
        except BadFeed as bad:
            return ItemOutcome(sku, ItemResult.REJECTED, (Rejected(row, "price", str(bad)),))
        if isinstance(first, Rejected):
            return ItemOutcome(sku, ItemResult.REJECTED, (first,))
        before = known.get(sku)
        if prices.currency:
            self._store.products.claim_currency(prices.currency)
        done = self._upsert(_with_what_was_kept(first, draft, before))
        result = (
            ItemResult.CREATED if done.new else ItemResult.UPDATED if done.changed else ItemResult.UNCHANGED
        )
        return ItemOutcome(sku, result, tuple(note for note in notes if isinstance(note, Rejected)))

    def _upsert(self, item: CatalogItem) -> Upserted:
        return self._store.products.upsert([item], source=SOURCE, run=self._store.runs.standing(SOURCE))

    def _maker(self) -> tuple[ItemMaker, Prices]:
        defaults = Defaults()
        prices = Prices("", ".", defaults, store=self._store.products.currency() or "")
        references = WebReferences(self._sent.has, allow_private=self._allow_private)
        return ItemMaker(prices, references, defaults, has_availability=True), prices

    def _live(self, sku: str) -> Listing:
        listing = self._store.products.get(sku)
        if listing.retired:
            raise NotFound(f"the product {sku!r} was taken out; put it in again first")
        return listing


def _with_what_was_kept(item: CatalogItem, draft: Draft, before: Listing | None) -> CatalogItem:
    """The item with the offer and the photos that the store has, where none were sent."""
    if before is None:
        return item
    product = item.product if draft.pictured else replace(item.product, photos=before.product.photos)
    return replace(item, product=product, offer=item.offer if draft.offered else before.offer)


def _patched(patch: OfferPatch, offers: dict[str, Offer], currency: str, row: int) -> ItemOutcome:
    """Change an offer among `offers`, or say why not."""
    before = offers.get(patch.sku)
    if before is None:
        return ItemOutcome(patch.sku, ItemResult.UNKNOWN, (Rejected(row, "sku", "no product has this sku"),))
    after = replace(before, **patch.changes)
    if flaw := patch.flaw or _flaw(patch, after, currency):
        return ItemOutcome(patch.sku, ItemResult.REJECTED, (Rejected(row, *flaw),))
    offers[patch.sku] = after
    return ItemOutcome(patch.sku, ItemResult.UNCHANGED if after == before else ItemResult.UPDATED)


def _flaw(patch: OfferPatch, after: Offer, currency: str) -> tuple[str, str] | None:
    """Field and reason why an offer may not become this."""
    if patch.currency and currency and patch.currency != currency:
        return "price", f"{patch.currency} is not {currency}, the store's one currency"
    begins, ends = after.sale_from, after.sale_until
    if begins is not None and ends is not None and begins >= ends:
        return "sale_until", "the sale ends before it begins"
    return None
