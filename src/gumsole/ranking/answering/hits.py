"""A page of a ranked list, as a shopper sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.answering.filters import fits
from gumsole.ranking.answering.ranker import Ranked
from gumsole.ranking.candidates import Candidates, Moment
from gumsole.ranking.shelf import GONE, Shelf
from gumsole.ranking.variants import choices
from gumsole.records import Band, Candidate, Filter, Hit
from gumsole.store import Store

# Other variants listed with a hit: a screenful of swatches.
MAX_CHOICES = 12


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A ranked list, as its pages need it whatever became of the store since.

    Attributes
    ----------
    products : ndarray of shape (n,), int64
        Ids in the store, place by place: on a later shelf a product may stand in another row.
    filter : Filter
        What all of them satisfied.
    limit : int
        Places of a page.
    sold_out : bool
        True where what cannot be sold is listed, too.
    """

    ranked: Ranked
    products: NDArray[np.int64]
    filter: Filter
    moment: Moment
    limit: int
    sold_out: bool

    def page(self, number: int, shelf: Shelf, store: Store, *, now_s: float) -> tuple[Hit, ...]:
        """Hits of a page, counted from 1.

        Pages are cut once and for all, so that none repeats or skips anything; what left the store, sold out
        or no longer satisfies the filter is left out of its page.
        """
        places = np.arange(len(self.products))[(number - 1) * self.limit : number * self.limit]
        rows = shelf.rows_of_products(self.products[places])
        places, rows = places[rows != GONE], rows[rows != GONE]
        moment = replace(self.moment, now_s=now_s)
        sellable = moment.sellable(shelf, rows)
        shown = fits(shelf, rows, self.filter, now_s=now_s) & (sellable | self.sold_out)
        return hits_at(places[shown], self._now(places, rows, sellable), shelf, store, moment)

    def _now(self, places: NDArray[np.int64], rows: NDArray[np.int64], sellable: NDArray[np.bool_]) -> Ranked:
        """The list with some places as they are on another shelf."""
        found = self.ranked.found
        found = replace(found, rows=found.rows.copy(), sellable=found.sellable.copy())
        found.rows[places], found.sellable[places] = rows, sellable
        return replace(self.ranked, found=found)


def hits_at(
    places: NDArray[np.int64], ranked: Ranked, shelf: Shelf, store: Store, moment: Moment
) -> tuple[Hit, ...]:
    """Hits at some places of a ranked list; what left the store since the list was made is left out."""
    found = ranked.found.taken(places)
    skus: Sequence[str] = shelf.goods.sku[found.rows].tolist()
    known = store.products.get_many(skus)
    photos = store.entries.places(found.entries.tolist())
    others = choices(store, shelf, found.rows, moment, most=MAX_CHOICES)
    shown = []
    for at, (place, sku) in enumerate(zip(places.tolist(), skus, strict=True)):
        listing = known.get(sku)
        if listing is None or listing.retired:
            continue
        photo = photos.get(int(found.entries[at]))
        shown.append(
            Hit(
                candidate=_candidate(found, at, listing.product.group, sku, photo.photo if photo else ""),
                product=listing.product,
                offer=listing.offer,
                band=Band(int(found.band[at])),
                score=float(ranked.score[place]),
                reasons=ranked.reasons(place),
                sellable=bool(found.sellable[at]),
                choices=others[at],
            )
        )
    return tuple(shown)


def _candidate(found: Candidates, at: int, group: str, sku: str, photo: str) -> Candidate:
    return Candidate(
        group=group,
        sku=sku,
        entry=int(found.entries[at]),
        photo=photo,
        similarity=float(found.similarity[at]),
        shape=float(found.shape[at]),
        color=float(found.color[at]),
    )
