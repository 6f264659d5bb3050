"""The shelf of an open store, kept up by the change log."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np

from gumsole.ranking.shelf.columns import Goods, Offers, Tables, joined, replaced, taken
from gumsole.ranking.shelf.shelf import GONE, Shelf
from gumsole.records import Passport
from gumsole.store import Store, key_of
from gumsole.store.tables.columns import AssortmentUpdate


class LiveShelf:
    """Holds the latest shelf. Readers take it and never wait; those that bring it up take turns."""

    def __init__(self, store: Store, passport: Passport) -> None:
        self._store = store
        self._key = key_of(passport)
        self._following = threading.Lock()
        self._shelf = self._read()

    @property
    def now(self) -> Shelf:
        """The shelf as it was last brought up: whole, and the same for as long as the caller holds it."""
        return self._shelf

    def catch_up(self) -> Shelf:
        """Bring the shelf to the end of the change log; what was written before is on it."""
        with self._following:
            update = self._store.columns.since(self._shelf.seq, key=self._key)
            if update is None:
                self._shelf = self._read()
            elif update.seq != self._shelf.seq:
                self._shelf = patched(self._shelf, update)
            return self._shelf

    def _read(self) -> Shelf:
        seq, assortment = self._store.columns.all(key=self._key)
        tables = Tables()
        return Shelf.stocked(
            seq,
            Goods.of(assortment, tables),
            Offers.of(assortment.offers, tables),
            tables,
            assortment.places,
        )


def patched(shelf: Shelf, update: AssortmentUpdate) -> Shelf:
    """The shelf after an update; the one given stays as it is."""
    offered = shelf.rows_of_products(update.offers.product)
    live = np.flatnonzero(offered != GONE)
    fresh = taken(Offers.of(update.offers, shelf.tables), live)
    offers = replaced(shelf.offers, offered[live], fresh) if len(live) else shelf.offers
    if not len(update.touched):
        return replace(shelf, seq=update.seq, offers=offers)
    return _restocked(replace(shelf, offers=offers), update)


def _restocked(shelf: Shelf, update: AssortmentUpdate) -> Shelf:
    """Take out every row that was touched and put in those that are live."""
    kept = np.flatnonzero(~np.isin(shelf.goods.id, update.touched))
    goods = joined(taken(shelf.goods, kept), Goods.of(update.fresh, shelf.tables))
    offers = joined(taken(shelf.offers, kept), Offers.of(update.fresh.offers, shelf.tables))
    left = np.flatnonzero(~np.isin(shelf.places.product, update.touched))
    places = joined(taken(shelf.places, left), update.fresh.places)
    order = np.argsort(goods.id)
    return Shelf.stocked(
        update.seq,
        taken(goods, order),
        taken(offers, order),
        shelf.tables,
        taken(places, np.argsort(places.id)),
    )
